import { useSignal } from '@preact/signals';
import type { Jalur } from '../../../views/jalur.ts';
import { ask } from '../../api.ts';
import { count, duration } from '../../format.ts';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Empty } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { attempt, tell } from '../../parts/toast.tsx';
import { Decision, noNamesHint } from './decision.tsx';
import { LaneState } from './state.tsx';
import { laneName, troubleWords } from './words.ts';

export function Lanes({ lanes }: { readonly lanes: readonly Jalur[] }) {
  const paused = useSignal<Jalur | undefined>(undefined);
  const [busy, idle] = [lanes.filter(isBusy), lanes.filter((lane) => !isBusy(lane))];
  const pause = (lane: Jalur) => {
    paused.value = lane;
  };
  return (
    <section class="jalur" aria-labelledby="jalur">
      <h2 id="jalur">{say('Jalur', 'Lanes')}</h2>
      {busy.length > 0 ? (
        <LaneTable caption={say('Jalur yang berisi', 'Lanes with something in them')} lanes={busy} pause={pause} />
      ) : (
        <Empty>
          {say(
            'Semua jalur terbuka dan kosong. Jalur yang tertahan, dijeda, atau berisi pesan tampil di sini.',
            'Every lane is open and empty. Those that are held, paused or have messages stand here.',
          )}
        </Empty>
      )}
      {idle.length > 0 && (
        <details>
          <summary>{say(`${idle.length} jalur terbuka dan kosong`, `${idle.length} lanes open and empty`)}</summary>
          <LaneTable caption={say('Jalur kosong', 'Empty lanes')} lanes={idle} pause={pause} />
        </details>
      )}
      {paused.value && (
        <Pause
          lane={paused.value}
          onClose={() => {
            paused.value = undefined;
          }}
        />
      )}
    </section>
  );
}

function isBusy({ keadaan, menunggu, ditolak, tidakPasti }: Jalur): boolean {
  return keadaan !== 'terbuka' || menunggu + ditolak + tidakPasti > 0;
}

interface LaneTableProps {
  readonly caption: string;
  readonly lanes: readonly Jalur[];
  readonly pause: (lane: Jalur) => void;
}

function LaneTable({ caption, lanes, pause }: LaneTableProps) {
  const columns: readonly Column<Jalur>[] = [
    { head: say('Jalur', 'Lane'), cell: (lane) => <Name {...lane} /> },
    { head: say('Keadaan', 'State'), cell: (lane) => <StateOf {...lane} /> },
    { head: say('Menunggu', 'Waiting'), number: true, cell: (lane) => <Waiting {...lane} /> },
    { head: say('Perlu keputusan', 'To be decided'), cell: (lane) => <Stopped {...lane} /> },
    { head: say('Laju', 'Pace'), cell: (lane) => <Pace {...lane} /> },
    ...(may('operator')
      ? [{ head: say('Tindakan', 'Action'), cell: (lane: Jalur) => <Actions lane={lane} pause={pause} /> }]
      : []),
  ];
  return <Table<Jalur> caption={caption} rows={lanes} keyOf={({ nama }) => nama} columns={columns} />;
}

function Name({ jenis, instansi, operasi, layanan }: Jalur) {
  if (jenis === 'aplikasi')
    return (
      <>
        <strong>
          {say('Kabar ke', 'Events to')} {instansi || '–'}
        </strong>{' '}
        <span class="redup">{operasi}</span>
      </>
    );
  return (
    <>
      <strong>{instansi}</strong> · {operasi} <span class="redup">{layanan.join(', ')}</span>
    </>
  );
}

function StateOf({ keadaan, alasan, sejak, cobaLagiPada }: Jalur) {
  const reason = keadaan === 'tertahan' ? troubleWords(alasan ?? '') : (alasan ?? '');
  return (
    <>
      <LaneState keadaan={keadaan} />
      {keadaan !== 'terbuka' && (
        <span class="redup">
          {' '}
          {reason}
          {sejak !== null && (
            <>
              {' · '}
              <Since at={sejak} />
            </>
          )}
          {keadaan === 'tertahan' && (
            <>
              {' · '}
              {cobaLagiPada !== null && cobaLagiPada > Date.now() ? (
                <>
                  {say('dicoba lagi', 'tried again')} <Since at={cobaLagiPada} />
                </>
              ) : (
                say('sedang dicoba lagi', 'being tried again')
              )}
            </>
          )}
        </span>
      )}
    </>
  );
}

