import { createConnection } from 'node:net';
import { resolve } from 'node:path';
import { connectors } from '../../connectors/index.ts';
import { ensureSecretKey } from '../config/secret-key.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { type Ground, loadGround } from './ground.ts';

interface Finding {
  readonly what: string;
  readonly good: boolean;
  readonly said: string;
}

const REACH_WITHIN_MS = 5000;
const MOST_SKEW_SECONDS = 60; // upstreams refuse signatures that are minutes off; a minute is a warning in time

/** Looks at everything a start depends on. Sends no credential and no person's number anywhere. */
export async function doctor({ config: file }: { readonly config?: string }): Promise<void> {
  const ground = loadGround(file); // lists the configuration's mistakes itself
  const { config, file: path, warnings } = ground.good;
  const findings: Finding[] = [
    { what: 'configuration', good: true, said: path },
    ...warnings.map(({ path: at, reason }) => ({ what: 'warning', good: true, said: `${at}: ${reason}` })),
    await attempt('store', async () => {
      ensureSecretKey(config, process.cwd());
      const store = await openSqliteStore({ directory: resolve(config.dataDir) });
      await store.check().finally(() => store.close());
      return `${resolve(config.dataDir)} reads and writes`;
    }),
    ...(await Promise.all(addressesOf(ground).map(reach))).flat(),
  ];
  for (const { what, good, said } of findings)
    process.stdout.write(`${good ? 'ok   ' : 'FAIL '} ${what.padEnd(28)} ${said}\n`);
  const failed = findings.filter(({ good }) => !good).length;
  if (failed > 0) throw new CommandError(`${failed} of ${findings.length} checks failed`);
}

function addressesOf({ good, releases }: Ground) {
  return Object.entries(good.config.instances).flatMap(([name, { connector, releases: candidates, settings }]) => {
    const known = candidates.map((release) => releases.get(`${connector}/${release}`));
    const services = new Set(known.filter((one) => one?.incoming !== true).map((one) => one?.service ?? ''));
    return [...services].map((service) => ({
      what: service === '' ? name : `${name}/${service}`,
      address: connectors[connector]?.addressOf(settings as never, service) ?? '',
    }));
  });
}

/** A connection first: BPJS answers unknown addresses with silence, which is not the same as a wrong path. */
async function reach({
  what,
  address,
}: {
  readonly what: string;
  readonly address: string;
}): Promise<readonly Finding[]> {
  const { hostname, port, protocol, origin } = new URL(address);
  const connected = await attempt(what, async () => {
    const started = performance.now();
    await connect(hostname, Number(port) || (protocol === 'https:' ? 443 : 80));
    return `${origin} reached in ${Math.round(performance.now() - started)} ms`;
  });
  if (!connected.good) return [connected];
  return [connected, await clock(what, origin)];
}

/** An answer's `Date` against our clock: a signature that is minutes off is refused as a wrong key. */
async function clock(what: string, origin: string): Promise<Finding> {
  const name = `${what} clock`;
  try {
    const answer = await fetch(origin, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(REACH_WITHIN_MS),
    });
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(theirs)) return { what: name, good: true, said: 'not told by the upstream' };
    const skew = Math.round((Date.now() - theirs) / 1000);
    const said = `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} the upstream`;
    return { what: name, good: Math.abs(skew) <= MOST_SKEW_SECONDS, said };
  } catch (error) {
    return { what: name, good: true, said: `not told (${reasonOf(error)})` };
  }
}

function connect(host: string, port: number): Promise<void> {
  return new Promise((done, failed) => {
    const socket = createConnection({ host, port, timeout: REACH_WITHIN_MS });
    socket.once('connect', () => {
      socket.destroy();
      done();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer within ${REACH_WITHIN_MS / 1000} s`)));
    socket.once('error', failed);
  });
}

async function attempt(what: string, work: () => Promise<string>): Promise<Finding> {
  try {
    return { what, good: true, said: await work() };
  } catch (error) {
    return { what, good: false, said: reasonOf(error) };
  }
}
