import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { HariMasuk } from '../../../views/pembayaran.ts';
import { calendarDay, count, rupiah, shortRupiah, wholeCount } from '../../format.ts';
import { language, say } from '../../language.ts';
import { Chart, type Series } from '../../parts/chart.tsx';
import { type DaySpan, TrendHead } from '../../parts/day-span.tsx';
import { Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';
import { NoPayments } from './no-payments.tsx';

/** `round`: it is asked anew whenever this is another. */
export function Trend({ round }: { readonly round: string }) {
  const span = useSignal<DaySpan>(30);
  const load = useLoad<readonly HariMasuk[]>(`/pembayaran/tren?hari=${span.value}`);
  useEffect(() => load.reload(), [round]);
  return (
    <section aria-labelledby="tren">
      <TrendHead span={span} />
      <Loaded load={load}>{(days) => <Days days={days} />}</Loaded>
    </section>
  );
}

function Days({ days }: { readonly days: readonly HariMasuk[] }) {
  const said = language.value;
  const { at, received, receipts } = useMemo(() => seriesOf(days), [days, said]);
  const sum = days.reduce((all, { tercatat }) => all + BigInt(tercatat.nominal), 0n);
  const number = days.reduce((all, { tercatat }) => all + tercatat.jumlah, 0);
  if (days.every(({ tercatat, dibalik }) => tercatat.jumlah + dibalik.jumlah === 0)) return <NoPayments />;
  const label = say(
    `${count(number)} penerimaan dalam ${days.length} hari, ${rupiah(sum)}`,
    `${count(number)} receipts in ${days.length} days, ${rupiah(sum)}`,
  );
  return (
    <>
      <p class="redup">{label}</p>
      <div class="dua">
        <figure>
          <figcaption>{say('Diterima per hari', 'Received by day')}</figcaption>
          <Chart at={at} series={received} format={(one) => rupiah(BigInt(one))} short={shortRupiah} label={label} />
        </figure>
        <figure>
          <figcaption>{say('Penerimaan per hari', 'Receipts by day')}</figcaption>
          <Chart at={at} series={receipts} format={count} short={wholeCount} label={label} />
        </figure>
      </div>
      <details>
        <summary>{say('Angka per hari', 'Figures by day')}</summary>
        <DayTable days={days} />
      </details>
    </>
  );
}

function DayTable({ days }: { readonly days: readonly HariMasuk[] }) {
  return (
    <Table<HariMasuk>
      caption={say('Penerimaan per hari', 'Receipts by day')}
      rows={days.toReversed()}
      keyOf={({ tanggal }) => tanggal}
      columns={[
        { head: say('Hari', 'Day'), cell: ({ tanggal }) => calendarDay(tanggal) },
        { head: say('Diterima', 'Received'), number: true, cell: ({ tercatat }) => rupiah(tercatat.nominal) },
        { head: say('Penerimaan', 'Receipts'), number: true, cell: ({ tercatat }) => count(tercatat.jumlah) },
        { head: say('Dibalik', 'Reversed'), number: true, cell: ({ dibalik }) => rupiah(dibalik.nominal) },
      ]}
    />
  );
}

/** A picture needs no more digits than a number has: a day brings less than 2^53 rupiah. */
function seriesOf(days: readonly HariMasuk[]) {
  const received: readonly Series[] = [
    {
      name: say('diterima', 'received'),
      colour: '--baik',
      filled: true,
      values: days.map(({ tercatat }) => Number(tercatat.nominal)),
    },
    { name: say('dibalik', 'reversed'), colour: '--mati', values: days.map(({ dibalik }) => Number(dibalik.nominal)) },
  ];
  const receipts: readonly Series[] = [
    {
      name: say('penerimaan', 'receipts'),
      colour: '--utama',
      filled: true,
      values: days.map(({ tercatat }) => tercatat.jumlah),
    },
    { name: say('dibalik', 'reversed'), colour: '--mati', values: days.map(({ dibalik }) => dibalik.jumlah) },
  ];
  return { at: days.map(({ tanggal }) => Date.parse(`${tanggal}T00:00:00+07:00`)), received, receipts };
}
