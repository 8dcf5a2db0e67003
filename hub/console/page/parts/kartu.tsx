import type { Kartu } from '../../views/ringkasan.ts';
import { count, day, duration, milliseconds, percent } from '../format.ts';
import { say } from '../language.ts';
import { Sparkline } from './sparkline.tsx';
import { State } from './state.tsx';

/** One instance at a glance. */
export function KartuInstansi({ kartu }: { readonly kartu: Kartu }) {
  const { instansi, konektor, keadaan, alasan, panggilan, galat } = kartu;
  const calls = panggilan.reduce((sum, one) => sum + one, 0);
  const errors = galat.reduce((sum, one) => sum + one, 0);
  return (
    <article class={`kartu ${keadaan.replace(' ', '-')}`} data-instansi={instansi} data-keadaan={keadaan}>
      <header>
        <h3>
          <a href={`/console/konektor/${instansi}`}>{instansi}</a>
          {konektor !== instansi && <span class="redup"> {konektor}</span>}
        </h3>
        <State keadaan={keadaan} />
      </header>
      <p class="alasan">{alasan}</p>
      <Sparkline
        calls={panggilan}
        errors={galat}
        label={say(
          `${count(calls)} panggilan dalam 60 menit, ${count(errors)} gagal`,
          `${count(calls)} calls in 60 minutes, ${count(errors)} failed`,
        )}
      />
      <dl class="angka-kartu">
        <Figure name={say('p95', 'p95')} value={milliseconds(kartu.p95)} />
        <Figure name={say('gagal', 'failed')} value={percent(kartu.bagianGagal)} />
        <Figure name={say('usang', 'stale')} value={percent(kartu.bagianUsang)} />
        <Figure name={say('menunggu', 'waiting')} value={count(kartu.menunggu)} />
        {kartu.sisaKuota !== null && <Figure name={say('sisa kuota', 'quota left')} value={count(kartu.sisaKuota)} />}
        <Clock skewMs={kartu.jamMelesetMs} />
        <Certificate until={kartu.sertifikatSampai} />
      </dl>
    </article>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** BPJS refuses what is signed five minutes off; half a minute is worth a look. */
const SKEW_MATTERS_MS = 30_000;
const CERTIFICATE_MATTERS_MS = 30 * 86_400_000;

function Clock({ skewMs }: { readonly skewMs: number | null }) {
  if (skewMs === null || Math.abs(skewMs) < SKEW_MATTERS_MS) return null;
  return <Figure name={say('jam meleset', 'clock off by')} value={duration(skewMs)} />;
}

function Certificate({ until }: { readonly until: string | null }) {
  if (until === null || Date.parse(until) - Date.now() > CERTIFICATE_MATTERS_MS) return null;
  return <Figure name={say('sertifikat sampai', 'certificate until')} value={day(until)} />;
}
