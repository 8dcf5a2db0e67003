import { CommanderError } from 'commander';
import { CommandError } from '../../../hub/cli/command-error.ts';
import { createProgram } from '../../../hub/cli/program.ts';
import type { Ended } from './simpul.ts';

/**
 * The command line as `main.ts` runs it, in this process: what every command loads is loaded once, and a command takes a
 * tenth of what starting one does. One after the other: what they write is caught. Nothing comes in by standard input.
 */
export function inProcess(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ended> {
  const ended = turn.then(() => run(args, environment));
  turn = ended.catch(() => {});
  return ended;
}

let turn: Promise<unknown> = Promise.resolve();

async function run(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const before = { ...process.env };
  const writes = { stdout: process.stdout.write, stderr: process.stderr.write };
  const caught = (name: 'stdout' | 'stderr') =>
    ((text: string | Uint8Array, ...more: readonly unknown[]) => {
      written[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
      const done = more.at(-1);
      if (typeof done === 'function') done();
      return true;
    }) as typeof process.stdout.write;
  delete process.env.SIMPUL_CONFIG;
  Object.assign(process.env, environment);
  process.stdout.write = caught('stdout');
  process.stderr.write = caught('stderr');
  const exitCode = process.exitCode;
  process.exitCode = undefined;
  let code = 0;
  try {
    await createProgram().parseAsync([...args], { from: 'user' });
    code = Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommandError) written.stderr += `${error.message}\n`;
    else if (!(error instanceof CommanderError)) throw error;
    code = error instanceof CommandError ? error.exitCode : error.exitCode === 0 ? 0 : 2;
  } finally {
    process.exitCode = exitCode;
    process.stdout.write = writes.stdout;
    process.stderr.write = writes.stderr;
    process.env = before;
  }
  return { code, ...written };
}
