import type { Aturan, LaporanDrift } from '../../../views/perubahan.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { Since } from '../../parts/since.tsx';
import { type Column, Table } from '../../parts/table.tsx';

interface ReportsProps {
  readonly reports: readonly LaporanDrift[];
  readonly withOperation?: boolean;
  readonly rules?: readonly Aturan[];
}

/** Each kind of drift once, however often it came. Cells of several parts are one: on a phone they stand beside their heading. */
export function Reports({ reports, withOperation, rules }: ReportsProps) {
  const columns: readonly Column<LaporanDrift>[] = [
    ...(withOperation
      ? [
          {
            head: say('Operasi', 'Operation'),
            cell: ({ instansi, operasi }: LaporanDrift) => (
              <div>
                <strong>{instansi}</strong> · {operasi}
              </div>
            ),
          },
        ]
      : []),
    { head: say('Rilis', 'Release'), cell: ({ rilis }) => rilis },
    { head: say('Di', 'At'), cell: ({ di }) => <code>{di}</code> },
    { head: say('Seharusnya', 'Expected'), cell: ({ diharapkan }) => diharapkan },
    { head: say('Yang datang', 'Came'), cell: ({ didapat }) => didapat },
    ...(rules
      ? [
          {
            head: say('Aturan', 'Rule'),
            cell: ({ di }: LaporanDrift) => <Rule rule={rules.find((one) => one.di === di)} />,
          },
        ]
      : []),
    { head: say('Jawaban', 'Answers'), number: true, cell: ({ jumlah }) => count(jumlah) },
    {
      head: say('Terakhir', 'Last'),
      cell: ({ sejak, terakhir }) => (
        <div>
          <Since at={terakhir} />
          {sejak !== terakhir && (
            <span class="redup">
              {' '}
              {say('sejak', 'since')} <Since at={sejak} />
            </span>
          )}
        </div>
      ),
    },
  ];
  return (
    <Table<LaporanDrift>
      caption={say('Perubahan', 'Changes')}
      rows={reports}
      keyOf={({ instansi, operasi, rilis, jenis, di, diharapkan, didapat }) =>
        [instansi, operasi, rilis, jenis, di, diharapkan, didapat].join(' ')
      }
      columns={columns}
    />
  );
}

function Rule({ rule }: { readonly rule: Aturan | undefined }) {
  if (!rule) return <>–</>;
  return (
    <div>
      <code>{rule.teks}</code>{' '}
      <span class="redup">
        {rule.berkas}:{rule.baris}
      </span>
    </div>
  );
}
