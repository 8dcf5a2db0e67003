import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dialect } from '../../connectors/callback.ts';
import type { OperationFile, ReleaseFacade } from '../../openapi/generated/mapping.ts';
import { compileDialect } from './backwards/dialect.ts';
import { compileFacadeOperation, type Facade } from './backwards/facade.ts';
import { compileWords } from './backwards/words.ts';
import {
  type Mistake,
  type Note,
  openShippedBefore,
  RELEASE_FILE,
  type ReleaseFolder,
  readReleaseFolders,
  type TypedRelease,
  typedReleaseFolder,
} from './files.ts';
import { lacking, resolveOperation, type WholeOperation } from './inherit.ts';
import { loadSharedModel, type SharedModel } from './model.ts';
import { checkProbe } from './probe.ts';
import { compileOperation, type Operation, type Release, type ReleaseGround } from './release.ts';

export const MAPPINGS = fileURLToPath(new URL('../../mappings', import.meta.url));

export interface LoadOptions {
  readonly root?: string;
  /** A folder of releases laid over it: one of the same name takes the other's place, and each may inherit from both. */
  readonly own?: string;
  readonly model?: SharedModel;
  /** Protocol variants of an upstream's connector; `undefined` when there is no such connector. */
  readonly protocolsOf?: (upstream: string) => readonly string[] | undefined;
  /** Those of them whose server half the connector has. */
  readonly facadesOf?: (upstream: string) => readonly string[];
  /** Protocol variants of the connector whose calls come in. */
  readonly dialectsOf?: (upstream: string) => readonly string[];
  /** Of this upstream alone: no release inherits from another upstream's. */
  readonly only?: string;
  /** Takes the place of the release of its name, or is one more. */
  readonly typed?: TypedRelease;
}

/** An operation with the file it came from, for running its examples. */
export interface LoadedOperation extends Operation {
  readonly file: OperationFile;
  readonly path: string;
  /** The file lies in the release's own folder, not in one that it inherits from. */
  readonly written: boolean;
  /** Everything it was compiled from, as one text: two with the same definition are the same. */
  readonly definition: string;
}
export interface LoadedRelease extends Release {
  readonly operations: ReadonlyMap<string, LoadedOperation>;
  /** The release read backwards, where its file offers it to applications of the old interface. */
  readonly facade?: Facade;
  /** The release read backwards, where its calls come in. */
  readonly dialect?: Dialect;
  /** What `facade` was compiled from, its operations apart. */
  readonly facadeDefinition: string;
}

let shippedBefore: ReturnType<typeof openShippedBefore> | undefined;
/** Of the hub's own mappings, from one start to the next; beside the compiled program (hub/main.ts). */
function parsedBefore() {
  shippedBefore ??= openShippedBefore(new URL('../../node_modules/.cache/simpul/mappings.json', import.meta.url));
  return shippedBefore;
}

let shared: SharedModel | undefined;
/** Compiled once: it is part of the hub, and nobody edits it while it runs. */
function sharedModel(): SharedModel {
  shared ??= loadSharedModel();
  return shared;
}

/**
 * Reads and compiles every release, and lists every mistake with file, path and reason.
 * Nothing is thrown: whoever starts a hub refuses to with mistakes, whoever edits a mapping wants to see them all.
 */
export function loadMappings(options: LoadOptions = {}) {
  const { model = sharedModel(), protocolsOf, facadesOf, dialectsOf } = options;
  const mistakes: Mistake[] = [];
  const note: Note = (mistake) => mistakes.push(mistake);
  const folders = foldersOf(options, note);
  const byName = new Map(folders.map((folder) => [nameOf(folder), folder]));
  const releases = new Map<string, LoadedRelease>();
  for (const folder of folders) {
    const { upstream, release, protocol, service = '', address } = folder.file;
    const file = `${folder.directory}/${RELEASE_FILE}`;
    checkName(folder, file, note);
    const incoming = dialectsOf?.(upstream).includes(protocol) === true;
    const protocols = protocolsOf?.(upstream);
    if (protocolsOf && !protocols) note({ file, path: 'upstream', reason: `there is no connector "${upstream}"` });
    else if (protocols && !incoming && !protocols.includes(protocol))
      note({ file, path: 'protocol', reason: `${upstream} speaks ${protocols.join(', ')}, not "${protocol}"` });
    if (incoming && !folder.file.facade)
      note({ file, path: 'facade', reason: `is missing: calls of "${protocol}" come in, and must be answered` });
    if (folder.file.facade && !incoming && facadesOf && !facadesOf(upstream).includes(protocol))
      note({ file, path: 'facade', reason: `the connector of ${upstream} has no server half of "${protocol}"` });
    const lineage = lineageOf(folder, byName, note);
    const ground = groundOf(folder, lineage);
    const operations = compileFolder(lineage, ground, model, note);
    checkProbe(folder.file.probe, {
      incoming,
      operations,
      model,
      mistake: (path, reason) => note({ file, path, reason }),
    });
    const backwards = folder.file.facade && { facade: folder.file.facade, ground, operations, file, note };
    const where = { service, ...(address === undefined ? {} : { address }) };
    const facadeDefinition = JSON.stringify(folder.file.facade ?? null);
    const whole = { upstream, name: release, protocol, incoming, ...where, operations, facadeDefinition };
    const offered = backwards && (incoming ? { dialect: dialectOf(backwards) } : { facade: facadeOf(backwards) });
    releases.set(`${upstream}/${release}`, { ...whole, ...offered });
  }
  return { releases, mistakes };
}

