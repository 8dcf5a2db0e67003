import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { withCollector } from './collector.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const PRELOADED = join(import.meta.dirname, 'children/modules.ts');

/** Runs `simpul serve` until it listens, stops it in order, and returns what it loaded. */
async function loadedBy(traces: object | undefined): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'simpul-traces-'));
  try {
    const file = join(folder, 'simpul.yaml');
    const settings = { services: { 'usulan-1': { baseUrl: 'http://127.0.0.1:9', token: 'token-uji' } } };
    const lapor = { connector: 'lapor', releases: ['usulan-1'], settings, agreementRequired: false };
    const config = { port: 0, dataDir: join(folder, 'data'), logLevel: 'silent', demoKey: 'kunci-demo', traces };
    await writeFile(file, stringify({ ...config, instances: { lapor } }));
    const given = ['--import', PRELOADED, 'hub/main.ts', 'serve', '--config', file];
    const child = spawn(process.execPath, given, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let asked: Promise<unknown> | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const api = /API\s+(http\S+)\/v1\s/.exec(said)?.[1];
      // who answers has come to where it listens to signals
      if (api && !asked) asked = fetch(`${api}/health/live`).then(() => child.kill('SIGTERM'));
    });
    let complained = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complained += chunk.toString();
    });
    const code = await new Promise((done) => child.once('close', done));
    expect({ code, complained }).toEqual({ code: 0, complained: expect.any(String) });
    return [...said.matchAll(/^loaded (.+)$/gm)].map(([, name = '']) => name);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a hub without traces loads nothing of OpenTelemetry but the API that its metrics bring along', async () => {
  const loaded = await loadedBy(undefined);
  expect(loaded).toContain('hub/app.ts');
  expect(loaded.filter((name) => name.startsWith('@opentelemetry/') && name !== '@opentelemetry/api')).toEqual([]);
});

test('a hub with traces does', () =>
  withCollector(async ({ url }) => {
    const loaded = await loadedBy({ endpoint: url });
    expect(loaded).toEqual(expect.arrayContaining(['@opentelemetry/sdk-trace']));
  }));
