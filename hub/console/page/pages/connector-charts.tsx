import { useMemo } from 'preact/hooks';
import type { Grafik, Rentang, Titik } from '../../views/konektor.ts';
import { count, milliseconds } from '../format.ts';
import { say } from '../language.ts';
import { Chart, type Series } from '../parts/chart.tsx';
import { Loaded, useLoad } from '../parts/load.tsx';

interface ChartsProps {
  readonly instance: string;
  /** `''`: all. */
  readonly operation: string;
  readonly span: Rentang;
}

export function ConnectorCharts({ instance, operation, span }: ChartsProps) {
  const query = new URLSearchParams({ rentang: span, ...(operation ? { operasi: operation } : {}) });
  const load = useLoad<Grafik>(`/konektor/${instance}/grafik?${query}`);
  return <Loaded load={load}>{(grafik) => <Both titik={grafik.titik} />}</Loaded>;
}

function Both({ titik }: { readonly titik: readonly Titik[] }) {
  const { at, verdicts, latencies } = useMemo(() => seriesOf(titik), [titik]);
  const calls = titik.reduce((sum, one) => sum + total(one), 0);
  return (
    <div class="dua">
      <figure>
        <figcaption>{say('Panggilan menurut putusan', 'Calls by verdict')}</figcaption>
        <Chart
          at={at}
          series={verdicts}
          format={count}
          label={say(`${count(calls)} panggilan`, `${count(calls)} calls`)}
        />
      </figure>
      <figure>
        <figcaption>{say('Lama menjawab', 'Latency')}</figcaption>
        <Chart at={at} series={latencies} format={milliseconds} label={say('p50, p95, p99', 'p50, p95, p99')} />
      </figure>
    </div>
  );
}

const GOOD = ['found'];
const NEITHER = ['absent', 'refused'];
const CHANGED = ['changed'];

function seriesOf(titik: readonly Titik[]) {
  const sum = (one: Titik, names: readonly string[]) => names.reduce((all, name) => all + (one.hasil[name] ?? 0), 0);
  const known = [...GOOD, ...NEITHER, ...CHANGED];
  const verdicts: readonly Series[] = [
    { name: say('berhasil', 'found'), colour: '--baik', filled: true, values: titik.map((one) => sum(one, GOOD)) },
    { name: say('nihil/ditolak', 'absent/refused'), colour: '--redup', values: titik.map((one) => sum(one, NEITHER)) },
    { name: say('berubah', 'changed'), colour: '--terganggu', values: titik.map((one) => sum(one, CHANGED)) },
    { name: say('gagal', 'fault'), colour: '--mati', values: titik.map((one) => total(one) - sum(one, known)) },
  ];
  const latencies: readonly Series[] = [
    { name: 'p50', colour: '--baik', values: titik.map(({ p50 }) => p50) },
    { name: 'p95', colour: '--terganggu', values: titik.map(({ p95 }) => p95) },
    { name: 'p99', colour: '--mati', values: titik.map(({ p99 }) => p99) },
  ];
  return { at: titik.map(({ pada }) => pada), verdicts, latencies };
}

function total({ hasil }: Titik): number {
  return Object.values(hasil).reduce((sum, one) => sum + one, 0);
}
