import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { connectors } from '../../connectors/index.ts';
import type { SimpulConfig } from '../../openapi/generated/config.ts';
import { ensureSecretKey } from '../config/secret-key.ts';
import { type BankList, keptList, type ListSource } from '../services/pembayaran/bank-list.ts';
import { reconcile } from '../services/pembayaran/reconciliation.ts';
import { type ChosenColumns, readChosen } from '../services/pembayaran/statement/columns.ts';
import { keepStatement, readStatement, type Statement } from '../services/pembayaran/statement/statement.ts';
import { FileRefusal } from '../services/pengaduan/import/workbook.ts';
import { createSealedRecords, type SealedRecords } from '../store/sealed-records.ts';
import { sealsOf } from '../store/sealing.ts';
import { CommandError, reasonOf } from './command-error.ts';
import { loadGround } from './ground.ts';
import { type Output, outputOf } from './rekonsiliasi-output.ts';
import { withStore } from './with-store.ts';

export interface ReconciliationOptions {
  readonly instansi: string;
  readonly tanggal: string;
  readonly csv?: string;
  /** As it was typed: `nomor=Reference,nominal=Amount`. */
  readonly kolom?: string;
  readonly abaikanBarisSalah?: true;
  readonly sumber?: 'bank' | 'berkas';
  readonly keluaran: Output;
  readonly config?: string;
}

const MOST_BYTES = 64 * 1024 * 1024;
/** Of `diff` it is 1; here that is what could not be done at all. */
const DIFFERENCES = 3;

/** Compares a day at a bank with what is booked, by the bank's last report or by a statement, which it may take in first. */
export async function rekonsiliasi(options: ReconciliationOptions): Promise<void> {
  const { instansi, tanggal, csv, kolom, sumber } = options;
  if (csv !== undefined && sumber === 'bank')
    throw new CommandError('--csv is compared with what it holds: leave --sumber bank out', 2);
  if (csv === undefined && (kolom || options.abaikanBarisSalah))
    throw new CommandError('--kolom and --abaikan-baris-salah are about a file: name it with --csv', 2);
  checkInstance(instansi, loadGround(options.config, 'told').good.config);
  const now = new Date();
  const statement = csv === undefined ? undefined : readFile(csv, options, now);
  await withStore(options, async (store, { good: { config } }) => {
    const { keyedHash, sealing } = sealsOf(ensureSecretKey(config, process.cwd()));
    const records = createSealedRecords(store.records, sealing);
    if (statement) await takeIn(statement, instansi, now, records);
    const { source, list } = await listOf(options, records);
    const kept = (day: string) => keptList(source, instansi, day, records);
    const settingsOf = () => publicSettings(config, instansi);
    const comparing = { instansi, tanggal, sumber: source, list, kept, sought: kept };
    const result = await reconcile(comparing, { records, keyedHash, settingsOf });
    process.stdout.write(outputOf(options.keluaran, result, new Date(list.pada)));
    const { tidakAdaDiBank, tidakAdaDiSini, nominalBeda } = result;
    if (tidakAdaDiBank.length + tidakAdaDiSini.length + nominalBeda.length > 0) process.exitCode = DIFFERENCES;
  });
}

function checkInstance(instansi: string, { instances }: SimpulConfig): void {
  if (instances[instansi]) return;
  throw new CommandError(`no instance "${instansi}"; there are ${Object.keys(instances).join(', ')}`, 2);
}

function publicSettings({ instances }: SimpulConfig, name: string): Readonly<Record<string, string>> {
  const instance = instances[name];
  return (instance && connectors[instance.connector]?.settingsOf(instance.settings as never, '')) ?? {};
}

function readFile(file: string, { tanggal, kolom, abaikanBarisSalah }: ReconciliationOptions, now: Date): Statement {
  const name = basename(file);
  const statement = statementIn(file, { tanggal, chosen: chosenColumns(kolom), now });
  const { bad, days } = statement;
  if (bad.length > 0) {
    const what = abaikanBarisSalah ? 'left out' : 'nothing was taken in (--abaikan-baris-salah takes the others)';
    const lines = badRows(`${bad.length} bad row${bad.length === 1 ? '' : 's'} in ${name}, ${what}:`, bad);
    if (!abaikanBarisSalah) throw new CommandError(lines, 2);
    process.stderr.write(`${lines}\n`);
  }
  if (days.has(tanggal)) return statement;
  const there = days.size === 0 ? 'no payment at all' : `only ${[...days.keys()].sort().join(', ')}`;
  throw new CommandError(`${name} has no payment of ${tanggal}, ${there}; nothing was taken in`, 2);
}

function chosenColumns(kolom: string | undefined): ChosenColumns {
  const chosen = kolom === undefined ? {} : readChosen(kolom);
  if (typeof chosen === 'string') throw new CommandError(`--kolom: ${chosen}`, 2);
  return chosen;
}

const MOST_SHOWN = 100;

function badRows(heading: string, bad: Statement['bad']): string {
  const lines = bad.slice(0, MOST_SHOWN).map(({ row, reason }) => `  row ${row}: ${reason}`);
  const more = bad.length > MOST_SHOWN ? [`  and ${bad.length - MOST_SHOWN} more`] : [];
  return [heading, ...lines, ...more].join('\n');
}

function statementIn(file: string, reading: Parameters<typeof readStatement>[1]): Statement {
  try {
    if (statSync(file).size > MOST_BYTES) throw new FileRefusal('more than 64 MB are too many: export by day');
    return readStatement(readFileSync(file), reading);
  } catch (error) {
    if (error instanceof FileRefusal)
      throw new CommandError(`${basename(file)}: ${error.message}`, 2, { cause: error });
    throw new CommandError(`cannot read ${file}: ${reasonOf(error)}`, 2, { cause: error });
  }
}

async function takeIn(statement: Statement, instansi: string, now: Date, records: SealedRecords): Promise<void> {
  const { days, leftOut } = statement;
  const lines = await Promise.all(
    [...days].map(async ([day, rows]) => {
      const before = await keptList('rekening-koran', instansi, day, records);
      return `${day}: ${rows.length} payments${before ? `, in place of ${before.rows.length}` : ''}`;
    }),
  );
  await keepStatement(statement, instansi, now, records);
  const notPaid = leftOut > 0 ? [`${leftOut} rows are no payments, says the bank, and were left out`] : [];
  process.stderr.write(`${[...lines.sort(), ...notPaid].map((line) => `taken in: ${line}`).join('\n')}\n`);
}

interface Chosen {
  readonly source: ListSource;
  readonly list: BankList;
}

async function listOf(options: ReconciliationOptions, records: SealedRecords): Promise<Chosen> {
  const { instansi, tanggal } = options;
  for (const source of sourcesOf(options)) {
    const list = await keptList(source, instansi, tanggal, records);
    if (list) return { source, list };
  }
  const missing = {
    bank: 'the bank was not asked for that day yet: GET /v1/rekonsiliasi of the running hub asks it',
    berkas: 'no statement of that day was taken in yet: give it with --csv',
    both: 'neither a report of the bank nor a statement of that day is here: ask GET /v1/rekonsiliasi, or give --csv',
  }[options.sumber ?? 'both'];
  throw new CommandError(`${instansi} ${tanggal}: ${missing}`, 1);
}

function sourcesOf({ csv, sumber }: ReconciliationOptions): readonly ListSource[] {
  if (csv !== undefined || sumber === 'berkas') return ['rekening-koran'];
  return sumber === 'bank' ? ['laporan-bank'] : ['laporan-bank', 'rekening-koran'];
}
