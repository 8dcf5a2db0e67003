import type { Pesan } from '../../../views/pesan.ts';
import { ask } from '../../api.ts';
import { say } from '../../language.ts';
import { tell } from '../../parts/toast.tsx';
import { Decision, noNamesHint } from './decision.tsx';

export type Decided = 'ulang' | 'batal' | 'pastikan';

interface DecisionOnProps {
  readonly pesan: Pesan;
  readonly what: Decided;
  readonly onClose: () => void;
}

/** What can be decided about one message, each said with what will come of it. */
export function DecisionOn({ pesan, what, onClose }: DecisionOnProps) {
  const path = `/antrean/pesan/${pesan.id}/${what}`;
  switch (what) {
    case 'ulang':
      return (
        <Decision
          title={say('Kirim lagi', 'Send it again')}
          button={say('Kirim lagi', 'Send it again')}
          onClose={onClose}
          run={async () => {
            await ask('POST', path);
            tell(say('Pesan masuk antrean lagi', 'The message is back in its lane'));
          }}
        >
          <p>{againWords(pesan)}</p>
        </Decision>
      );
    case 'pastikan':
      return (
        <Decision
          title={say('Pesan ini sudah sampai', 'This message has arrived')}
          button={say('Ya, sudah sampai', 'Yes, it has arrived')}
          reason={{ label: say('Dari mana diketahui?', 'How is it known?'), hint: noNamesHint() }}
          onClose={onClose}
          run={async (alasan) => {
            await ask('POST', path, { alasan });
            tell(say('Pesan dinyatakan sampai', 'The message counts as delivered'));
          }}
        >
          <p>
            {say(
              `Pastikan dulu di sistem tujuan. Pesan menjadi terkirim dan tidak dikirim lagi; ${pesan.aplikasi} diberi tahu, dan yang menunggu di belakangnya jalan. Nomor dari tujuan tidak akan diketahui Simpul.`,
              `Make sure at the destination first. The message counts as delivered and is not sent again; ${pesan.aplikasi} is told, and what waits behind it goes on. The hub will not know the destination’s number for it.`,
            )}
          </p>
        </Decision>
      );
    case 'batal':
      return (
        <Decision
          title={say('Batalkan pesan ini', 'Cancel this message')}
          button={say('Batalkan pesan', 'Cancel the message')}
          danger
          reason={{
            label: say('Alasan, dibaca aplikasi pengirim', 'Reason, read by the application'),
            hint: noNamesHint(),
          }}
          onClose={onClose}
          run={async (alasan) => {
            await ask('POST', path, { alasan });
            tell(say('Pesan dibatalkan', 'The message is cancelled'));
          }}
        >
          <p>{cancelWords(pesan)}</p>
        </Decision>
      );
    default:
      return what satisfies never;
  }
}

function againWords({ keadaan }: Pesan): string {
  if (keadaan === 'tidak-pasti')
    return say(
      'Pesan ini mungkin sudah sampai. Bila ternyata sudah, tujuan menerimanya dua kali. Periksa dulu di sistem tujuan.',
      'This message may have arrived. If it has, the destination gets it twice. Check there first.',
    );
  if (keadaan === 'menunggu')
    return say(
      'Pesan dicoba segera, tanpa menunggu waktunya.',
      'The message is tried at once, without waiting for its time.',
    );
  return say(
    'Pesan dikirim lagi apa adanya. Bila isinya masih salah, tujuan menolaknya lagi; perbaiki lewat "Koreksi".',
    'The message is sent again as it is. If it is still wrong it is refused again; mend it with “Correct”.',
  );
}

function cancelWords({ aplikasi, layanan }: Pesan): string {
  if (layanan === '')
    return say(
      'Kabar ini tidak dikirim ke alamat itu. Aplikasinya masih dapat membacanya di GET /v1/peristiwa. Ini tidak dapat diurungkan.',
      'This event is not sent to that address. The application still finds it at GET /v1/peristiwa. This cannot be undone.',
    );
  return say(
    `Pesan tidak akan pernah dikirim, dan yang menunggu di belakangnya jalan. ${aplikasi} diberi tahu lewat peristiwa pesan.dibatalkan beserta alasan ini. Ini tidak dapat diurungkan.`,
    `The message will never be sent, and what waits behind it goes on. ${aplikasi} is told by the event pesan.dibatalkan, with this reason. This cannot be undone.`,
  );
}
