import '../style/insiden.css';
import { useSignal } from '@preact/signals';
import { useRoute } from 'preact-iso';
import type { Insiden, LangkahInsiden } from '../../views/insiden.ts';
import { ask } from '../api.ts';
import { duration, moment } from '../format.ts';
import { say } from '../language.ts';
import { may } from '../me.ts';
import { TextArea } from '../parts/field.tsx';
import { Head } from '../parts/head.tsx';
import { incidentWords } from '../parts/incidents.tsx';
import { type Load, Loaded, useLoad } from '../parts/load.tsx';
import { attempt } from '../parts/toast.tsx';

export function IncidentPage() {
  const { params } = useRoute();
  const load = useLoad<Insiden>(`/insiden/${params.id}`);
  return <Loaded load={load}>{(incident) => <Whole incident={incident} reload={load.reload} />}</Loaded>;
}

interface WholeProps {
  readonly incident: Insiden;
  readonly reload: Load<Insiden>['reload'];
}

function Whole({ incident, reload }: WholeProps) {
  const { id, jenis, instansi, operasi, sejak, selesai, sebab, diketahui, layanan, langkah, rincian } = incident;
  const name = [instansi, operasi].filter(Boolean).join(' · ') || 'Simpul';
  const acknowledge = async () => {
    await attempt(() => ask('POST', `/insiden/${id}/diketahui`), say('Dicatat', 'Noted'));
    reload();
  };
  return (
    <>
      <Head title={`${name} ${incidentWords(jenis)}`} about={sebab}>
        {may('operator') && !diketahui && selesai === null && (
          <button type="button" class="utama" onClick={() => void acknowledge()}>
            {say('Saya tahu, sedang ditangani', 'I know, it is being handled')}
          </button>
        )}
        {instansi && (
          <a class="tombol-tautan" href={`/console/konektor/${instansi}`}>
            {say('Lihat konektor', 'See the connector')}
          </a>
        )}
      </Head>
      <section class="panel">
        <p>
          {selesai === null
            ? say(`Berlangsung sejak ${moment(sejak)}.`, `Going on since ${moment(sejak)}.`)
            : say(
                `${moment(sejak)} sampai ${moment(selesai)}, ${duration(selesai - sejak)}.`,
                `${moment(sejak)} to ${moment(selesai)}, ${duration(selesai - sejak)}.`,
              )}
        </p>
        <p>
          {say('Layanan yang terkena', 'Affected services')}: {layanan.join(', ') || '–'}
        </p>
        {rincian.map((line) => (
          <p key={line}>
            <code>{line}</code>
          </p>
        ))}
        {jenis === 'hulu-berubah' && <a href="/console/perubahan">{say('Perbaiki pemetaan', 'Mend the mapping')}</a>}
      </section>
      <section>
        <h2>{say('Garis waktu', 'Timeline')}</h2>
        <ol class="garis-waktu">
          {langkah.map((one) => (
            <li key={`${one.pada} ${one.jenis} ${one.teks}`} class={one.jenis}>
              <strong>{stepWords(one)}</strong>{' '}
              <span class="redup">
                {moment(one.pada)} · {one.oleh}
              </span>
              {one.teks && <p>{one.teks}</p>}
            </li>
          ))}
        </ol>
      </section>
      {may('operator') && <NoteForm id={id} reload={reload} />}
    </>
  );
}

function stepWords({ jenis }: LangkahInsiden): string {
  switch (jenis) {
    case 'opened':
      return say('Mulai', 'Began');
    case 'cause':
      return say('Sebab', 'Cause');
    case 'acknowledged':
      return say('Diketahui', 'Acknowledged');
    case 'note':
      return say('Catatan', 'Note');
    case 'closed':
      return say('Selesai', 'Ended');
    default:
      return jenis satisfies never;
  }
}

function NoteForm({ id, reload }: { readonly id: string; readonly reload: () => void }) {
  const text = useSignal('');
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!(await attempt(() => ask('POST', `/insiden/${id}/catatan`, { teks: text.value })))) return;
    text.value = '';
    reload();
  }
  return (
    <form class="formulir" onSubmit={submit}>
      <TextArea
        label={say('Catatan (tanpa data pribadi)', 'Note (no personal data)')}
        rows={3}
        required
        maxLength={2000}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
        }}
      />
      <div class="tombol">
        <button type="submit">{say('Tambahkan', 'Add')}</button>
      </div>
    </form>
  );
}
