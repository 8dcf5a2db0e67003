import type { HasilLayanan, PemakaianLayanan } from '../../../views/aplikasi.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { Empty } from '../../parts/load.tsx';
import { type Column, Table } from '../../parts/table.tsx';

type Counts = PemakaianLayanan['hariIni'];

function outcomes(): readonly (readonly [string, readonly HasilLayanan[]])[] {
  return [
    [say('Dijawab', 'Answered'), ['segar', 'tersimpan']],
    [say('Dijawab usang', 'Answered stale'), ['usang']],
    [say('Diterima', 'Accepted'), ['diterima']],
    [say('Tidak ada', 'None there'), ['nihil']],
    [say('Ditolak', 'Refused'), ['ditolak']],
    [say('Gagal', 'Failed'), ['gagal-hulu', 'gagal-simpul']],
  ];
}

interface ServicesProps {
  readonly all: readonly PemakaianLayanan[];
  readonly reload: () => void;
}

/** What it asked today, by service and by what came of it. */
export function Services({ all, reload }: ServicesProps) {
  if (all.length === 0)
    return (
      <Empty>
        {say(
          'Hari ini dan kemarin belum ada permintaan. Setelah ada, di sini terlihat layanan apa yang diminta dan hasilnya.',
          'Nothing was asked today or yesterday. What is asked, and what comes of it, will stand here.',
        )}
      </Empty>
    );
  const sum = (counts: Counts, some: readonly HasilLayanan[]) =>
    some.reduce((whole, outcome) => whole + counts[outcome], 0);
  const every = Object.keys(all[0]?.hariIni ?? {}) as HasilLayanan[];
  const columns: readonly Column<PemakaianLayanan>[] = [
    { head: say('Layanan', 'Service'), cell: ({ layanan }) => <code>{layanan}</code> },
    { head: say('Hari ini', 'Today'), number: true, cell: ({ hariIni }) => count(sum(hariIni, every)) },
    ...outcomes().map(([head, some]) => ({
      ...{ head, number: true },
      cell: ({ hariIni }: PemakaianLayanan) => orDash(sum(hariIni, some)),
    })),
    { head: say('Kemarin', 'Yesterday'), number: true, cell: ({ kemarin }) => orDash(sum(kemarin, every)) },
  ];
  return (
    <>
      <Table<PemakaianLayanan>
        caption={say('Permintaan menurut layanan', 'Requests by service')}
        rows={all}
        keyOf={({ layanan }) => layanan}
        columns={columns}
      />
      <p class="redup">
        {say(
          'Ditolak: kesalahan pemanggil. Gagal: sumber atau Simpul tidak menjawab.',
          'Refused: a mistake of the caller. Failed: an upstream or Simpul did not answer.',
        )}{' '}
        <button type="button" onClick={reload}>
          {say('Muat ulang', 'Reload')}
        </button>
      </p>
    </>
  );
}

function orDash(value: number): string {
  return value === 0 ? '–' : count(value);
}
