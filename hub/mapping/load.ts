import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OperationFile } from '../../openapi/generated/mapping.ts';
import { type Mistake, type Note, type ReleaseFolder, readReleaseFolders } from './files.ts';
import { lacking, resolveOperation, type WholeOperation } from './inherit.ts';
import { loadSharedModel, type SharedModel } from './model.ts';
import { compileOperation, type Operation, type Release, type ReleaseGround } from './release.ts';

export const MAPPINGS = fileURLToPath(new URL('../../mappings', import.meta.url));

export interface LoadOptions {
  readonly root?: string;
  readonly model?: SharedModel;
  /** Protocol variants of an upstream's connector; `undefined` when there is no such connector. */
  readonly protocolsOf?: (upstream: string) => readonly string[] | undefined;
}

/** An operation with the file it came from, for running its examples. */
export interface LoadedOperation extends Operation {
  readonly file: OperationFile;
  readonly path: string;
  /** The file lies in the release's own folder, not in one that it inherits from. */
  readonly written: boolean;
}
export interface LoadedRelease extends Release {
  readonly operations: ReadonlyMap<string, LoadedOperation>;
}

/**
 * Reads and compiles every release, and lists every mistake with file, path and reason.
 * Nothing is thrown: whoever starts a hub refuses to with mistakes, whoever edits a mapping wants to see them all.
 */
export function loadMappings({ root = MAPPINGS, model = loadSharedModel(), protocolsOf }: LoadOptions = {}) {
  const mistakes: Mistake[] = [];
  const note: Note = (mistake) => mistakes.push(mistake);
  const folders = readReleaseFolders(root, note);
  const byName = new Map(folders.map((folder) => [`${folder.file.upstream}/${folder.file.release}`, folder]));
  const releases = new Map<string, LoadedRelease>();
  for (const folder of folders) {
    const { upstream, release, protocol, service = '' } = folder.file;
    const file = `${folder.directory}/release.yaml`;
    checkName(folder, file, note);
    const protocols = protocolsOf?.(upstream);
    if (protocolsOf && !protocols) note({ file, path: 'upstream', reason: `there is no connector "${upstream}"` });
    else if (protocols && !protocols.includes(protocol))
      note({ file, path: 'protocol', reason: `${upstream} speaks ${protocols.join(', ')}, not "${protocol}"` });
    const lineage = lineageOf(folder, byName, note);
    const operations = compileFolder(lineage, model, note);
    releases.set(`${upstream}/${release}`, { upstream, name: release, protocol, service, operations });
  }
  return { releases, mistakes };
}

function checkName({ directory, file }: ReleaseFolder, path: string, note: Note): void {
  if (!directory.endsWith(join(sep, file.upstream, file.release)))
    note({ file: path, path: 'release', reason: `${file.upstream}/${file.release} is not the folder's name` });
}

/** The folder and those it inherits from, nearest first. */
function lineageOf(folder: ReleaseFolder, byName: ReadonlyMap<string, ReleaseFolder>, note: Note): ReleaseFolder[] {
  const lineage = [folder];
  for (let at = folder; at.file.inherits !== undefined; ) {
    const parent = byName.get(`${at.file.upstream}/${at.file.inherits}`);
    const problem = parent ? (lineage.includes(parent) ? 'goes round in a circle' : '') : 'is not there';
    if (!parent || problem) {
      const reason = `"${at.file.inherits}" ${problem}`;
      note({ file: `${at.directory}/release.yaml`, path: 'inherits', reason });
      break;
    }
    lineage.push(parent);
    at = parent;
  }
  return lineage;
}

function compileFolder(lineage: readonly ReleaseFolder[], model: SharedModel, note: Note) {
  const [own] = lineage;
  const operations = new Map<string, LoadedOperation>();
  if (!own) return operations;
  const ground: ReleaseGround = {
    name: own.file.release,
    protocol: own.file.protocol,
    service: own.file.service ?? '',
    outcomes: lineage.flatMap(({ file }) => file.outcomes ?? []),
    codeLists: Object.assign({}, ...lineage.toReversed().map(({ file }) => file.codeLists ?? {})),
  };
  const names = new Set(lineage.flatMap((folder) => folder.operations.map(({ file }) => file.operation)));
  for (const name of names) {
    const resolved = resolveOperation(lineage, name);
    if (!resolved) continue;
    const { file, path, own: written } = resolved;
    // what a file of an inherited release does wrong is said once, under that release
    const tell = (at: string, reason: string) => (written ? note({ file: path, path: at, reason }) : undefined);
    if (file.like !== undefined && (file.like === name || !names.has(file.like)))
      tell('like', file.like === name ? 'is the operation itself' : `there is no operation "${file.like}"`);
    const lacks = lacking(file);
    for (const at of lacks) tell(at, 'is missing, and nothing it takes over says it');
    if (lacks.length > 0) continue;
    operations.set(name, { ...compileOperation(file as WholeOperation, ground, model, tell), file, path, written });
  }
  return operations;
}
