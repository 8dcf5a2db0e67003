import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Resolves to the lines a child printed before it was killed: `acknowledgements` or more of them. */
export async function printedUntilKilled(
  child: string,
  directory: string,
  acknowledgements: number,
): Promise<readonly string[]> {
  const script = join(import.meta.dirname, 'children', child);
  const writing = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  let lines = 0;
  writing.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    lines += text.split('\n').length - 1;
    if (lines >= acknowledgements) writing.kill('SIGKILL');
  });
  await once(writing, 'close');
  return printed.split('\n').slice(0, -1); // the last line may have been cut
}