function Waiting({ menunggu, tertuaPada }: Jalur) {
  return (
    <>
      {count(menunggu)}
      {tertuaPada !== null && menunggu > 0 && (
        <span class="redup">
          {' '}
          {say('tertua', 'oldest')} <Since at={tertuaPada} />
        </span>
      )}
    </>
  );
}

function Stopped({ nama, ditolak, tidakPasti }: Jalur) {
  const link = (keadaan: string) => `/console/antrean?${new URLSearchParams({ keadaan, jalur: nama })}`;
  if (ditolak + tidakPasti === 0) return <>–</>;
  return (
    <>
      {ditolak > 0 && (
        <a href={link('ditolak')}>
          {count(ditolak)} {say('ditolak', 'refused')}
        </a>
      )}
      {ditolak > 0 && tidakPasti > 0 && ' · '}
      {tidakPasti > 0 && (
        <a href={link('tidak-pasti')}>
          {count(tidakPasti)} {say('tidak pasti', 'unsure')}
        </a>
      )}
    </>
  );
}

function Pace({ menunggu, perDetik, kosongPada }: Jalur) {
  if (menunggu === 0 && perDetik === 0) return <>–</>;
  return (
    <>
      {count(perDetik)}/{say('dtk', 's')}
      {kosongPada !== null && (
        <span class="redup">
          {' '}
          {say('kosong dalam', 'empty in')} {duration(kosongPada - Date.now())}
        </span>
      )}
    </>
  );
}

function Actions({ lane, pause }: { readonly lane: Jalur; readonly pause: (lane: Jalur) => void }) {
  const { nama, keadaan } = lane;
  const open = () =>
    attempt(
      () => ask('POST', `/antrean/jalur/${encodeURIComponent(nama)}/buka`),
      keadaan === 'dijeda' ? say('Jalur dibuka', 'The lane is open') : say('Dicoba sekarang', 'Tried now'),
    );
  return (
    <div class="tombol">
      {keadaan !== 'terbuka' && (
        <button
          type="button"
          class="utama"
          onClick={() => void open()}
          aria-label={`${openWords(lane)}: ${laneName(nama)}`}
        >
          {openWords(lane)}
        </button>
      )}
      {keadaan !== 'dijeda' && (
        <button type="button" onClick={() => pause(lane)} aria-label={`${say('Jeda', 'Pause')}: ${laneName(nama)}`}>
          {say('Jeda…', 'Pause…')}
        </button>
      )}
    </div>
  );
}

function openWords({ keadaan }: Jalur): string {
  return keadaan === 'dijeda' ? say('Buka', 'Open') : say('Coba sekarang', 'Try now');
}

function Pause({ lane: { nama }, onClose }: { readonly lane: Jalur; readonly onClose: () => void }) {
  return (
    <Decision
      title={say(`Jeda ${laneName(nama)}`, `Pause ${laneName(nama)}`)}
      button={say('Jeda jalur ini', 'Pause this lane')}
      reason={{ label: say('Alasan', 'Reason'), hint: noNamesHint() }}
      onClose={onClose}
      run={async (alasan) => {
        await ask('PUT', `/antrean/jalur/${encodeURIComponent(nama)}/jeda`, { alasan });
        tell(say('Jalur dijeda', 'The lane is paused'));
      }}
    >
      <p>
        {say(
          'Tidak ada lagi yang dikirim lewat jalur ini sampai seseorang membukanya. Pesan baru tetap diterima dan menunggu, juga sesudah Simpul dimulai ulang.',
          'Nothing more is sent through this lane until somebody opens it. New messages are accepted and wait, also after a restart.',
        )}
      </p>
    </Decision>
  );
}
