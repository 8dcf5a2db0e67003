import type { Pratinjau, Tindakan } from '../../../views/pekerjaan.ts';
import type { SaringanPesan } from '../../../views/pesan.ts';
import { ask } from '../../api.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { Loaded, useLoad } from '../../parts/load.tsx';
import { Since } from '../../parts/since.tsx';
import { tell } from '../../parts/toast.tsx';
import { Decision, noNamesHint } from './decision.tsx';
import { laneName, laneStateWords, problemWords, serviceWords } from './words.ts';

interface BulkProps {
  readonly tindakan: Tindakan;
  readonly saringan: SaringanPesan;
  readonly onClose: () => void;
}

/** Many at once: what it would be about first, then the order to do it. */
export function Bulk({ tindakan, saringan, onClose }: BulkProps) {
  const load = useLoad<Pratinjau>(`/antrean/massal?${new URLSearchParams({ tindakan, ...saringan })}`);
  const many = load.value?.jumlah ?? 0;
  const again = tindakan === 'ulang';
  return (
    <Decision
      title={
        again
          ? say('Kirim ulang banyak pesan', 'Send many messages again')
          : say('Batalkan banyak pesan', 'Cancel many messages')
      }
      button={
        again
          ? say(`Kirim ulang ${count(many)} pesan`, `Send ${count(many)} messages again`)
          : say(`Batalkan ${count(many)} pesan`, `Cancel ${count(many)} messages`)
      }
      danger={!again}
      wide
      disabled={many === 0}
      {...(again
        ? {}
        : {
            reason: {
              label: say('Alasan, dibaca aplikasi pengirim', 'Reason, read by the applications'),
              hint: noNamesHint(),
            },
          })}
      onClose={onClose}
      run={async (alasan) => {
        const order = { tindakan, saringan, sampai: load.value?.sampai ?? 1, ...(again ? {} : { alasan }) };
        await ask('POST', '/antrean/massal', order);
        tell(say('Pekerjaan dimulai; kemajuannya ada di atas.', 'It has begun; see its progress above.'));
      }}
    >
      <Loaded load={load}>{(preview) => <Preview preview={preview} {...{ tindakan, saringan }} />}</Loaded>
    </Decision>
  );
}

interface PreviewProps extends Pick<BulkProps, 'tindakan' | 'saringan'> {
  readonly preview: Pratinjau;
}

function Preview({ preview, tindakan, saringan }: PreviewProps) {
  const { jumlah, lebih, layanan, aplikasi, jalur, pertama } = preview;
  const shut = jalur.filter(({ keadaan }) => keadaan !== 'terbuka');
  if (jumlah === 0) return <p>{say('Tidak ada pesan yang dimaksud.', 'There is no such message.')}</p>;
  return (
    <div class="pratinjau">
      <p>{consequences(tindakan, saringan)}</p>
      {lebih && (
        <p class="catatan">
          {say(
            `Sekali jalan paling banyak ${count(jumlah)} pesan, dari yang tertua. Jalankan lagi untuk sisanya.`,
            `One go takes ${count(jumlah)} messages at most, oldest first. Run it again for the rest.`,
          )}
        </p>
      )}
      {tindakan === 'ulang' && shut.length > 0 && (
        <p class="catatan">
          {say(
            'Jalurnya belum terbuka, jadi pesan menunggu di sana: ',
            'Their lane is not open, so they will wait there: ',
          )}
          {shut.map(({ nama, keadaan }) => `${laneName(nama)} (${laneStateWords(keadaan)})`).join(', ')}
        </p>
      )}
      <dl>
        <Counts name={say('Layanan', 'Services')} of={layanan.map(({ nama, jumlah: n }) => [serviceWords(nama), n])} />
        <Counts name={say('Aplikasi', 'Applications')} of={aplikasi.map(({ nama, jumlah: n }) => [nama || '–', n])} />
        <Counts name={say('Jalur', 'Lanes')} of={jalur.map(({ nama, jumlah: n }) => [laneName(nama), n])} />
      </dl>
      <h3>{say(`${pertama.length} yang pertama`, `The first ${pertama.length}`)}</h3>
      <ul>
        {pertama.map(({ id, diterimaPada, masalah }) => (
          <li key={id}>
            <code>{id}</code>{' '}
            <span class="redup">
              <Since at={diterimaPada} /> {masalah && `· ${problemWords(masalah)}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Counts({ name, of }: { readonly name: string; readonly of: readonly (readonly [string, number])[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{of.map(([one, many]) => `${one} (${count(many)})`).join(', ')}</dd>
    </div>
  );
}

function consequences(tindakan: Tindakan, { keadaan }: SaringanPesan): string {
  if (tindakan === 'batal')
    return say(
      'Pesan-pesan ini tidak akan pernah dikirim. Tiap aplikasi diberi tahu (peristiwa pesan.dibatalkan) beserta alasannya. Ini tidak dapat diurungkan.',
      'These messages will never be sent. Each application is told (event pesan.dibatalkan), with the reason. This cannot be undone.',
    );
  if (keadaan === 'tidak-pasti')
    return say(
      'Pesan-pesan ini mungkin sudah sampai. Bila dikirim ulang, tujuan mungkin menerimanya dua kali. Periksa dulu di sistem tujuan.',
      'These messages may have arrived. Sent again, the destination may get them twice. Check there first.',
    );
  return say(
    'Pesan-pesan ini dikirim lagi apa adanya, dengan laju jalurnya. Yang masih salah akan ditolak lagi.',
    'These messages are sent again as they are, at the pace of their lane. What is still wrong is refused again.',
  );
}
