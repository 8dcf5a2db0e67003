import type { KeadaanPekerjaan, Pekerjaan } from '../../../views/pekerjaan.ts';
import { ask } from '../../api.ts';
import { count } from '../../format.ts';
import { say } from '../../language.ts';
import { useLive } from '../../live.ts';
import { may } from '../../me.ts';
import { Since } from '../../parts/since.tsx';
import { attempt } from '../../parts/toast.tsx';

/** What is done to many messages at once, while it is done and for a while after. */
export function Jobs() {
  const jobs = useLive<readonly Pekerjaan[]>('pekerjaan') ?? [];
  const [newest, ...older] = jobs;
  if (!newest) return null;
  return (
    <section class="pekerjaan panel" aria-labelledby="pekerjaan">
      <h2 id="pekerjaan">{say('Pekerjaan massal', 'Bulk work')}</h2>
      <Job job={newest} />
      {older.length > 0 && (
        <details>
          <summary>{say(`${older.length} sebelumnya`, `${older.length} before`)}</summary>
          {older.map((job) => (
            <Job key={job.id} job={job} />
          ))}
        </details>
      )}
    </section>
  );
}

function Job({ job }: { readonly job: Pekerjaan }) {
  const { id, jumlah, berhasil, dilewati, gagal, keadaan, sebabGagal, selesaiPada, dimulaiPada } = job;
  const done = berhasil + dilewati + gagal;
  return (
    <article data-pekerjaan={id} data-keadaan={keadaan}>
      <p>
        <strong>{titleOf(job)}</strong>{' '}
        <span class="redup">
          {job.oleh} · <Since at={selesaiPada ?? dimulaiPada} />
        </span>
      </p>
      {keadaan === 'berjalan' && (
        <div class="kemajuan">
          <progress max={jumlah} value={done} aria-label={titleOf(job)} />
          <span>
            {count(done)} / {count(jumlah)}
          </span>
          {may('operator') && (
            <button type="button" onClick={() => void attempt(() => ask('POST', `/antrean/pekerjaan/${id}/henti`))}>
              {say('Hentikan', 'Stop')}
            </button>
          )}
        </div>
      )}
      <p role="status">
        {stateWords(keadaan)} {count(berhasil)} {say('berhasil', 'done')} · {count(dilewati)}{' '}
        {say('dilewati karena sudah berubah', 'left out, as they changed meanwhile')} · {count(gagal)}{' '}
        {say('gagal', 'failed')}
        {keadaan !== 'berjalan' &&
          done < jumlah &&
          ` · ${count(jumlah - done)} ${say('tidak disentuh', 'not touched')}`}
      </p>
      {sebabGagal.map(({ sebab, jumlah: times }) => (
        <p key={sebab} class="salah">
          {count(times)} × {sebab}
        </p>
      ))}
    </article>
  );
}

function titleOf({ tindakan, jumlah }: Pekerjaan): string {
  return tindakan === 'ulang'
    ? say(`Kirim ulang ${count(jumlah)} pesan`, `Send ${count(jumlah)} messages again`)
    : say(`Batalkan ${count(jumlah)} pesan`, `Cancel ${count(jumlah)} messages`);
}

function stateWords(keadaan: KeadaanPekerjaan): string {
  switch (keadaan) {
    case 'berjalan':
      return say('Berjalan:', 'Running:');
    case 'selesai':
      return say('Selesai:', 'Done:');
    case 'dihentikan':
      return say('Dihentikan petugas:', 'Stopped by a person:');
    case 'terputus':
      return say(
        'Terputus karena Simpul berhenti; tiap pesan utuh, jalankan lagi untuk sisanya:',
        'Interrupted as the hub stopped; each message is whole, run it again for the rest:',
      );
    default:
      return keadaan satisfies never;
  }
}
