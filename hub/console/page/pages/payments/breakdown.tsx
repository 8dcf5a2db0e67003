import type { ComponentChildren } from 'preact';
import type { BarisMasuk, Masuk } from '../../../views/pembayaran.ts';
import { count, rupiah } from '../../format.ts';
import { say } from '../../language.ts';
import { Empty } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';

interface BreakdownProps {
  readonly title: string;
  /** What a row is. */
  readonly of: string;
  readonly rows: readonly BarisMasuk[];
  readonly nameOf: (row: BarisMasuk) => ComponentChildren;
}

export function Breakdown({ title, of, rows, nameOf }: BreakdownProps) {
  return (
    <div>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <Empty>
          {say(
            'Belum ada penerimaan hari ini, kemarin, atau pekan lalu.',
            'No receipt today, yesterday or on that day last week.',
          )}
        </Empty>
      ) : (
        <Table<BarisMasuk>
          caption={title}
          rows={rows}
          keyOf={({ nama }) => nama}
          columns={[
            { head: of, cell: nameOf },
            { head: say('Hari ini', 'Today'), number: true, cell: ({ hariIni }) => <Sum {...hariIni} /> },
            { head: say('Kemarin', 'Yesterday'), number: true, cell: ({ kemarin }) => <Sum {...kemarin} /> },
            { head: say('Sepekan lalu', 'A week ago'), number: true, cell: ({ pekanLalu }) => <Sum {...pekanLalu} /> },
          ]}
        />
      )}
    </div>
  );
}

function Sum({ tercatat, dibalik }: Masuk) {
  if (tercatat.jumlah + dibalik.jumlah === 0) return <>–</>;
  return (
    <span class="jumlah">
      <strong>{rupiah(tercatat.nominal)}</strong>{' '}
      <span class="redup">{say(`${count(tercatat.jumlah)} penerimaan`, `${count(tercatat.jumlah)} receipts`)}</span>
      {dibalik.jumlah > 0 && (
        <span class="redup">
          {' '}
          {say(`${count(dibalik.jumlah)} dibalik`, `${count(dibalik.jumlah)} reversed`)} ({rupiah(dibalik.nominal)})
        </span>
      )}
    </span>
  );
}
