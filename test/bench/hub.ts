import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import pino from 'pino';
import { startHub } from '../../hub/app.ts';
import { loadGround } from '../../hub/cli/ground.ts';
import { ensureSecretKey } from '../../hub/config/secret-key.ts';
import { openSqliteStore } from '../../hub/store/sqlite/open.ts';

/**
 * The hub with a clock that can be put forward, because no setting makes a good answer old within seconds:
 * `POST /forward?ms=…` on the second address. Takes the configuration file.
 */
const [, , file = ''] = process.argv;
let aheadMs = 0;

const { good, releases } = loadGround(file);
const { config } = good;
const hub = await startHub({
  config,
  secretKey: ensureSecretKey(config, process.cwd()),
  releases,
  store: await openSqliteStore({ directory: resolve(config.dataDir) }),
  log: pino({ level: config.logLevel, base: null }, pino.destination({ fd: 2, sync: false })),
  now: () => new Date(Date.now() + aheadMs),
});

const clock = createServer((request, response) => {
  aheadMs += Number(new URL(request.url ?? '', hub.url).searchParams.get('ms'));
  response.end();
});
clock.listen(0, '127.0.0.1', () => {
  const { port } = clock.address() as AddressInfo;
  process.stdout.write(`Clock http://127.0.0.1:${port}\nAPI ${hub.url}/v1\n`);
});

process.on('SIGTERM', () => void hub.close().then(() => process.exit(0)));
