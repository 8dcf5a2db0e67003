import { useSignal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import type { Jalur } from '../../../views/jalur.ts';
import type { Tindakan } from '../../../views/pekerjaan.ts';
import type { DaftarPesan, PesanRingkas, SaringanPesan } from '../../../views/pesan.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { Table } from '../../parts/table.tsx';
import { Bulk } from './bulk.tsx';
import { type Asked, Filters } from './filters.tsx';
import { Reasons } from './reasons.tsx';
import { useRounds } from './rounds.ts';
import { MessageState } from './state.tsx';
import { nextWords, problemWords, serviceWords } from './words.ts';

interface Chosen {
  readonly tindakan: Tindakan;
  readonly saringan: SaringanPesan;
}

/** Messages, by what is asked for in the address of the page: it can be sent to a colleague. */
export function Messages({ lanes, round }: { readonly lanes: readonly Jalur[]; readonly round: number }) {
  const { query, route } = useLocation();
  const chosen = useSignal<Chosen | undefined>(undefined);
  const { sebelum, id, ...saringan } = query as Asked & { readonly sebelum?: string };
  const load = useLoad<DaftarPesan>(`/antrean/pesan?${new URLSearchParams(query)}`);
  useRounds(round, load);
  const change = (changes: Readonly<Record<string, string>>) => {
    // another filter begins at its newest message
    const named = Object.entries({ ...saringan, ...changes }).filter(([, one]) => one !== '');
    route(`/console/antrean?${new URLSearchParams(named)}`, true);
  };
  const decide = (tindakan: Tindakan, wanted: SaringanPesan) => {
    chosen.value = { tindakan, saringan: wanted };
  };
  const stopped = saringan.keadaan === 'ditolak' || saringan.keadaan === 'tidak-pasti';
  return (
    <section aria-labelledby="pesan">
      <h2 id="pesan">{say('Pesan', 'Messages')}</h2>
      <Filters asked={{ ...saringan, ...(id ? { id } : {}) }} lanes={lanes} change={change} />
      {stopped && <Reasons {...{ saringan, round, decide }} choose={(sebab) => change({ sebab })} />}
      {saringan.keadaan === 'menunggu' && may('operator') && (
        <div class="tombol">
          <button type="button" class="bahaya" onClick={() => decide('batal', saringan)}>
            {say('Batalkan semua yang menunggu di saringan ini…', 'Cancel all that wait in this filter…')}
          </button>
        </div>
      )}
      <Loaded load={load}>{(list) => <Page list={list} {...{ sebelum, change }} />}</Loaded>
      {chosen.value && (
        <Bulk
          {...chosen.value}
          onClose={() => {
            chosen.value = undefined;
            load.reload();
          }}
        />
      )}
    </section>
  );
}

interface PageProps {
  readonly list: DaftarPesan;
  readonly sebelum: string | undefined;
  readonly change: (changes: Readonly<Record<string, string>>) => void;
}

function Page({ list: { pesan, berikutnya }, sebelum, change }: PageProps) {
  return (
    <>
      {pesan.length > 0 ? (
        <List pesan={pesan} />
      ) : (
        <Empty>
          {berikutnya === null
            ? say('Tidak ada pesan yang cocok dengan saringan ini.', 'No message fits this filter.')
            : say('Belum ketemu sejauh ini; cari di pesan yang lebih lama.', 'None found so far; look further back.')}
        </Empty>
      )}
      <div class="tombol halaman">
        {sebelum !== undefined && (
          <button type="button" onClick={() => change({ sebelum: '' })}>
            {say('Terbaru', 'Newest')}
          </button>
        )}
        {berikutnya !== null && (
          <button type="button" onClick={() => change({ sebelum: String(berikutnya) })}>
            {say('Lebih lama', 'Older')}
          </button>
        )}
      </div>
    </>
  );
}

function List({ pesan }: { readonly pesan: readonly PesanRingkas[] }) {
  return (
    <Table<PesanRingkas>
      caption={say('Pesan, terbaru dulu', 'Messages, newest first')}
      rows={pesan}
      keyOf={({ id }) => id}
      columns={[
        {
          head: say('Nomor', 'Id'),
          cell: ({ id }) => (
            <a href={`/console/antrean/pesan/${id}`}>
              <code>{id}</code>
            </a>
          ),
        },
        { head: say('Layanan', 'Service'), cell: ({ layanan }) => serviceWords(layanan) },
        { head: say('Aplikasi', 'Application'), cell: ({ aplikasi }) => aplikasi || '–' },
        { head: say('Diterima', 'Accepted'), cell: ({ diterimaPada }) => <Since at={diterimaPada} /> },
        { head: say('Keadaan', 'State'), cell: (one) => <StateOf {...one} /> },
        { head: say('Percobaan', 'Attempts'), number: true, cell: ({ percobaan }) => count(percobaan) },
        { head: say('Masalah', 'Trouble'), cell: ({ masalah }) => (masalah ? problemWords(masalah) : '–') },
      ]}
    />
  );
}

export function StateOf(pesan: PesanRingkas) {
  const { keadaan, cobaLagiPada } = pesan;
  return (
    <>
      <MessageState keadaan={keadaan} /> <span class="redup">{nextWords(pesan)}</span>
      {cobaLagiPada !== null && (
        <span class="redup">
          {' '}
          <Since at={cobaLagiPada} />
        </span>
      )}
    </>
  );
}