/** What is typed is laid over the city's own, and those over the installation's. */
function foldersOf({ root = MAPPINGS, own, only, typed }: LoadOptions, note: Note): readonly ReleaseFolder[] {
  const shipped = readReleaseFolders(root, note, { only, before: root === MAPPINGS ? parsedBefore() : undefined });
  const city = own === undefined ? [] : readReleaseFolders(own, note, { only });
  return layOver(layOver(shipped, city), typed ? typedReleaseFolder(typed, note) : []);
}

function layOver(below: readonly ReleaseFolder[], above: readonly ReleaseFolder[]): readonly ReleaseFolder[] {
  const replaced = new Set(above.map(nameOf));
  return [...below.filter((folder) => !replaced.has(nameOf(folder))), ...above];
}

function nameOf({ file }: ReleaseFolder): string {
  return `${file.upstream}/${file.release}`;
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
      note({ file: `${at.directory}/${RELEASE_FILE}`, path: 'inherits', reason });
      break;
    }
    lineage.push(parent);
    at = parent;
  }
  return lineage;
}

function groundOf({ file: own }: ReleaseFolder, lineage: readonly ReleaseFolder[]): ReleaseGround {
  return {
    name: own.release,
    protocol: own.protocol,
    service: own.service ?? '',
    ...(own.address === undefined ? {} : { address: own.address }),
    outcomes: lineage.flatMap(({ file }) => file.outcomes ?? []),
    codeLists: Object.assign({}, ...lineage.toReversed().map(({ file }) => file.codeLists ?? {})),
  };
}

interface Backwards {
  readonly facade: ReleaseFacade;
  readonly ground: ReleaseGround;
  readonly operations: ReadonlyMap<string, LoadedOperation>;
  readonly file: string;
  readonly note: Note;
}

/** What cannot be read backwards is a mistake of a release that is offered, also where it took it over. */
function facadeOf({ facade, ground, operations, file, note }: Backwards): Facade {
  const { outcomes, codeLists } = ground;
  const word = compileWords(outcomes, [facade.words], (path, reason) => note({ file, path, reason }));
  const backwards = [...operations.values()].map((operation) =>
    compileFacadeOperation(
      operation.file as WholeOperation,
      { facade, outcomes, codeLists },
      tellingOf(operation, note),
    ),
  );
  return { operations: backwards, word };
}

function dialectOf({ facade, ground, operations, file, note }: Backwards): Dialect {
  const { name: release, protocol, outcomes, codeLists } = ground;
  const files = [...operations.values()].map((operation) => ({
    file: operation.file as WholeOperation,
    mistake: tellingOf(operation, note),
  }));
  const source = { release, protocol, facade, outcomes, codeLists, operations: files };
  return compileDialect(source, (path, reason) => note({ file, path, reason }));
}

function tellingOf({ path: file }: LoadedOperation, note: Note) {
  return (path: string, reason: string) => note({ file, path, reason: `${reason} (facade)` });
}

function compileFolder(lineage: readonly ReleaseFolder[], ground: ReleaseGround, model: SharedModel, note: Note) {
  const operations = new Map<string, LoadedOperation>();
  const probe = lineage.find(({ file }) => file.probe !== undefined)?.file.probe;
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
    const compiled = compileOperation(file as WholeOperation, ground, model, tell);
    const probed = probe?.operation === name ? { probe: probe.asked ?? {} } : {};
    const definition = JSON.stringify([ground, file, ...Object.values(probed)]);
    operations.set(name, { ...compiled, ...probed, file, path, written, definition });
  }
  return operations;
}
