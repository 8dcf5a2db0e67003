import { resolve } from 'node:path';
import pino from 'pino';
import { request } from 'undici';
import type { RunningSandbox } from '../../connectors/connector.ts';
import { connectors } from '../../connectors/index.ts';
import type { SimpulConfig } from '../../openapi/generated/config.ts';
import { type Hub, startHub } from '../app.ts';
import { sandboxesOf } from '../config/sandboxes.ts';
import { ensureSecretKey } from '../config/secret-key.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { type Ground, loadGround } from './ground.ts';

export async function serve({ config: file }: { readonly config?: string }): Promise<void> {
  const started = performance.now();
  const ground = loadGround(file, 'last-good');
  const { logLevel } = ground.good.config;
  const log = pino({ level: logLevel, base: null }, pino.destination({ fd: 2, sync: false }));
  for (const { path, reason } of ground.good.warnings) log.warn({ path }, reason);

  const sandboxes = await startSandboxes(ground);
  try {
    const { config } = ground.resolve(Object.fromEntries(sandboxes.map(({ name, running }) => [name, running.url])));
    const secretKey = ensureSecretKey(config, process.cwd());
    const store = await openSqliteStore({ directory: resolve(config.dataDir) });
    const hub = await startHub({
      ...{ config, secretKey, releases: ground.releases, mappings: ground.mappings, store, log },
      sandboxes: sandboxes.map(({ name, running }) => {
        const { change } = connectors[name]?.sandbox ?? {};
        return { name, url: running.url, ...(change ? { change } : {}) };
      }),
    });
    await tellWhereTheCityIs(hub, config, sandboxes);
    greet(hub, ground, sandboxes, performance.now() - started);
    stopOnSignal(hub, sandboxes);
  } catch (error) {
    await Promise.all(sandboxes.map(({ running }) => running.close()));
    throw new CommandError(`simpul did not start: ${reasonOf(error)}`, 1, { cause: error });
  }
}

interface NamedSandbox {
  readonly name: string;
  readonly running: RunningSandbox;
}

async function startSandboxes({ good }: Ground): Promise<readonly NamedSandbox[]> {
  return Promise.all(
    sandboxesOf(good.config, connectors).map(async ({ connector: name, port, people }) => {
      const connector = connectors[name];
      if (!connector) throw new CommandError(`there is no sandbox "${name}"`, 2);
      return { name, running: await connector.sandbox.start({ port, people }) };
    }),
  );
}

/** Sandboxes of upstreams that call the city: the hub may have taken another port than they expect. */
async function tellWhereTheCityIs(hub: Hub, config: SimpulConfig, sandboxes: readonly NamedSandbox[]): Promise<void> {
  for (const { name, running } of sandboxes) {
    const [instance] = Object.entries(config.instances).find(([, { connector }]) => connector === name) ?? [];
    const address = `${running.url}/_sandbox/settings`;
    if (instance === undefined || !connectors[name]?.callbacks) continue;
    const { body } = await request(address);
    if (!('cityUrl' in ((await body.json()) as object))) continue;
    const set = JSON.stringify({ cityUrl: `${hub.url}/callbacks/${instance}` });
    await (await request(address, { method: 'PUT', body: set })).body.dump();
  }
}

/** What somebody needs on the first evening: the addresses, a key, and one line that works when pasted. */
function greet(hub: Hub, { good }: Ground, sandboxes: readonly NamedSandbox[], tookMs: number): void {
  const { config } = good;
  const lines = [
    `Simpul is ready (${Math.round(tookMs)} ms)`,
    '',
    `  API      ${hub.url}/v1`,
    `  Docs     ${hub.url}/docs`,
    `  Console  ${hub.url}/console`,
    `  Data     ${resolve(config.dataDir)}`,
    ...sandboxes.map(({ name, running }) => `  Sandbox  ${running.url}/_sandbox   (${name})`),
  ];
  if (config.mode === 'development' && config.demoKey !== undefined)
    lines.push(
      `  Key      ${config.demoKey}`,
      '',
      'Try it:',
      `  curl -s -H 'Authorization: Bearer ${config.demoKey}' ${hub.url}/v1/jkn/peserta/9901010101900001`,
    );
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The longest a stop may take; whoever watches processes kills what takes longer. */
const STOP_WITHIN_MS = 10_000;

function stopOnSignal(hub: Hub, sandboxes: readonly NamedSandbox[]): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void hub
      .close()
      .then(() => Promise.all(sandboxes.map(({ running }) => running.close())))
      .then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
