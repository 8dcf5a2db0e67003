import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runExamples } from '../mapping/examples.ts';
import { type Mistake, RELEASE_FILE, type TypedRelease } from '../mapping/files.ts';
import type { LoadedRelease } from '../mapping/load.ts';
import { lineOfMistake } from '../mapping/where.ts';
import type { Releases, Reloaded } from './library.ts';
import { RELEASE_NAME, releaseText } from './new-release.ts';
import { releaseFiles, restoreReleaseFile, writeNewRelease, writeReleaseFile } from './release-files.ts';

/** One file of a release of the city's own, as somebody types it. */
export interface Edit {
  readonly upstream: string;
  /** Is begun where it is not there. */
  readonly release: string;
  /** What it inherits from, where it is begun. */
  readonly parent: string;
  /** Names the file. */
  readonly operation: string;
  readonly text: string;
}

export interface TypedMistake {
  /** `peserta-by-nik.yaml`; another one where what is typed breaks something elsewhere. */
  readonly file: string;
  /** From 1 on, of the file that is typed; 0: it is another's. */
  readonly line: number;
  readonly path: string;
  readonly reason: string;
}

export interface TriedEdit {
  /** Absent where a mistake keeps it from being read at all. */
  readonly release: LoadedRelease | undefined;
  readonly mistakes: readonly TypedMistake[];
  /** How many ran. */
  readonly examples: number;
}

export interface EditParts {
  /** The folder of the city's own releases, there or not. */
  readonly own: string;
  readonly load: (more: { readonly only: string; readonly typed: TypedRelease }) => {
    readonly releases: Releases;
    readonly mistakes: readonly Mistake[];
  };
  readonly releases: () => Releases;
  readonly reload: () => Promise<Reloaded>;
}

export interface Edits {
  /** The text of an operation's file in a release of the city's own. */
  textOf(upstream: string, release: string, operation: string): string | undefined;
  isOwn(upstream: string, release: string): boolean;
  /** A name for a copy that nothing has. */
  freeName(upstream: string, release: string): string;
  /** Whether it can be read and its examples hold, as if it were written. Throws a RangeError where it cannot be written. */
  try(edit: Edit): Promise<TriedEdit>;
  /** Writes it when nothing is wrong with it, and takes it over; resolves to what is wrong, and then nothing is written. */
  save(edit: Edit): Promise<readonly TypedMistake[]>;
}

const LONGEST_NAME = 60;

/** Edits from the console: a copy of what the installation brought, or another text of what the city wrote itself. */
export function createEdits({ own, load, releases, reload }: EditParts): Edits {
  const directoryOf = (upstream: string, release: string) => join(own, upstream, release);
  const filesOf = (upstream: string, release: string) =>
    RELEASE_NAME.test(release) ? releaseFiles(directoryOf(upstream, release)) : undefined;

  function typedOf(edit: Edit): TypedRelease {
    const { upstream, release, operation, text } = edit;
    const texts = filesOf(upstream, release) ?? new Map([[RELEASE_FILE, begun(edit)]]);
    return { directory: directoryOf(upstream, release), texts: new Map([...texts, [fileOf(operation), text]]) };
  }

  /** Throws a RangeError that says which of its names cannot be. */
  function begun({ upstream, release, parent: name }: Edit): string {
    if (!RELEASE_NAME.test(release) || release.length > LONGEST_NAME)
      throw new RangeError(`"${release.slice(0, LONGEST_NAME)}" is no name of a release: vclaim-2.1, in lower case`);
    if (releases().has(`${upstream}/${release}`))
      throw new RangeError(`${release} came with the installation and stays as it is: a copy has a name of its own`);
    const parent = releases().get(`${upstream}/${name}`);
    if (!parent) throw new RangeError(`there is no release ${upstream}/${name} to inherit from`);
    return releaseText(release, parent);
  }

  async function tryIt(edit: Edit): Promise<TriedEdit> {
    const { upstream, release: name, text } = edit;
    const typed = typedOf(edit);
    const { releases: read, mistakes } = load({ only: upstream, typed });
    const release = read.get(`${upstream}/${name}`);
    const tell = (mistake: Mistake) => told(mistake, join(typed.directory, fileOf(edit.operation)), text);
    if (mistakes.length > 0 || !release) return { release, mistakes: mistakes.map(tell), examples: 0 };
    const examples = await runExamples(read.values());
    return { release, mistakes: examples.mistakes.map(tell), examples: examples.run };
  }

  async function save(edit: Edit): Promise<readonly TypedMistake[]> {
    const { upstream, release, operation, text } = edit;
    const { mistakes } = await tryIt(edit);
    if (mistakes.length > 0) return mistakes;
    const directory = directoryOf(upstream, release);
    const before = filesOf(upstream, release);
    if (before) writeReleaseFile(directory, fileOf(operation), text);
    else writeNewRelease(directory, typedOf(edit).texts);
    const reloaded = await reload();
    if (reloaded.kind !== 'bad') return [];
    // what is in use would stop to read what it reads: the hub goes on as before, and so does the folder
    if (before) restoreReleaseFile(directory, fileOf(operation), before.get(fileOf(operation)));
    else rmSync(directory, { recursive: true, force: true });
    return reloaded.mistakes.map((mistake) => told(mistake, join(directory, fileOf(operation)), text));
  }

  return {
    textOf: (upstream, release, operation) => filesOf(upstream, release)?.get(fileOf(operation)),
    isOwn: (upstream, release) => filesOf(upstream, release) !== undefined,
    freeName(upstream, release) {
      const stem = release.replace(/-kota-\d+$/, '');
      let number = 1;
      while (releases().has(`${upstream}/${stem}-kota-${number}`)) number += 1;
      return `${stem}-kota-${number}`;
    },
    try: tryIt,
    save,
  };
}

function fileOf(operation: string): string {
  return `${operation}.yaml`;
}

function told({ file, path, reason }: Mistake, typed: string, text: string): TypedMistake {
  const name = file.split(/[\\/]/).slice(-1)[0] ?? '';
  return { file: name, line: file === typed ? lineOfMistake(text, path) : 0, path, reason };
}
