import '../../style/bulanan.css';
import '../../style/angka.css';
import { Suspense } from 'preact/compat';
import { lazy } from 'preact-iso';
import type { Pembayaran } from '../../../views/pembayaran.ts';
import { calendarDay } from '../../format.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Head } from '../../parts/head.tsx';
import { Banks } from './banks.tsx';
import { Breakdown } from './breakdown.tsx';
import { Today } from './today.tsx';

const Trend = lazy(() => import('./trend.tsx').then(({ Trend }) => Trend));

export function PaymentsPage() {
  const payments = useLive<Pembayaran>('pembayaran');
  const about =
    payments &&
    say(`Hari ini, ${calendarDay(payments.hari[0])} (WIB)`, `Today, ${calendarDay(payments.hari[0])} (WIB)`);
  return (
    <>
      <Head title={say('Pembayaran', 'Payments')} about={about} />
      {payments ? <Whole payments={payments} /> : <p class="memuat">{say('Memuat…', 'Loading…')}</p>}
    </>
  );
}

function Whole({ payments }: { readonly payments: Pembayaran }) {
  const { perBank, perJenis, semua } = payments;
  // what has to be asked anew when money came in, and not when a look found everything as it was
  const round = JSON.stringify(semua.hariIni);
  return (
    <>
      <Today payments={payments} />
      <section class="dua">
        <Breakdown
          title={say('Per bank', 'By bank')}
          of={say('Bank', 'Bank')}
          rows={perBank}
          nameOf={({ nama }) => <a href={`/console/konektor/${nama}`}>{nama}</a>}
        />
        <Breakdown
          title={say('Per jenis tagihan', 'By kind of levy')}
          of={say('Jenis', 'Kind')}
          rows={perJenis}
          nameOf={({ nama }) => nama || say('tagihannya sudah tidak ada', 'its bill is gone')}
        />
      </section>
      <Suspense fallback={<p class="memuat">{say('Memuat…', 'Loading…')}</p>}>
        <Trend round={round} />
      </Suspense>
      <Banks round={round} />
    </>
  );
}
