import '../../style/bulanan.css';
import '../../style/angka.css';
import { useSignal } from '@preact/signals';
import { Suspense } from 'preact/compat';
import { lazy } from 'preact-iso';
import type { Laporan } from '../../../views/laporan.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { may } from '../../me.ts';
import { Head } from '../../parts/head.tsx';
import { Empty } from '../../parts/load.tsx';
import { Offices } from './offices.tsx';
import { Overdue } from './overdue.tsx';
import { States } from './states.tsx';
import { Summary } from './summary.tsx';

const Trend = lazy(() => import('./trend.tsx').then(({ Trend }) => Trend));

export function ReportsPage() {
  const reports = useLive<Laporan>('laporan');
  return (
    <>
      <Head
        title={say('Laporan', 'Reports')}
        about={say(
          'Pengaduan warga: jawaban pertama ditunggu dalam 24 jam.',
          'Complaints of citizens: a first answer is due within 24 hours.',
        )}
      />
      {reports ? <Whole reports={reports} /> : <p class="memuat">{say('Memuat…', 'Loading…')}</p>}
    </>
  );
}

function Whole({ reports }: { readonly reports: Laporan }) {
  const chosen = useSignal('');
  if (reports.jumlah === 0) return <None />;
  return (
    <>
      <Summary reports={reports} />
      <section class="dua">
        <Offices
          rows={reports.perSkpd}
          choose={
            may('operator')
              ? (office) => {
                  chosen.value = office;
                  document.getElementById('lewat')?.scrollIntoView();
                }
              : undefined
          }
        />
        <States rows={reports.perKeadaan} />
      </section>
      <Suspense fallback={<p class="memuat">{say('Memuat…', 'Loading…')}</p>}>
        <Trend days={reports.tren} />
      </Suspense>
      <Overdue late={reports.lewat} offices={reports.perSkpd} chosen={chosen} />
    </>
  );
}

function None() {
  return (
    <Empty>
      {say(
        'Belum ada laporan. Aplikasi mengirimnya dengan POST /v1/laporan; laporan yang masuk langsung ke kanal nasional diambil sendiri setiap menit.',
        'No report yet. An application sends one with POST /v1/laporan; those made at the national channel are fetched every minute.',
      )}{' '}
      <a href="/docs">{say('Dokumentasi API', 'API documentation')}</a>
    </Empty>
  );
}
