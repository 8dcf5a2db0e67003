import '../../style/antrean.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { KejadianPesan, Pesan } from '../../../views/pesan.ts';
import { count, milliseconds, moment } from '../../format.ts';
import { say } from '../../language.ts';
import { may } from '../../me.ts';
import { Head } from '../../parts/head.tsx';
import { Loaded, useLoad } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { Content } from './content.tsx';
import { type Decided, DecisionOn } from './message-decisions.tsx';
import { StateOf } from './messages.tsx';
import { eventWords, laneName, laneStateWords, problemWords, serviceWords } from './words.ts';

/** As long as it may come to something by itself. */
const LOOK_AGAIN_MS = 2000;

export function MessagePage() {
  const { params } = useRoute();
  const load = useLoad<Pesan>(`/antrean/pesan/${params.id}`);
  const moves = load.value?.keadaan === 'menunggu' || load.value?.keadaan === 'dikirim';
  useEffect(() => {
    if (!moves) return;
    const timer = setTimeout(load.reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [load.value]);
  const about = load.value && [serviceWords(load.value.layanan), load.value.aplikasi].filter(Boolean).join(' · ');
  return (
    <>
      <p>
        <a href="/console/antrean">{say('← Antrean', '← Queue')}</a>
      </p>
      <Head title={params.id ?? ''} about={about} />
      <Loaded load={load}>{(pesan) => <Whole pesan={pesan} reload={load.reload} />}</Loaded>
    </>
  );
}

function Whole({ pesan, reload }: { readonly pesan: Pesan; readonly reload: () => void }) {
  const decided = useSignal<Decided | undefined>(undefined);
  const choose = (one: Decided) => {
    decided.value = one;
  };
  return (
    <>
      <section class="panel">
        <p>
          <StateOf {...pesan} />
        </p>
        {pesan.masalah && <p class="kata-tujuan">{problemWords(pesan.masalah)}</p>}
        <Facts {...pesan} />
        {may('operator') && <Actions pesan={pesan} choose={choose} />}
      </section>
      {may('operator') && <Content pesan={pesan} corrected={reload} />}
      <section>
        <h2>{say('Riwayat', 'History')}</h2>
        <ol class="riwayat">
          {pesan.riwayat.map((one) => (
            <Event key={`${one.pada} ${one.peristiwa}`} {...one} />
          ))}
        </ol>
      </section>
      {decided.value && (
        <DecisionOn
          pesan={pesan}
          what={decided.value}
          onClose={() => {
            decided.value = undefined;
            reload();
          }}
        />
      )}
    </>
  );
}

function Facts({ jalur, keadaanJalur, perihal, diterimaPada, percobaan, menungguPesan }: Pesan) {
  return (
    <dl class="fakta">
      <div>
        <dt>{say('Jalur', 'Lane')}</dt>
        <dd>
          <a href={`/console/antrean?${new URLSearchParams({ jalur })}`}>{laneName(jalur)}</a>{' '}
          {keadaanJalur !== 'terbuka' && `(${laneStateWords(keadaanJalur)})`}
        </dd>
      </div>
      <div>
        <dt>{say('Perihal', 'About')}</dt>
        <dd>{perihal || '–'}</dd>
      </div>
      <div>
        <dt>{say('Diterima', 'Accepted')}</dt>
        <dd>{moment(diterimaPada)}</dd>
      </div>
      <div>
        <dt>{say('Percobaan', 'Attempts')}</dt>
        <dd>{count(percobaan)}</dd>
      </div>
      {menungguPesan && (
        <div>
          <dt>{say('Menunggu pesan', 'Waits behind')}</dt>
          <dd>
            <a href={`/console/antrean/pesan/${menungguPesan}`}>
              <code>{menungguPesan}</code>
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Actions({
  pesan: { keadaan, boleh },
  choose,
}: {
  readonly pesan: Pesan;
  readonly choose: (one: Decided) => void;
}) {
  if (!boleh.ulang && !boleh.batal) return null;
  const unsure = keadaan === 'tidak-pasti';
  return (
    <div class="tombol">
      {boleh.pastikan && (
        <button type="button" class="utama" onClick={() => choose('pastikan')}>
          {say('Sudah sampai…', 'It has arrived…')}
        </button>
      )}
      <button type="button" onClick={() => choose('ulang')}>
        {unsure
          ? say('Belum sampai, kirim lagi…', 'It has not, send it again…')
          : keadaan === 'menunggu'
            ? say('Kirim sekarang…', 'Send now…')
            : say('Kirim ulang apa adanya…', 'Send again as it is…')}
      </button>
      <button type="button" class="bahaya" onClick={() => choose('batal')}>
        {say('Batalkan…', 'Cancel…')}
      </button>
    </div>
  );
}

function Event({ pada, peristiwa, percobaan, lamaMs, oleh, dikoreksi, ...masalah }: KejadianPesan) {
  const words = problemWords(masalah);
  return (
    <li class={peristiwa}>
      <strong>
        {eventWords(peristiwa)}
        {dikoreksi && ` ${say('dengan isi yang dikoreksi', 'with a corrected body')}`}
      </strong>{' '}
      <span class="redup">
        <Since at={pada} /> · {moment(pada)}
        {percobaan !== null && ` · ${say('percobaan', 'attempt')} ${percobaan}`}
        {lamaMs !== null && ` · ${milliseconds(lamaMs)}`}
        {oleh && ` · ${say('oleh', 'by')} ${oleh}`}
      </span>
      {words && <p>{words}</p>}
    </li>
  );
}
