import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The texts of a release by the names of its files; `undefined` where there is none. */
export function releaseFiles(directory: string): ReadonlyMap<string, string> | undefined {
  if (!existsSync(directory)) return undefined;
  const names = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
  return new Map(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

/**
 * A release that was not there, all of it or nothing: a hub that watches the folder never sees half of one. Throws what
 * the disk says.
 */
export function writeNewRelease(directory: string, texts: ReadonlyMap<string, string>): void {
  const upstream = dirname(directory);
  const temporary = join(dirname(upstream), `.new-${process.pid}`); // files that lie one level up are no release
  try {
    mkdirSync(upstream, { recursive: true });
    mkdirSync(temporary);
    for (const [name, text] of texts) writeFileSync(join(temporary, name), text);
    renameSync(temporary, directory);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** One file of a release that is there, whole or not at all. Throws what the disk says. */
export function writeReleaseFile(directory: string, name: string, text: string): void {
  const temporary = join(directory, `.${name}.${process.pid}`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, join(directory, name));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** As it was before `writeReleaseFile`. */
export function restoreReleaseFile(directory: string, name: string, before: string | undefined): void {
  if (before === undefined) rmSync(join(directory, name), { force: true });
  else writeReleaseFile(directory, name, before);
}
