import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { HariLaporan } from '../../../views/laporan.ts';
import { calendarDay, count, wholeCount } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Chart, type Series } from '../../parts/chart.tsx';
import { type DaySpan, TrendHead } from '../../parts/day-span.tsx';
import { Table } from '../../parts/table.tsx';

export function Trend({ days }: { readonly days: readonly HariLaporan[] }) {
  const span = useSignal<DaySpan>(30);
  const said = language.value;
  const [from, text] = [days.length - span.value, JSON.stringify(days)];
  // figures come anew with every look: the picture is drawn anew where they differ
  const { shown, at, series } = useMemo(() => seriesOf(days.slice(from)), [from, text, said]);
  const sum = (of: (one: HariLaporan) => number) => count(shown.reduce((all, one) => all + of(one), 0));
  const [masuk, selesai] = [sum((one) => one.masuk), sum((one) => one.selesai)];
  const label = say(
    `${span.value} hari: ${masuk} masuk, ${selesai} selesai`,
    `${span.value} days: ${masuk} new, ${selesai} finished`,
  );
  return (
    <section aria-labelledby="tren">
      <TrendHead span={span} />
      <p class="redup">{label}</p>
      <figure>
        <figcaption>{say('Masuk dan selesai per hari', 'New and finished by day')}</figcaption>
        <Chart at={at} series={series} format={count} short={wholeCount} label={label} />
      </figure>
      <details>
        <summary>{say('Angka per hari', 'Figures by day')}</summary>
        <Table<HariLaporan>
          caption={say('Masuk dan selesai per hari', 'New and finished by day')}
          rows={shown.toReversed()}
          keyOf={({ tanggal }) => tanggal}
          columns={[
            { head: say('Hari', 'Day'), cell: ({ tanggal }) => calendarDay(tanggal) },
            { head: say('Masuk', 'New'), number: true, cell: (one) => count(one.masuk) },
            { head: say('Selesai', 'Finished'), number: true, cell: (one) => count(one.selesai) },
          ]}
        />
      </details>
    </section>
  );
}

function seriesOf(shown: readonly HariLaporan[]) {
  const series: readonly Series[] = [
    { name: say('masuk', 'new'), colour: '--utama', filled: true, values: shown.map(({ masuk }) => masuk) },
    { name: say('selesai', 'finished'), colour: '--baik', values: shown.map(({ selesai }) => selesai) },
  ];
  return { shown, at: shown.map(({ tanggal }) => Date.parse(`${tanggal}T00:00:00+07:00`)), series };
}
