import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Mistake } from './mistakes.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export const DEMO_FILE = fileURLToPath(new URL('demo.yaml', import.meta.url));
const USUAL_NAME = 'simpul.yaml';

export interface ConfigSources {
  /** `--config`. */
  readonly file?: string;
  readonly environment: Environment;
  /** The working directory: relative paths start there. */
  readonly directory: string;
}

/** A configuration file as it was written: no variable filled in, nothing checked. */
export interface RawConfig {
  readonly kind: 'read';
  /** As it was named, for messages. */
  readonly file: string;
  /** `built-in`: nobody wrote a configuration, and the demo is used. */
  readonly origin: 'named' | 'usual' | 'built-in';
  readonly sources: ConfigSources;
  readonly document: Document;
  readonly lines: LineCounter;
}

export interface BadConfig {
  readonly kind: 'bad';
  readonly file: string;
  readonly mistakes: readonly Mistake[];
}

/** `--config`, then `SIMPUL_CONFIG`, then `simpul.yaml` in the working directory, then the built-in demo. */
export function readConfigFile(sources: ConfigSources): RawConfig | BadConfig {
  const { file, origin, namedBy } = choose(sources);
  const path = resolve(sources.directory, file);
  const text = readText(path);
  if (text === undefined) {
    const reason = `${namedBy} names a file that is not there or cannot be read (${path})`;
    return { kind: 'bad', file, mistakes: [{ path: '', reason }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  if (document.errors.length === 0) return { kind: 'read', file, origin, sources, document, lines };
  const mistakes = document.errors.map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { path: '', line, reason: `column ${col}: ${message}` };
  });
  return { kind: 'bad', file, mistakes };
}

function choose({ file, environment, directory }: ConfigSources) {
  const fromEnvironment = environment['SIMPUL_CONFIG'];
  if (file !== undefined) return { file, origin: 'named', namedBy: '--config' } as const;
  if (fromEnvironment) return { file: fromEnvironment, origin: 'named', namedBy: 'SIMPUL_CONFIG' } as const;
  if (existsSync(resolve(directory, USUAL_NAME)))
    return { file: USUAL_NAME, origin: 'usual', namedBy: 'The working directory' } as const;
  return { file: DEMO_FILE, origin: 'built-in', namedBy: 'The hub' } as const;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // missing, a folder, or not ours to read: the message names the path, which is what helps
  }
}
