import { withoutLongNumbers } from '../../../identifiers/without-long-numbers.ts';
import { jakartaDate } from '../../../mapping/jakarta.ts';
import type { BadRow } from './complaints.ts';
import type { ReadExport } from './import.ts';
import type { Counts } from './plan.ts';
import { COLUMN } from './table.ts';

/** What an import came to, for whoever started it. */
export function summaryOf(
  name: string,
  { table, rows, complaints, bad, madeAt }: ReadExport,
  counts: Counts,
  dry: boolean,
) {
  const good = `${name}: ${complaints.length} reports in ${rows - bad.length} rows`;
  const left = [
    table.footers > 0 ? `${rowsOf('footer', table.footers)} left out` : '',
    bad.length > 0 ? `${rowsOf('bad', bad.length)} left out` : '',
    madeAt > 0 ? `made on ${jakartaDate(new Date(madeAt))} or later` : 'of a day nobody knows',
  ];
  const lines = [
    [good, ...left.filter(Boolean)].join(', '),
    line('new', counts.baru),
    line('changed', counts.berubah),
    line('unchanged', counts.tetap),
    ...(counts.lebihBaru > 0
      ? [line('left as they are', counts.lebihBaru, 'the hub knows something newer of them')]
      : []),
    ...(counts.ditahan > 0 ? [line('waiting', counts.ditahan, MAY_BE_OURS)] : []),
    dry ? 'Nothing was written (--kering).' : counts.baru + counts.berubah === 0 ? 'Nothing had to be written.' : '',
  ];
  return lines.filter(Boolean).join('\n');
}

function rowsOf(kind: string, count: number): string {
  return `${count} ${kind} row${count === 1 ? '' : 's'}`;
}

const MAY_BE_OURS =
  'may be reports of the hub itself whose answer is still out; import the file again when no message is unsure';

function line(what: string, count: number, why?: string): string {
  return `  ${what.padEnd(16)} ${String(count).padStart(6)}${why === undefined ? '' : `   ${why}`}`;
}

export function badRowLines(bad: readonly BadRow[]): readonly string[] {
  return bad.map(({ row, reason }) => `  row ${row}: ${reason}`);
}

const MOST_WORDS = 10;
const LONGEST_WORD = 40;

/** What is unusual about an export and was taken all the same. */
export function warningsOf({ table, unknownWords, withoutTime, complaints, madeAt }: ReadExport): readonly string[] {
  const { missing, unknown } = table;
  const words = [...unknownWords].map(([word, count]) => `"${shown(word)}" (${count})`);
  const more = words.length > MOST_WORDS ? ` and ${words.length - MOST_WORDS} others` : '';
  return [
    words.length > 0
      ? `status words nobody knows, kept as they are: ${words.slice(0, MOST_WORDS).join(', ')}${more}`
      : '',
    missing.includes(COLUMN.type)
      ? `no column "${COLUMN.type}": what is secret is not known, so every new report is taken as secret`
      : '',
    missing.length > 0 ? `columns that are not there: ${missing.join(', ')}` : '',
    unknown.length > 0 ? `columns nobody knows, left out: ${unknown.map(shown).join(', ')}` : '',
    withoutTime > 0
      ? `${withoutTime} rows have a time that cannot be read: they count from the start of their day`
      : '',
    madeAt === 0 && complaints.length > 0
      ? 'nothing says when the export was made, so it changes nothing that LAPOR itself has said (--dibuat says when)'
      : '',
  ].filter(Boolean);
}

/** A column that moved may hold anything of anybody. */
function shown(word: string): string {
  return word.length > LONGEST_WORD ? '(long text)' : withoutLongNumbers(word);
}
