import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../hub/main.ts', import.meta.url));

export interface ChildHub {
  /** Resolves to the address when the hub says that it is ready. Rejects with what it wrote when it ends before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  out(): string;
  errors(): string;
  kill(signal: NodeJS.Signals): void;
}

export interface Directory {
  readonly path: string;
  /** `simpul serve` as somebody types it in this directory, on any free port. */
  serve(environment?: Readonly<Record<string, string>>): ChildHub;
}

/** A working directory with these files. Ends every hub that was started in it, even when an assertion fails. */
export async function withDirectory(
  files: Readonly<Record<string, string>>,
  use: (directory: Directory) => Promise<void>,
): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'simpul-serve-'));
  const started: ChildHub[] = [];
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
    await use({
      path,
      serve(environment = {}) {
        const child = childOf(path, environment);
        started.push(child);
        return child;
      },
    });
  } finally {
    for (const child of started) {
      child.kill('SIGKILL');
      await child.ended;
    }
    await rm(path, { recursive: true });
  }
}

function childOf(path: string, environment: Readonly<Record<string, string>>): ChildHub {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, 'serve'], { cwd: path, env: { PATH, PORT: '0', ...environment } });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = endOf(child);
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /^ {2}API +(\S+)\/v1$/m.exec(out)?.[1];
      if (address) resolve(address);
    });
    void ended.then(() => reject(new Error(`the hub ended before it was ready: ${errors}`)));
  });
  ready.catch(() => {}); // a test that expects the end does not look at it
  return { ready, ended, out: () => out, errors: () => errors, kill: (signal) => void child.kill(signal) };
}

function endOf(child: ChildProcess): ChildHub['ended'] {
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
}
