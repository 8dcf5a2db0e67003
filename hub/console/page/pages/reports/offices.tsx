import type { BarisSkpd } from '../../../views/laporan.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { Empty } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { Table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { officeWords } from './words.ts';

interface OfficesProps {
  readonly rows: readonly BarisSkpd[];
  /** Shows what is late with one office; absent for who may not. */
  readonly choose: ((office: string) => void) | undefined;
}

export function Offices({ rows, choose }: OfficesProps) {
  const title = say('Terbuka per SKPD', 'Open by office');
  return (
    <div>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <Empty>{say('Tidak ada laporan yang terbuka.', 'No report is open.')}</Empty>
      ) : (
        <Table<BarisSkpd>
          caption={title}
          rows={rows}
          keyOf={({ skpd }) => skpd ?? ''}
          columns={[
            { head: 'SKPD', cell: ({ skpd }) => officeWords(skpd) },
            { head: say('Terbuka', 'Open'), number: true, cell: ({ terbuka }) => count(terbuka) },
            { head: say('Lewat 24 jam', 'Past 24 h'), cell: (row) => <Late row={row} choose={choose} /> },
            {
              head: say('Tertua', 'Oldest'),
              cell: ({ tertuaPada }) => (tertuaPada === null ? '–' : <Since at={tertuaPada} />),
            },
          ]}
        />
      )}
    </div>
  );
}

function Late({ row: { skpd, lewat }, choose }: { readonly row: BarisSkpd; readonly choose: OfficesProps['choose'] }) {
  if (lewat === 0) return <>{count(0)}</>;
  const words = <Tag tone="mati" words={count(lewat)} />;
  if (!choose || skpd === null) return words;
  return (
    <button
      type="button"
      onClick={() => choose(skpd)}
      aria-label={say(`${count(lewat)} lewat 24 jam: lihat ${skpd}`, `${count(lewat)} past 24 h: show ${skpd}`)}
    >
      {words}
    </button>
  );
}
