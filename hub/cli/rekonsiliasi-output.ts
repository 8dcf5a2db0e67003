import { stringify } from 'csv-stringify/sync';
import type { BarisRekonsiliasi, Rekonsiliasi } from '../../openapi/generated/types.ts';
import { instantOf } from './instant.ts';
import { table } from './table.ts';

export type Output = 'json' | 'tabel' | 'csv';

/** `listedAt`: since when the bank's side is so. */
export function outputOf(output: Output, result: Rekonsiliasi, listedAt: Date): string {
  switch (output) {
    case 'json':
      return `${JSON.stringify(result, undefined, 2)}\n`;
    case 'csv':
      return csvOf(result);
    case 'tabel':
      return `${headOf(result, listedAt)}${differencesOf(result)}`;
    default:
      return output satisfies never;
  }
}

const SOURCE = { 'laporan-bank': 'the report of the bank', 'rekening-koran': 'the statement taken in' };

function headOf(
  { instansi, tanggal, sumber, cocok, jumlahCocok, ringkas: { bank, hub } }: Rekonsiliasi,
  listedAt: Date,
): string {
  const rows = [
    ['', 'payments', 'rupiah'],
    ['match', String(cocok), String(jumlahCocok)],
    ['bank', String(bank.jumlah), String(bank.nominal)],
    ['hub', String(hub.jumlah), String(hub.nominal)],
  ];
  return `${instansi} ${tanggal}, by ${SOURCE[sumber]} at ${instantOf(listedAt.getTime())} UTC\n${table(rows)}`;
}

function differencesOf(result: Rekonsiliasi): string {
  const rows = linesOf(result);
  if (rows.length === 0) return 'everything matches\n';
  return `\n${table([HEADINGS, ...rows.map((row) => row.map((cell) => cell || '-'))])}`;
}

const HEADINGS = ['difference', 'bank number', 'bank', 'hub', 'paid at', 'ntpd', 'bill'];

function linesOf({ tidakAdaDiBank, tidakAdaDiSini, nominalBeda }: Rekonsiliasi): readonly (readonly string[])[] {
  const lines = (what: string, some: readonly BarisRekonsiliasi[]) =>
    some.map(({ nomorBank, nominalBank, nominalHub, pada, ntpd, tagihan }) => [
      ...[what, nomorBank, String(nominalBank ?? ''), String(nominalHub ?? ''), pada ?? '', ntpd ?? '', tagihan ?? ''],
    ]);
  return [
    ...lines('not at the bank', tidakAdaDiBank),
    ...lines('not here', tidakAdaDiSini),
    ...lines('other amount', nominalBeda),
  ];
}

/** Numbers of banks and bills come from outside: none of them may be a formula where somebody opens it. */
function csvOf(result: Rekonsiliasi): string {
  return stringify([HEADINGS, ...linesOf(result)], { escape_formulas: true });
}
