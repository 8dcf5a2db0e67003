import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { type ReleaseFolder, readReleaseFolders } from './files.ts';
import { MAPPINGS } from './load.ts';

/** Where a rule is written: for people who look for the line to mend. */
export interface Written {
  readonly file: string;
  /** `bpjs/vclaim-2.0/peserta-by-nik.yaml` */
  readonly name: string;
  /** From 1 on. */
  readonly line: number;
  readonly text: string;
}

export interface Wanted {
  readonly upstream: string;
  readonly release: string;
  readonly operation: string;
  /** Keys from the top of an operation's file: `answer`, `fields`, `nama`. */
  readonly keys: readonly string[];
}

export interface MappingSource {
  /** `bpjs/vclaim-2.0/peserta-by-nik.yaml` */
  readonly name: string;
  readonly text: string;
}

/** Every file that says something about an operation, the nearest first; those of what it is `like` after its own. */
export function mappingSources(wanted: Omit<Wanted, 'keys'>, own: string | undefined): readonly MappingSource[] {
  const lineage = lineageOf(wanted, everyFolder(own));
  const sources: MappingSource[] = [];
  const seen: string[] = [];
  for (let name: string | undefined = wanted.operation; name !== undefined && !seen.includes(name); ) {
    const files = filesOf(lineage, name);
    sources.push(...files.map(({ path }) => ({ name: nameOf(path), text: readFileSync(path, 'utf8') })));
    seen.push(name);
    name = files.find(({ file }) => file.like !== undefined)?.file.like;
  }
  return sources;
}

/** The line that holds: of the release itself, else of those it inherits from, else of the operation it is `like`. */
export function whereWritten(wanted: Wanted, own: string | undefined): Written | undefined {
  return search(lineageOf(wanted, everyFolder(own)), wanted.operation, wanted.keys, []);
}

/** Those of the city first: they take the place of others of their name. */
function everyFolder(own: string | undefined): readonly ReleaseFolder[] {
  return [...(own === undefined ? [] : readReleaseFolders(own, () => {})), ...readReleaseFolders(MAPPINGS, () => {})];
}

function filesOf(lineage: readonly ReleaseFolder[], operation: string) {
  return lineage.flatMap((folder) => folder.operations.filter(({ file }) => file.operation === operation));
}

function nameOf(path: string): string {
  return path.split(sep).slice(-3).join('/');
}

function lineageOf(
  { upstream, release }: Omit<Wanted, 'keys'>,
  folders: readonly ReleaseFolder[],
): readonly ReleaseFolder[] {
  const lineage: ReleaseFolder[] = [];
  let name: string | undefined = release;
  while (name !== undefined) {
    const folder = folders.find(({ file }) => file.upstream === upstream && file.release === name);
    if (!folder || lineage.includes(folder)) break;
    lineage.push(folder);
    name = folder.file.inherits;
  }
  return lineage;
}

function search(
  lineage: readonly ReleaseFolder[],
  operation: string,
  keys: readonly string[],
  seen: readonly string[],
): Written | undefined {
  const files = filesOf(lineage, operation);
  for (const { path } of files) {
    const written = lineIn(path, keys);
    if (written) return written;
  }
  const like = files.find(({ file }) => file.like !== undefined)?.file.like;
  return like === undefined || seen.includes(like) ? undefined : search(lineage, like, keys, [...seen, operation]);
}

function lineIn(file: string, keys: readonly string[]): Written | undefined {
  const text = readFileSync(file, 'utf8');
  const line = lineOfKeys(text, keys);
  return line === undefined
    ? undefined
    : { file, name: nameOf(file), line, text: (text.split('\n')[line - 1] ?? '').trim() };
}

function lineOfKeys(text: string, keys: readonly string[]): number | undefined {
  const counter = new LineCounter();
  const node = parseDocument(text, { lineCounter: counter, merge: true }).getIn(keys, true);
  return isNode(node) && node.range ? counter.linePos(node.range[0]).line : undefined;
}

/** The line (from 1 on) that a mistake is about: that of its path, else of the nearest thing around it. */
export function lineOfMistake(text: string, path: string): number {
  const broken = parseDocument(text).errors[0]?.linePos?.[0].line;
  if (broken !== undefined) return broken;
  const keys = path.startsWith('examples:') ? ['examples'] : path.split('.');
  for (let length = keys.length; length > 0; length -= 1) {
    const line = lineOfKeys(text, keys.slice(0, length));
    if (line !== undefined) return line;
  }
  return 1;
}
