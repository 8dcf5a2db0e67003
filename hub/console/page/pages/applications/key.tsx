import type { KunciBaru } from '../../../views/aplikasi.ts';
import { say } from '../../language.ts';
import { Copy } from '../../parts/copy.tsx';
import { Dialog } from '../../parts/dialog.tsx';

interface ShownKeyProps {
  readonly fresh: KunciBaru;
  readonly close: () => void;
}

/** The only moment in which anybody sees it: what is kept of a key is its hash. */
export function ShownKey({ fresh: { nama, kunci }, close }: ShownKeyProps) {
  return (
    <Dialog title={say(`Kunci ${nama}`, `Key of ${nama}`)} onClose={close} wide>
      <p class="catatan">
        {say(
          'Kunci ini hanya terlihat sekarang. Simpan di peladen aplikasi, jangan di dalam aplikasi Android. Bila hilang, buat kunci baru.',
          'This key is shown only now. Keep it on the server of the application, never inside an Android app. If it is lost, make a new one.',
        )}
      </p>
      <h3>{say('Kunci', 'Key')}</h3>
      <Copy label={say('Kunci', 'Key')} text={kunci} />
      <h3>{say('Coba sekarang', 'Try it now')}</h3>
      <Copy
        label={say('Perintah untuk mencoba', 'A command to try it')}
        text={`curl -s -H 'Authorization: Bearer ${kunci}' ${location.origin}/v1/status`}
        long
      />
      <div class="tombol akhir">
        <button type="button" class="utama" onClick={close}>
          {say('Sudah saya simpan', 'I have kept it')}
        </button>
      </div>
    </Dialog>
  );
}
