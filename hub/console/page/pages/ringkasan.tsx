import type { Keadaan, Ringkasan } from '../../views/ringkasan.ts';
import { say } from '../language.ts';
import { useLive } from '../live.ts';
import { me } from '../me.ts';
import { Head } from '../parts/head.tsx';
import { IncidentLines } from '../parts/incidents.tsx';
import { KartuInstansi } from '../parts/kartu.tsx';
import { stateWords } from '../parts/state.tsx';
import { FirstSteps } from './first-steps.tsx';

/** The worst first: that is what somebody has to see from the other end of a room. */
const ORDER: readonly Keadaan[] = ['mati', 'terganggu', 'dijeda', 'baik', 'tidak dipakai'];

export function RingkasanPage() {
  const ringkasan = useLive<Ringkasan>('ringkasan');
  return (
    <>
      <Head title={say('Ringkasan', 'Overview')} about={ringkasan && inWords(ringkasan)}>
        {me.value?.hub.sandbox && (
          <a class="tombol-tautan" href="#coba">
            {say('Coba dalam dua menit', 'See it in two minutes')}
          </a>
        )}
        <a class="tombol-tautan" href="/console?dinding">
          {say('Mode dinding', 'Wall mode')}
        </a>
      </Head>
      {ringkasan ? <Whole {...ringkasan} /> : <p class="memuat">{say('Memuat…', 'Loading…')}</p>}
    </>
  );
}

function Whole({ kartu, insiden, catatan }: Ringkasan) {
  const sorted = kartu.toSorted((one, other) => ORDER.indexOf(one.keadaan) - ORDER.indexOf(other.keadaan));
  return (
    <>
      {catatan.map((one) => (
        <p key={one} class="catatan">
          {one}
        </p>
      ))}
      {insiden.length > 0 && (
        <section class="panel bahaya">
          <h2>{say(`${insiden.length} insiden berlangsung`, `${insiden.length} open incidents`)}</h2>
          <IncidentLines incidents={insiden} />
        </section>
      )}
      <section class="kisi">
        <h2 class="tersembunyi">{say('Konektor', 'Connectors')}</h2>
        {sorted.map((one) => (
          <KartuInstansi key={one.instansi} kartu={one} />
        ))}
      </section>
      {me.value?.hub.sandbox && <FirstSteps />}
    </>
  );
}

function inWords({ kartu }: Ringkasan): string {
  const counted = ORDER.map((keadaan) => [keadaan, kartu.filter((one) => one.keadaan === keadaan).length] as const);
  return counted
    .filter(([, many]) => many > 0)
    .map(([keadaan, many]) => `${many} ${stateWords(keadaan).toLowerCase()}`)
    .join(' · ');
}
