import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ensureSecretKey } from '../config/secret-key.ts';
import { pathsOf, ruleOf } from '../mapping/field.ts';
import { jakartaDate } from '../mapping/jakarta.ts';
import { FileRefusal } from '../services/pengaduan/import/workbook.ts';
import { hasSchedule, type Kind } from '../services/perencanaan/datasets.ts';
import { fileRows } from '../services/perencanaan/import/file-rows.ts';
import { FILE_RELEASE, type Imported, importFile } from '../services/perencanaan/import/import.ts';
import type { Matching } from '../services/perencanaan/import/matching.ts';
import { createSealedRecords } from '../store/sealed-records.ts';
import { sealsOf } from '../store/sealing.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { type ConfigOption, withStore } from './with-store.ts';

export interface SipdImportOptions extends ConfigOption {
  readonly kumpulan: Kind;
  readonly tahun: number;
  readonly jadwal?: 'murni' | 'pergeseran' | 'perubahan';
  readonly tanggal?: string;
  readonly jenis?: NonNullable<Matching['jenis']>;
  readonly skpd?: string;
  readonly subKegiatan?: string;
  readonly sebagian?: true;
  readonly meskiBanyak?: true;
  readonly laporan?: string;
  readonly uji?: true;
}

const SHOWN = 20;
const A_LINE_EVERY = 10_000;

/** Takes rows in from a file that an officer exported from SIPD: a source like the others, read with its own release. */
export async function imporSipd(file: string, options: SipdImportOptions): Promise<void> {
  const { kumpulan, tahun, jadwal, tanggal, jenis, skpd, subKegiatan } = options;
  refuseUnreadable(file);
  await withStore(
    options,
    async (store, { releases, good: { config } }) => {
      const operation = releases.get(`sipd/${FILE_RELEASE}`)?.operations.get(kumpulan);
      if (!operation) throw new CommandError(`the mappings have no sipd/${FILE_RELEASE} with "${kumpulan}"`, 2);
      const columns = Object.values(operation.file.answer?.fields ?? {}).map((field) =>
        field === null ? [] : pathsOf(ruleOf(field)),
      );
      const known = new Set([...columns.flat(), ...(operation.file.answer?.ignore ?? [])]);
      const unknown = (columns: readonly string[]) => {
        if (columns.length > 0)
          process.stderr.write(
            `warning: columns that nobody knows: ${columns.map((one) => one.slice(0, 40)).join(', ')}\n`,
          );
      };
      const schedule = hasSchedule(kumpulan) ? (jadwal ?? config.perencanaan.jadwal) : null;
      try {
        const imported = await importFile({
          name: { kind: kumpulan, year: tahun, schedule },
          ...{ copies: store.copies, rows: fileRows(file, known, unknown), source: basename(file).slice(0, 100) },
          records: createSealedRecords(store.records, sealsOf(ensureSecretKey(config, process.cwd())).sealing),
          read: (payload) => operation.read({ payload, httpStatus: 200 }, { asked: {}, now: new Date() }),
          schedule: jadwal ?? config.perencanaan.jadwal,
          ...{ day: tanggal ?? jakartaDate(new Date()), now: Date.now, progress: progressOf(), columns },
          ...{
            dry: options.uji === true,
            partial: options.sebagian === true,
            evenIfMuch: options.meskiBanyak === true,
          },
          ...(jenis === undefined ? {} : { jenis }),
          ...(skpd === undefined ? {} : { skpd }),
          ...(subKegiatan === undefined ? {} : { subKegiatan }),
        });
        report(imported, file, options);
      } catch (error) {
        if (error instanceof CommandError) throw error;
        const isFile = error instanceof FileRefusal;
        throw new CommandError(`${basename(file)}: ${isFile ? error.message : reasonOf(error)}`, isFile ? 2 : 1, {
          cause: error,
        });
      }
    },
    'refused',
  );
}

/** Before anything is begun for it. */
function refuseUnreadable(file: string): void {
  try {
    const handle = openSync(file, 'r');
    try {
      readSync(handle, Buffer.alloc(1)); // a folder can be opened, and not read
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new CommandError(`cannot read ${file}: ${reasonOf(error)}`, 2, { cause: error });
  }
}

function report(imported: Imported, file: string, { uji, laporan, kumpulan }: SipdImportOptions): void {
  const { read, added, changed, removed, bad, badRows, number } = imported;
  const lines = badRows.map((row) => `row ${row.number}: ${row.reason}`);
  const isWritten = laporan !== undefined && lines.length > 0 && writeReport(laporan, lines);
  for (const line of lines.slice(0, SHOWN)) process.stderr.write(`${line}\n`);
  if (lines.length > SHOWN)
    process.stderr.write(`and ${bad - SHOWN} more${isWritten ? ` in ${laporan}` : ' (--laporan FILE has them)'}\n`);
  const became = uji ? 'nothing was written' : `copy ${number} of ${kumpulan}`;
  process.stdout.write(
    `${basename(file)}: ${read} rows read, ${added} new, ${changed} changed, ${removed} gone, ${bad} bad; ${became}\n`,
  );
}

/** The rows are taken in by now: a report that cannot be written does not make the command fail. */
function writeReport(file: string, lines: readonly string[]): boolean {
  try {
    writeFileSync(file, `${lines.join('\n')}\n`);
    return true;
  } catch (error) {
    process.stderr.write(`warning: cannot write ${file}: ${reasonOf(error)}\n`);
    return false;
  }
}

function progressOf(): (rows: number) => void {
  let said = 0;
  return (rows) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${rows} rows`);
    else if (rows - said >= A_LINE_EVERY) {
      said = rows;
      process.stderr.write(`${rows} rows read\n`);
    }
  };
}
