import { useSignal } from '@preact/signals';
import type { IsianPesan, Pesan } from '../../../views/pesan.ts';
import { ask, ConsoleProblem, type Mistake } from '../../api.ts';
import { say } from '../../language.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, Select } from '../../parts/field.tsx';
import { tell } from '../../parts/toast.tsx';
import { valueWords } from './value.ts';

interface CorrectionProps {
  readonly pesan: Pesan;
  readonly fields: readonly IsianPesan[];
  readonly corrected: () => void;
  readonly onClose: () => void;
}

/** What stands in the select of a field that is left out. */
const EMPTIED = '\u0000';

/** Single fields are written over; what nobody writes over stays, seen or not. */
export function Correction({ pesan, fields, corrected, onClose }: CorrectionProps) {
  const edits = useSignal<ReadonlyMap<string, string>>(new Map());
  const mistakes = useSignal<readonly Mistake[]>([]);
  const trouble = useSignal('');
  const busy = useSignal(false);
  const edit = (di: string, value: string | undefined) => {
    const next = new Map(edits.value);
    if (value === undefined) next.delete(di);
    else next.set(di, value);
    edits.value = next;
  };

  async function send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    busy.value = true;
    trouble.value = '';
    mistakes.value = [];
    try {
      await ask('POST', `/antrean/pesan/${pesan.id}/koreksi`, {
        versi: pesan.berubahPada,
        ...sentOf(edits.value, fields),
      });
      tell(say('Pesan dikoreksi dan masuk antrean lagi', 'The message is corrected and back in its lane'));
      onClose();
      corrected();
    } catch (error) {
      trouble.value = (error as Error).message;
      if (error instanceof ConsoleProblem) mistakes.value = error.mistakes;
    } finally {
      busy.value = false;
    }
  }

  const changed = [...edits.value.keys()];
  const elsewhere = mistakes.value.filter(({ di }) => !fields.some((field) => field.di === di));
  return (
    <Dialog title={say('Koreksi isi pesan', 'Correct the message')} onClose={onClose} wide>
      <form class="koreksi" onSubmit={(event) => void send(event)}>
        <p>
          {say(
            'Isi hanya yang salah. Yang dibiarkan kosong tetap seperti semula, juga yang tampil tersamar. Isinya diperiksa seperti kiriman aplikasi sendiri, lalu pesan dikirim lagi.',
            'Fill in what is wrong and nothing else. What stays empty stays as it was, also where it is shown masked. It is checked as if the application had sent it, and then sent again.',
          )}
        </p>
        <div class="isian-isian">
          {fields.map((field) => (
            <OneField
              key={field.di}
              field={field}
              value={edits.value.get(field.di)}
              mistake={mistakes.value.find(({ di }) => di === field.di)?.masalah}
              edit={(value) => edit(field.di, value)}
            />
          ))}
        </div>
        {trouble.value && (
          <p class="salah" role="alert">
            {[trouble.value, ...elsewhere.map(({ di, masalah }) => `${di}: ${masalah}`)].join(' ')}
          </p>
        )}
        <p class="redup" role="status">
          {changed.length === 0
            ? say('Belum ada yang diubah.', 'Nothing is changed yet.')
            : `${say('Diubah', 'Changed')}: ${changed.join(', ')}`}
        </p>
        <div class="tombol">
          <button type="submit" class="utama" disabled={busy.value || changed.length === 0}>
            {busy.value ? say('Sebentar…', 'One moment…') : say('Koreksi dan kirim ulang', 'Correct and send again')}
          </button>
          <button type="button" onClick={onClose}>
            {say('Tidak jadi', 'Never mind')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface OneFieldProps {
  readonly field: IsianPesan;
  /** As it was written; absent: it stays. */
  readonly value: string | undefined;
  readonly mistake: string | undefined;
  readonly edit: (value: string | undefined) => void;
}

function OneField({ field, value, mistake, edit }: OneFieldProps) {
  const { di, jenis, ada, wajib, keterangan, pilihan } = field;
  const now = ada ? valueWords(field) : say('belum ada', 'not there');
  const label = wajib ? di : `${di} (${say('boleh kosong', 'optional')})`;
  const stays = say(`tetap: ${now}`, `stays: ${now}`);
  if (jenis === 'pilihan' || jenis === 'ya-tidak') {
    const words: readonly (readonly [string, string])[] =
      jenis === 'pilihan'
        ? pilihan.map((one) => [String(one), String(one)])
        : [
            ['true', say('ya', 'yes')],
            ['false', say('tidak', 'no')],
          ];
    return (
      <Select
        label={label}
        mistake={mistake}
        hint={keterangan}
        value={value ?? ''}
        onChange={(chosen) => edit(chosen === '' ? undefined : chosen)}
        options={[['', stays], ...words, ...(ada && !wajib ? [[EMPTIED, emptyWords()] as const] : [])]}
      />
    );
  }
  const emptied = value === EMPTIED;
  return (
    <div>
      <Field
        label={label}
        mistake={mistake}
        hint={keterangan}
        autocomplete="off"
        type="text"
        {...(jenis === 'angka' ? { inputMode: 'decimal' as const } : {})}
        placeholder={stays}
        disabled={emptied}
        value={emptied ? '' : (value ?? '')}
        onInput={({ currentTarget }) => edit(currentTarget.value === '' ? undefined : currentTarget.value)}
      />
      {ada && !wajib && (
        <label class="kosongkan">
          <input
            type="checkbox"
            checked={emptied}
            onChange={({ currentTarget }) => edit(currentTarget.checked ? EMPTIED : undefined)}
          />{' '}
          {emptyWords()} <span class="tersembunyi">{di}</span>
        </label>
      )}
    </div>
  );
}

function emptyWords(): string {
  return say('kosongkan', 'leave it out');
}

function sentOf(edits: ReadonlyMap<string, string>, fields: readonly IsianPesan[]) {
  const byPath = new Map(fields.map((field) => [field.di, field]));
  const written = [...edits].filter(([, value]) => value !== EMPTIED);
  return {
    ubah: Object.fromEntries(written.map(([di, value]) => [di, typed(value, byPath.get(di))])),
    hapus: [...edits].filter(([, value]) => value === EMPTIED).map(([di]) => di),
  };
}

/** What is no number is sent as it was written: the hub says what is wrong with it. */
function typed(value: string, field: IsianPesan | undefined): string | number | boolean {
  if (field?.jenis === 'ya-tidak') return value === 'true';
  if (field?.jenis === 'pilihan') return field.pilihan.find((one) => String(one) === value) ?? value;
  const number = Number(value.replace(',', '.'));
  return field?.jenis === 'angka' && !Number.isNaN(number) ? number : value;
}
