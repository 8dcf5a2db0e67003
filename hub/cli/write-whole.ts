import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CommandError, reasonOf } from './command-error.ts';

/** Throws a CommandError where it would be written over and nobody said so. */
export function refuseOverwriting(file: string, force: boolean): void {
  if (!force && existsSync(file)) throw new CommandError(`${file} is there already: --force replaces it`, 2);
}

/** Whole or not at all: whoever opens it while it is written sees what was there before. */
export function writeWhole(file: string, bytes: Uint8Array, force: boolean): void {
  const writing = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    const handle = openSync(writing, 'wx');
    try {
      writeFileSync(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    refuseOverwriting(file, force); // it may have come meanwhile
    renameSync(writing, file);
  } catch (error) {
    rmSync(writing, { force: true });
    if (error instanceof CommandError) throw error;
    throw new CommandError(`cannot write ${file}: ${reasonOf(error)}`, 1, { cause: error });
  }
}
