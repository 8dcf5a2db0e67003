import type { Laporan } from '../../../views/laporan.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { Table } from '../../parts/table.tsx';
import { reportStateWords } from './words.ts';

type Row = Laporan['perKeadaan'][number];

export function States({ rows }: { readonly rows: readonly Row[] }) {
  const title = say('Per keadaan', 'By state');
  return (
    <div>
      <h2>{title}</h2>
      <Table<Row>
        caption={title}
        rows={rows}
        keyOf={({ keadaan }) => keadaan}
        columns={[
          { head: say('Keadaan', 'State'), cell: ({ keadaan }) => reportStateWords(keadaan) },
          { head: say('Laporan', 'Reports'), number: true, cell: ({ jumlah }) => count(jumlah) },
        ]}
      />
    </div>
  );
}
