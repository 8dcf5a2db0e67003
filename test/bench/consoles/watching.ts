import { join } from 'node:path';
import { Agent, request } from 'undici';
import { acquaint, expectKeadaan, KNOWN_PEOPLE, pesertaPath, startHub, startSandbox, withFolder } from '../ground.ts';
import { KEY } from '../hub-config.ts';
import { measure } from '../measuring.ts';
import type { Ratio } from '../ratios.ts';
import { inTurns, type RoundsRow } from '../rounds.ts';
import type { Duration } from '../rows.ts';

const CONSOLES = 100;
const CONNECTIONS = 64;
const OPERATOR = { nama: 'admin', sandi: 'simpul-demo-konsol' };
/** What the overview and the page of connectors show. */
const TOPICS = 'ringkasan,konektor';

export interface ConsoleRows {
  readonly alone: RoundsRow;
  readonly watched: RoundsRow;
}

/** Known answers as fast as they go, with nobody at the console and with a hundred who watch. */
export function measureConsoles(duration: Duration): Promise<ConsoleRows> {
  const { seconds, warmupSeconds } = duration;
  return withFolder(async (folder) => {
    const sandbox = await startSandbox(KNOWN_PEOPLE);
    const hub = await startHub(join(folder, 'hub'), sandbox, { keeps: true });
    const paths = sandbox.niks.slice(0, KNOWN_PEOPLE).map(pesertaPath);
    await acquaint(hub.url, paths);
    await expectKeadaan(hub.url, paths[0] ?? '', 'tersimpan');
    const cookie = await signIn(hub.url);
    const job = { key: KEY, seconds, warmupSeconds, paths, spread: 'everyone', connections: CONNECTIONS } as const;
    const rows = await inTurns(
      {
        alone: () => measure({ name: 'nobody at the console', ...hub, ...job }),
        async watched() {
          const consoles = await open(hub.url, cookie);
          const row = await measure({ name: `${CONSOLES} consoles open`, ...hub, ...job });
          duration.progress(`each was told ${(consoles.events() / CONSOLES).toFixed(0)} times`);
          await consoles.close();
          return row;
        },
      },
      duration,
    );
    await hub.server.stop();
    await sandbox.server.stop();
    return rows;
  });
}

export function consoleRatios({ alone, watched }: ConsoleRows): readonly Ratio[] {
  const rounds = watched.all.map((row, round) => row.perSecond / (alone.all[round] ?? alone).perSecond);
  const value = [...rounds].sort((one, other) => one - other)[Math.floor(rounds.length / 2)] ?? Number.NaN;
  return [{ name: 'watched / alone', unit: '', target: { atLeast: 0.95 }, value, rounds }];
}

async function signIn(url: string): Promise<string> {
  const { headers, body, statusCode } = await request(`${url}/console/api/masuk`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Simpul-Konsol': '1' },
    body: JSON.stringify(OPERATOR),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`the bench could not sign in to the console: ${statusCode}`);
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

interface Consoles {
  events(): number;
  close(): Promise<void>;
}

async function open(url: string, cookie: string): Promise<Consoles> {
  const dispatcher = new Agent({ connections: CONSOLES, bodyTimeout: 0 });
  let events = 0;
  const streams = await Promise.all(
    Array.from({ length: CONSOLES }, () =>
      request(`${url}/console/api/langsung?topik=${TOPICS}`, { headers: { cookie }, dispatcher }),
    ),
  );
  for (const { body } of streams) {
    body.on('data', (chunk: Buffer) => {
      if (chunk.includes('event: ringkasan')) events += 1;
    });
    body.on('error', () => {}); // it is closed by us
  }
  return { events: () => events, close: () => dispatcher.destroy() };
}
