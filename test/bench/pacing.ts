export interface PacedRow {
  readonly name: string;
  readonly perSecond: number;
  readonly asked: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Not answered with what was asked for. */
  readonly wrong: number;
}

interface Heard {
  readonly ms: number;
  readonly good: boolean;
}

/** Counted from the moment it was due, so that a slow answer is not hidden by asking less. */
export async function paced(
  ask: (index: number) => Promise<boolean>,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<readonly Heard[]> {
  const started = performance.now();
  const asking: Promise<Heard>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = started + (index * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    asking.push(ask(index).then((good) => ({ ms: performance.now() - due, good })));
  }
  return Promise.all(asking);
}

export function pacedRow(name: string, perSecond: number, heard: readonly Heard[]): PacedRow {
  const sorted = heard.map(({ ms }) => ms).sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    ...{ name, perSecond, asked: heard.length, wrong: heard.filter(({ good }) => !good).length },
    ...{ p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) },
  };
}

export function pacedTable(rows: readonly PacedRow[], targetMs: number): string {
  return [
    `| | asked a second | asked | p50 ms | p99 ms | max ms | wrong | p99 ≤ ${targetMs} ms |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows.map(({ name, perSecond, asked, p50Ms, p99Ms, maxMs, wrong }) => {
      const figures = [p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(1)).join(' | ');
      return `| ${name} | ${perSecond} | ${asked} | ${figures} | ${wrong} | ${p99Ms <= targetMs ? 'reached' : 'missed'} |`;
    }),
  ].join('\n');
}
