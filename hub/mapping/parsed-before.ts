import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** Files without a mistake as they were parsed by an earlier process: by what is in them, wherever they lie. */
export interface ParsedBefore {
  get(kind: string, text: string): unknown;
  put(kind: string, text: string, value: unknown): void;
  /** Writes what was got and put, if anything was put. Where it cannot be written all is parsed again next time. */
  keep(): void;
}

/**
 * Half of what a command takes was parsing the same 150 files of YAML. `version` says by what they were parsed and
 * checked: what another version left is not believed. Never throws: a lost or broken file costs time and nothing else.
 */
export function openParsedBefore(file: string, version: string): ParsedBefore {
  let before: ReadonlyMap<string, unknown> | undefined;
  const used = new Map<string, unknown>();
  let added = false;
  return {
    get(kind, text) {
      before ??= read(file, version);
      const key = keyOf(kind, text);
      const value = used.get(key) ?? before.get(key);
      if (value !== undefined) used.set(key, value);
      return value;
    },
    put(kind, text, value) {
      // YAML knows values that JSON does not, and they would come back as others
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)) return;
      used.set(keyOf(kind, text), value);
      added = true;
    },
    keep() {
      if (added) write(file, JSON.stringify({ version, files: [...used] }));
      added = false;
    },
  };
}

function keyOf(kind: string, text: string): string {
  return createHash('sha256').update(`${kind}\n${text}`).digest('base64url');
}

function read(file: string, version: string): ReadonlyMap<string, unknown> {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { version: string; files: [string, unknown][] };
    return new Map(kept.version === version ? kept.files : []);
  } catch {
    return new Map();
  }
}

/** Whole or not at all: other processes read it at the same moment. */
function write(file: string, text: string): void {
  const writing = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch {
    return;
  }
  try {
    writeFileSync(writing, text);
    renameSync(writing, file);
  } catch {
    rmSync(writing, { force: true });
  }
}
