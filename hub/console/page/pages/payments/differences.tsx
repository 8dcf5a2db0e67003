import type { Beda, HariBank, JenisBeda, RincianBeda } from '../../../views/pembayaran.ts';
import { calendarDay, count, moment, rupiah } from '../../format.ts';
import { say } from '../../language.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Table } from '../../parts/table.tsx';

interface DifferencesProps {
  readonly day: HariBank & { readonly daftar: NonNullable<HariBank['daftar']> };
  readonly onClose: () => void;
}

/** What does not agree on one day at one bank. That somebody looked is written down. */
export function Differences({ day: { instansi, tanggal, daftar }, onClose }: DifferencesProps) {
  const load = useLoad<RincianBeda>(`/rekonsiliasi/${daftar.sumber}/${encodeURIComponent(instansi)}/${tanggal}`);
  return (
    <Dialog title={`${instansi} · ${calendarDay(tanggal)}`} onClose={onClose} wide>
      <Loaded load={load}>{(detail) => <Rows {...detail} />}</Loaded>
    </Dialog>
  );
}

function Rows({ beda, lebih }: RincianBeda) {
  if (beda.length === 0) return <Empty>{say('Tidak ada lagi yang berbeda.', 'Nothing differs any more.')}</Empty>;
  return (
    <>
      <Table<Beda & { readonly place: number }>
        caption={say('Yang berbeda', 'What differs')}
        rows={beda.map((one, place) => ({ ...one, place }))}
        keyOf={({ place }) => place}
        columns={[
          { head: say('Beda', 'Difference'), cell: ({ jenis }) => kindWords(jenis) },
          { head: say('Nomor bank', 'Bank’s number'), cell: ({ nomorBank }) => <code>{nomorBank}</code> },
          { head: say('Menurut bank', 'By the bank'), number: true, cell: ({ nominalBank }) => amount(nominalBank) },
          { head: say('Tercatat', 'Booked'), number: true, cell: ({ nominalHub }) => amount(nominalHub) },
          { head: say('Dibayar', 'Paid'), cell: ({ pada }) => moment(pada) },
          { head: 'NTPD', cell: ({ ntpd }) => (ntpd ? <code>{ntpd}</code> : '–') },
          { head: say('Tagihan', 'Bill'), cell: ({ tagihan }) => tagihan ?? '–' },
        ]}
      />
      {lebih > 0 && <p class="redup">{say(`dan ${count(lebih)} lagi`, `and ${count(lebih)} more`)}</p>}
    </>
  );
}

function amount(nominal: string | null): string {
  return nominal === null ? '–' : rupiah(nominal);
}

function kindWords(jenis: JenisBeda): string {
  switch (jenis) {
    case 'tidak-ada-di-sini':
      return say('Ada di bank, tidak tercatat di sini', 'At the bank, not booked here');
    case 'tidak-ada-di-bank':
      return say('Tercatat di sini, tidak ada di bank', 'Booked here, not at the bank');
    case 'nominal-beda':
      return say('Jumlahnya berbeda', 'Another amount');
    default:
      return jenis satisfies never;
  }
}
