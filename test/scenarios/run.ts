import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * `npm run scenario [name]`: replays what upstreams really did, longer than `npm test` does, and prints the tables.
 * SIMPUL_SCENARIO_SECONDS sets how long each part of a chapter lasts.
 */
const FOLDER = fileURLToPath(new URL('changes', import.meta.url));
const SECONDS = '8';

const names = readdirSync(FOLDER).flatMap((file) => /^(.+)\.test\.ts$/.exec(file)?.[1] ?? []);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));

if (wanted.includes('--help') || wanted.includes('-h'))
  process.stdout.write(`npm run scenario [name ...]\n\nReplays changes of upstreams: ${names.join(', ')}\n`);
else if (unknown.length > 0) {
  process.stderr.write(`no scenario ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
  process.exitCode = 2;
} else {
  const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
  const files = (wanted.length > 0 ? wanted : names).map((name) => `test/scenarios/changes/${name}.test.ts`);
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...node, jest, '--runInBand', ...files], {
    stdio: 'inherit',
    env: { SIMPUL_SCENARIO_SECONDS: SECONDS, ...process.env },
  });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
