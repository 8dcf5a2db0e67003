import type { Ratio } from './ratios.ts';
import type { RoundsRow } from './rounds.ts';

const HEADINGS = [
  '',
  'requests/s',
  'slowest–fastest',
  'p50 ms',
  'p99 ms',
  'max ms',
  'CPU µs/request',
  'core busy',
  'others busy',
  'RSS MB',
  'not 200',
];

/** As Markdown, padded so that it also reads well in a terminal. */
export function rowsTable(rows: readonly RoundsRow[]): string {
  return table(HEADINGS, rows.map(cellsOf));
}

function cellsOf(row: RoundsRow): string[] {
  return [
    row.name,
    whole(row.perSecond),
    range(
      row.all.map(({ perSecond }) => perSecond),
      whole,
    ),
    row.p50Ms.toFixed(2),
    row.p99Ms.toFixed(2),
    row.maxMs.toFixed(1),
    row.cpuMicrosecondsPerRequest.toFixed(0),
    percent(row.busy),
    percent(row.others),
    row.residentMegabytes.toFixed(0),
    String(row.wrong),
  ];
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function range(numbers: readonly number[], written: (number: number) => string): string {
  return `${written(Math.min(...numbers))}–${written(Math.max(...numbers))}`;
}

export function ratiosTable(ratios: readonly Ratio[]): string {
  return table(
    ['middle of the rounds', 'measured', 'rounds', 'target', ''],
    ratios.map(({ name, value, rounds, unit, target }) => {
      const measured = [name, `${value.toFixed(2)}${unit}`, range(rounds, (number) => number.toFixed(2))];
      if (!target) return [...measured, '', ''];
      const [sign, limit] = 'atLeast' in target ? ['≥', target.atLeast] : ['≤', target.atMost];
      const reached = 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
      return [...measured, `${sign} ${limit}${unit}`, reached ? 'reached' : 'not reached'];
    }),
  );
}

export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(3, heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(headings), rule, ...rows.map(line)].join('\n');
}
