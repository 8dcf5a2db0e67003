import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { ensureSecretKey } from '../config/secret-key.ts';
import { pathsOf, ruleOf } from '../mapping/field.ts';
import type { Progress, RowReader } from '../services/pengaduan/import/complaints.ts';
import { type ReadExport, readExport, writeExport } from '../services/pengaduan/import/import.ts';
import { type Counts, EXPORT_RELEASE } from '../services/pengaduan/import/plan.ts';
import { badRowLines, summaryOf, warningsOf } from '../services/pengaduan/import/summary.ts';
import type { Columns } from '../services/pengaduan/import/table.ts';
import { FileRefusal } from '../services/pengaduan/import/workbook.ts';
import { createSealedRecords } from '../store/sealed-records.ts';
import { sealsOf } from '../store/sealing.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { type Ground, loadGround } from './ground.ts';

export interface ImportOptions {
  readonly kering?: true;
  readonly lewatiYangSalah?: true;
  readonly dibuat?: Date;
  readonly config?: string;
}

/** A packed row is some hundred bytes: far more than the rows that may be taken at once. */
const MOST_BYTES = 64 * 1024 * 1024;
const REPORTER = 'Nama Pelapor';

/** Reads and checks a whole export of LAPOR's agency admin first, then writes it in one commit. */
export async function imporLapor(file: string, options: ImportOptions): Promise<void> {
  const ground = loadGround(options.config);
  const now = Date.now();
  if (options.dibuat && options.dibuat.getTime() > now) throw new CommandError('--dibuat is yet to come', 2);
  const dry = options.kering === true;
  const found = await readFile(file, ground, { now, madeAt: options.dibuat?.getTime() });
  for (const warning of warningsOf(found)) process.stderr.write(`warning: ${warning}\n`);
  const { bad } = found;
  if (bad.length > 0) {
    const what = options.lewatiYangSalah ? 'left out' : 'nothing was written (--lewati-yang-salah takes the others)';
    const lines = [`${bad.length} bad rows in ${basename(file)}, ${what}:`, ...badRowLines(bad)].join('\n');
    if (!options.lewatiYangSalah) throw new CommandError(lines, 2);
    process.stderr.write(`${lines}\n`);
  }
  const counts = await write(found, ground, { now, dry });
  process.stdout.write(`${summaryOf(basename(file), found, counts, dry)}\n`);
}

async function readFile(
  file: string,
  { releases }: Ground,
  { now, madeAt }: { readonly now: number; readonly madeAt: number | undefined },
): Promise<ReadExport> {
  const operation = releases.get(`lapor/${EXPORT_RELEASE}`)?.operations.get('baris-laporan');
  if (!operation) throw new CommandError(`the mappings have no lapor/${EXPORT_RELEASE} with "baris-laporan"`, 2);
  const read: RowReader = (payload) => operation.read({ payload, httpStatus: 200 }, { asked: {}, now: new Date(now) });
  const taken = Object.values(operation.file.answer?.fields ?? {}).flatMap((field) => pathsOf(ruleOf(field)));
  const columns: Columns = {
    known: [...new Set([...taken, ...(operation.file.answer?.ignore ?? [])])],
    taken: [...new Set(taken)].filter((name) => name !== REPORTER), // dropped at the door: never even looked at
  };
  try {
    return await readExport(bytesOf(file), { columns, read, now, madeAt, progress: progressOf('read', 'rows') });
  } catch (error) {
    if (error instanceof FileRefusal)
      throw new CommandError(`${basename(file)}: ${error.message}`, 2, { cause: error });
    throw error;
  }
}

function bytesOf(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES) throw new FileRefusal(`${Math.round(size / 1024 / 1024)} MB are too many: export by period`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    throw new CommandError(`cannot read ${file}: ${reasonOf(error)}`, 2, { cause: error });
  }
}

interface When {
  readonly now: number;
  readonly dry: boolean;
}

async function write(found: ReadExport, { good: { config } }: Ground, when: When): Promise<Counts> {
  const instances = Object.entries(config.instances).filter(([, { connector }]) => connector === 'lapor');
  const instance = instances[0]?.[0] ?? 'lapor'; // complaints may be here before the city's access to LAPOR is
  const directory = resolve(config.dataDir);
  try {
    // a dry run leaves no trace, not even an empty database
    if (when.dry && !existsSync(join(directory, 'simpul.db'))) return await inEmptyStore(found, instance, when);
    return await inStore(found, { instance, directory, secret: ensureSecretKey(config, process.cwd()), ...when });
  } catch (error) {
    throw new CommandError(`nothing was written: ${reasonOf(error)}`, 1, { cause: error });
  }
}

async function inEmptyStore(found: ReadExport, instance: string, when: When): Promise<Counts> {
  const directory = mkdtempSync(join(tmpdir(), 'simpul-kering-'));
  try {
    return await inStore(found, { instance, directory, secret: 'nothing is kept', ...when });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface Target extends When {
  readonly instance: string;
  readonly directory: string;
  readonly secret: string;
}

async function inStore(found: ReadExport, { directory, secret, ...rest }: Target): Promise<Counts> {
  const store = await openSqliteStore({ directory });
  try {
    return await writeExport(found, {
      ...rest,
      records: createSealedRecords(store.records, sealsOf(secret).sealing),
      messages: store.messages,
      progress: progressOf('compared', 'reports'),
      writing: (count) => void process.stderr.write(`writing ${count} reports in one commit\n`),
    });
  } finally {
    await store.close();
  }
}

const A_LINE_EVERY = 1000;

/** A percentage that stays in its line where somebody looks on, a line per thousand rows in a file or a pipe. */
function progressOf(what: string, things: string): Progress {
  let said = 0;
  return (done, total) => {
    if (total < A_LINE_EVERY) return;
    if (process.stderr.isTTY) {
      const end = done >= total ? '\n' : '';
      process.stderr.write(`\r${what} ${Math.floor((100 * done) / total)} %${end}`);
      return;
    }
    const thousands = done >= total ? total : Math.floor(done / A_LINE_EVERY) * A_LINE_EVERY;
    if (thousands <= said) return;
    said = thousands;
    process.stderr.write(`${what} ${thousands} of ${total} ${things}\n`);
  };
}
