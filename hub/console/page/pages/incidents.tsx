import '../style/insiden.css';
import { useSignal } from '@preact/signals';
import type { InsidenSingkat } from '../../views/ringkasan.ts';
import { duration, moment } from '../format.ts';
import { say } from '../language.ts';
import { useLive } from '../live.ts';
import { Head } from '../parts/head.tsx';
import { incidentWords } from '../parts/incidents.tsx';
import { Empty } from '../parts/load.tsx';
import { Since } from '../parts/since.tsx';
import { Table } from '../parts/table.tsx';

export function IncidentsPage() {
  const all = useLive<readonly InsidenSingkat[]>('insiden');
  const openOnly = useSignal(false);
  const shown = all?.filter(({ selesai }) => !openOnly.value || selesai === null);
  return (
    <>
      <Head
        title={say('Insiden', 'Incidents')}
        about={say('Dibuka dan ditutup sendiri oleh Simpul.', 'Opened and closed by Simpul itself.')}
      >
        <label class="centang">
          <input
            type="checkbox"
            checked={openOnly.value}
            onChange={({ currentTarget }) => {
              openOnly.value = currentTarget.checked;
            }}
          />{' '}
          {say('yang berlangsung saja', 'open ones only')}
        </label>
      </Head>
      {shown ? <List incidents={shown} /> : <p class="memuat">{say('Memuat…', 'Loading…')}</p>}
    </>
  );
}

function List({ incidents }: { readonly incidents: readonly InsidenSingkat[] }) {
  if (incidents.length === 0)
    return (
      <Empty>
        {say(
          'Tidak ada. Hulu yang mati lebih dari setengah menit, atau yang berubah bentuk, akan tertulis di sini.',
          'None. An upstream that is gone for half a minute, or that changes its form, will stand here.',
        )}
      </Empty>
    );
  return (
    <Table<InsidenSingkat>
      caption={say('Insiden', 'Incidents')}
      rows={incidents}
      keyOf={({ id }) => id}
      columns={[
        {
          head: say('Apa', 'What'),
          cell: ({ id, instansi, operasi, jenis }) => (
            <a href={`/console/insiden/${id}`}>
              <strong>{[instansi, operasi].filter(Boolean).join(' · ') || 'Simpul'}</strong> {incidentWords(jenis)}
            </a>
          ),
        },
        { head: say('Sebab', 'Cause'), cell: ({ sebab }) => sebab || '–' },
        { head: say('Sejak', 'Since'), cell: ({ sejak }) => moment(sejak) },
        { head: say('Lamanya', 'Lasted'), cell: (one) => <Lasted {...one} /> },
        {
          head: say('Diketahui', 'Acknowledged'),
          cell: ({ diketahui }) => (diketahui ? say('ya', 'yes') : say('belum', 'not yet')),
        },
      ]}
    />
  );
}

function Lasted({ sejak, selesai }: InsidenSingkat) {
  if (selesai === null)
    return (
      <span class="berlangsung">
        {say('masih berlangsung', 'goes on')}, <Since at={sejak} />
      </span>
    );
  return <>{selesai === sejak ? say('sekejap', 'at once') : duration(selesai - sejak)}</>;
}
