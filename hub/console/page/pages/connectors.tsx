import type { Konektor } from '../../views/konektor.ts';
import { count, milliseconds, percent } from '../format.ts';
import { say } from '../language.ts';
import { useLive } from '../live.ts';
import { Head } from '../parts/head.tsx';
import { State } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';

export function ConnectorsPage() {
  const all = useLive<readonly Konektor[]>('konektor');
  return (
    <>
      <Head
        title={say('Konektor', 'Connectors')}
        about={say('Setiap sambungan ke sistem di luar kota.', 'Every connection to a system outside the city.')}
      />
      {all ? <List all={all} /> : <p class="memuat">{say('Memuat…', 'Loading…')}</p>}
    </>
  );
}

function List({ all }: { readonly all: readonly Konektor[] }) {
  return (
    <Table<Konektor>
      caption={say('Konektor', 'Connectors')}
      rows={all}
      keyOf={({ kartu }) => kartu.instansi}
      columns={[
        {
          head: say('Konektor', 'Connector'),
          cell: ({ kartu }) => <a href={`/console/konektor/${kartu.instansi}`}>{kartu.instansi}</a>,
        },
        { head: say('Keadaan', 'State'), cell: ({ kartu }) => <State keadaan={kartu.keadaan} /> },
        { head: say('Sebab', 'Reason'), cell: ({ kartu }) => kartu.alasan || '–' },
        { head: 'p95', number: true, cell: ({ kartu }) => milliseconds(kartu.p95) },
        { head: say('Gagal', 'Failed'), number: true, cell: ({ kartu }) => percent(kartu.bagianGagal) },
        { head: say('Menunggu', 'Waiting'), number: true, cell: ({ kartu }) => count(kartu.menunggu) },
        { head: say('Operasi', 'Operations'), number: true, cell: ({ operasi }) => count(operasi.length) },
        {
          head: say('Layanan di atasnya', 'Services on it'),
          number: true,
          cell: ({ layanan }) => count(layanan.length),
        },
      ]}
    />
  );
}
