import type { Ratio } from '../ratios.ts';
import { table } from '../table.ts';
import type { Figures, ForwardRows } from './rows.ts';

export function forwardTable({ sqlite, engine, accepts, ...rest }: ForwardRows): string {
  const { acceptsFull, deliveries, deliveriesFull } = rest;
  const rows = [sqlite, engine, accepts, acceptsFull, deliveries, deliveriesFull].flatMap((group) => [
    ...group.values(),
  ]);
  return table(
    ['', 'per second', 'slowest–fastest', 'p50 ms', 'p99 ms'],
    rows.map(({ name, perSecond, p50Ms, p99Ms }) => [
      name,
      whole(middle(perSecond)),
      `${whole(Math.min(...perSecond))}–${whole(Math.max(...perSecond))}`,
      p50Ms ? middle(p50Ms).toFixed(2) : '',
      p99Ms ? middle(p99Ms).toFixed(2) : '',
    ]),
  );
}

/** Compared round by round, because the machine is another one a minute later. */
export function forwardRatios({ sqlite, engine, accepts, ...rest }: ForwardRows): readonly Ratio[] {
  const { acceptsFull, deliveries, deliveriesFull } = rest;
  const compare = (name: string, one: Figures | undefined, other: Figures | undefined, atLeast?: number): Ratio => {
    const rounds = (one?.perSecond ?? []).map((value, round) => value / (other?.perSecond[round] ?? Number.NaN));
    const target = atLeast === undefined ? {} : { target: { atLeast } };
    return { name, unit: '', ...target, value: middle(rounds), rounds };
  };
  return [
    ...[...accepts].map(([callers, row]) =>
      compare(`accepted / engine, ${callers} callers`, row, engine.get(callers), 0.4),
    ),
    ...[...accepts].map(([callers, row]) => compare(`accepted / SQLite alone, ${callers}`, row, sqlite.get(callers))),
    ...[...acceptsFull].map(([callers, row]) =>
      compare(`accepted, many waiting / few, ${callers} callers`, row, accepts.get(callers), 0.8),
    ),
    ...[...deliveriesFull].map(([delayMs, row]) =>
      compare(`delivered, many waiting / few, ${delayMs} ms`, row, deliveries.get(delayMs), 0.8),
    ),
  ];
}

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en');
}
