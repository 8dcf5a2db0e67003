import '../../style/aplikasi.css';
import { useSignal } from '@preact/signals';
import type { AplikasiSingkat, KunciBaru, PemakaianAplikasi } from '../../../views/aplikasi.ts';
import { count, day } from '../../format.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { may } from '../../me.ts';
import { Head } from '../../parts/head.tsx';
import { Empty, Loaded, useLoad } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { Table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { NewApplication } from './form.tsx';
import { ShownKey } from './key.tsx';

export function ApplicationsPage() {
  const load = useLoad<readonly AplikasiSingkat[]>('/aplikasi');
  const registering = useSignal(false);
  const made = useSignal<KunciBaru | undefined>(undefined);
  return (
    <>
      <Head
        title={say('Aplikasi', 'Applications')}
        about={say(
          'Yang boleh memanggil Simpul, untuk apa, dan seberapa sering.',
          'Who may call Simpul, what for, and how often they do.',
        )}
      >
        {may('admin') && (
          <button
            type="button"
            class="utama"
            onClick={() => {
              registering.value = true;
            }}
          >
            {say('Daftarkan aplikasi', 'Register an application')}
          </button>
        )}
      </Head>
      <Loaded load={load}>{(all) => <List all={all} />}</Loaded>
      {registering.value && (
        <NewApplication
          close={() => {
            registering.value = false;
          }}
          made={(key) => {
            registering.value = false;
            made.value = key;
            load.reload();
          }}
        />
      )}
      {made.value && (
        <ShownKey
          fresh={made.value}
          close={() => {
            made.value = undefined;
          }}
        />
      )}
    </>
  );
}

function List({ all }: { readonly all: readonly AplikasiSingkat[] }) {
  const live = useLive<PemakaianAplikasi>('aplikasi');
  const active = all.filter(({ dicabut }) => dicabut === null);
  const revoked = all.filter(({ dicabut }) => dicabut !== null);
  return (
    <>
      {active.length === 0 ? (
        <Empty>
          {say(
            'Belum ada aplikasi. Setiap aplikasi daerah yang memanggil Simpul didaftarkan di sini dan mendapat kuncinya sendiri.',
            'No applications yet. Each application of the city that calls Simpul is registered here and gets a key of its own.',
          )}
        </Empty>
      ) : (
        <Active all={active.map((one) => ({ ...one, pemakaian: live?.[one.id] ?? one.pemakaian }))} />
      )}
      {revoked.length > 0 && (
        <details class="lipat">
          <summary>{say(`${revoked.length} dicabut`, `${revoked.length} revoked`)}</summary>
          <Revoked all={revoked} />
        </details>
      )}
    </>
  );
}

function Active({ all }: { readonly all: readonly AplikasiSingkat[] }) {
  return (
    <Table<AplikasiSingkat>
      caption={say('Aplikasi', 'Applications')}
      rows={all}
      keyOf={({ id }) => id}
      columns={[
        { head: say('Aplikasi', 'Application'), cell: NameOf },
        {
          head: say('Boleh', 'May'),
          cell: ({ cakupan }) => <Scopes names={cakupan} />,
        },
        { head: say('Keperluan', 'Purposes'), cell: ({ keperluan }) => keperluan.join(', ') },
        {
          head: say('Batas per menit', 'Limit a minute'),
          number: true,
          cell: ({ batas }) => (batas === null ? say('baku', 'default') : count(batas)),
        },
        {
          head: say('Hari ini', 'Today'),
          number: true,
          cell: ({ pemakaian: { hariIni } }) => count(hariIni.permintaan),
        },
        {
          head: say('Ditolak', 'Refused'),
          number: true,
          cell: ({ pemakaian: { hariIni } }) => count(hariIni.ditolak),
        },
        { head: say('Gagal', 'Failed'), number: true, cell: ({ pemakaian: { hariIni } }) => count(hariIni.gagal) },
        { head: say('Terakhir dipakai', 'Last used'), cell: LastUse },
        { head: say('Sejak', 'Since'), cell: ({ sejak }) => <span class="utuh">{day(sejak)}</span> },
      ]}
    />
  );
}

function NameOf({ id, nama, contoh }: AplikasiSingkat) {
  return (
    <span class="utuh">
      <a href={`/console/aplikasi/${id}`}>{nama}</a> {contoh && <span class="tanda">{say('contoh', 'demo')}</span>}
    </span>
  );
}

const LastUse = ({ pemakaian: { terakhir } }: AplikasiSingkat) =>
  terakhir === null ? say('belum pernah', 'never') : <Since at={terakhir} />;

const MOST_SHOWN = 4;

function Scopes({ names }: { readonly names: readonly string[] }) {
  const hidden = names.length - MOST_SHOWN;
  return (
    <span>
      {names.slice(0, hidden > 1 ? MOST_SHOWN : names.length).join(', ')}
      {hidden > 1 && <span class="redup"> {say(`dan ${hidden} lagi`, `and ${hidden} more`)}</span>}
    </span>
  );
}

function Revoked({ all }: { readonly all: readonly AplikasiSingkat[] }) {
  return (
    <Table<AplikasiSingkat>
      caption={say('Aplikasi yang dicabut', 'Revoked applications')}
      rows={all}
      keyOf={({ id }) => id}
      columns={[
        { head: say('Aplikasi', 'Application'), cell: NameOf },
        { head: say('Keadaan', 'State'), cell: () => <Tag tone="mati" words={say('Dicabut', 'Revoked')} /> },
        { head: say('Dicabut', 'Revoked'), cell: ({ dicabut }) => (dicabut === null ? '–' : day(dicabut)) },
        { head: say('Sejak', 'Since'), cell: ({ sejak }) => day(sejak) },
      ]}
    />
  );
}
