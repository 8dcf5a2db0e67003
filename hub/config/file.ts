import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
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
  readonly value: unknown;
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
  const faults = [...document.errors, ...document.warnings]; // a warning is a value that would not be what was written
  if (faults.length > 0) return { kind: 'bad', file, mistakes: syntaxMistakes(faults, text, lines) };
  try {
    return { kind: 'read', file, origin, sources, value: document.toJS(), document, lines };
  } catch {
    const reason = 'an alias (*name) has no anchor (&name); a text that begins with * needs quotes';
    return { kind: 'bad', file, mistakes: [{ path: '', reason }] };
  }
}

/** The first one: a parser that lost its way calls everything after it wrong too. Repeated names stand by themselves. */
function syntaxMistakes(faults: readonly YAMLError[], text: string, lines: LineCounter): readonly Mistake[] {
  const first = faults.find(({ code }) => code !== 'DUPLICATE_KEY');
  return faults
    .filter((fault) => fault === first || fault.code === 'DUPLICATE_KEY')
    .map((fault) => {
      const { line, col } = lines.linePos(fault.pos[0]);
      const unquoted = /[{[,][^"']*\$\{/.test(text.split('\n')[line - 1] ?? '');
      const hint = unquoted ? `; inside { } or [ ] a text with \${…} needs quotes` : '';
      return { path: '', line, reason: `column ${col}: ${saidOf(fault)}${hint}` };
    });
}

/** Without the piece of the file that the parser quotes: it may be a secret. */
function saidOf({ code, message }: YAMLError): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this name is there twice';
    case 'TAG_RESOLVE_FAILED':
      return 'a text that begins with ! needs quotes';
    default:
      return message.split(': "')[0] ?? message;
  }
}

function choose({ file, environment, directory }: ConfigSources) {
  const fromEnvironment = environment.SIMPUL_CONFIG;
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
