import { useSignal } from '@preact/signals';
import type { HasilSimpan, HasilUji, KesalahanPemetaan, Rancangan, Suntingan } from '../../../views/perubahan.ts';
import { ask } from '../../api.ts';
import { say } from '../../language.ts';
import { Field } from '../../parts/field.tsx';
import { attempt, tell } from '../../parts/toast.tsx';
import { Editor } from './editor.tsx';
import { Mistakes } from './mistakes.tsx';
import { Stops } from './stops.tsx';
import { Trial } from './trial.tsx';

interface DraftProps {
  /** `/perubahan/bpjs/peserta-by-nik` */
  readonly path: string;
  readonly draft: Rancangan;
  /** Another text stands in it than it began with. */
  readonly typed: () => void;
  readonly saved: () => void;
}

/** A copy of a mapping: checked as it is typed, tried on kept answers, and used when somebody says so. */
export function Draft({ path, draft, typed, saved }: DraftProps) {
  const text = useSignal(draft.teks);
  const name = useSignal(draft.rilis);
  const reason = useSignal('');
  const mistakes = useSignal<readonly KesalahanPemetaan[] | undefined>(undefined);
  const trial = useSignal<HasilUji | undefined>(undefined);
  const stops = useSignal(0);
  const busy = useSignal(false);
  const at = `${path}/berkas/${draft.berkas}`;
  const edit = (teks = text.value): Suntingan => ({ rilis: name.value, dasar: draft.dasar, teks });

  async function check(teks: string): Promise<readonly KesalahanPemetaan[]> {
    const { kesalahan } = await ask<HasilUji>('POST', `${at}/periksa`, edit(teks));
    mistakes.value = kesalahan;
    return kesalahan;
  }

  async function working(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    await attempt(work);
    busy.value = false;
  }

  const tryOut = () =>
    working(async () => {
      const answer = await ask<HasilUji>('POST', `${at}/uji`, edit());
      mistakes.value = answer.kesalahan;
      trial.value = answer.kesalahan.length > 0 ? undefined : answer;
    });

  const save = (pakai: boolean, paksa = false) =>
    working(async () => {
      const sent = { ...edit(), alasan: reason.value, pakai, paksa };
      const answer = await ask<HasilSimpan>('PUT', at, sent);
      mistakes.value = answer.kesalahan;
      stops.value = answer.berhenti;
      if (answer.kesalahan.length > 0 || answer.berhenti > 0) return;
      tell(savedWords(answer, name.value));
      saved();
    });

  return (
    <section class="panel" aria-labelledby="rancangan">
      <h2 id="rancangan">{say('Perbaiki pemetaan', 'Mend the mapping')}</h2>
      <About draft={draft} />
      {draft.baru && (
        <Field
          label={say('Nama rilis baru', 'Name of the new release')}
          value={name.value}
          maxLength={60}
          spellcheck={false}
          onInput={({ currentTarget }) => {
            name.value = currentTarget.value;
            typed();
          }}
        />
      )}
      <Editor
        label={say(`Pemetaan ${draft.berkas}`, `Mapping ${draft.berkas}`)}
        start={draft.teks}
        check={check}
        changed={(teks) => {
          text.value = teks;
          typed();
          trial.value = undefined;
        }}
      />
      <Mistakes mistakes={mistakes.value} file={draft.berkas} />
      <Field
        label={say('Alasan, untuk yang melihat kemudian', 'Reason, for those who look later')}
        value={reason.value}
        maxLength={200}
        onInput={({ currentTarget }) => {
          reason.value = currentTarget.value;
        }}
      />
      <div class="tombol">
        <button type="button" disabled={busy.value} onClick={() => void tryOut()}>
          {say('Uji coba', 'Try it')}
        </button>
        <button type="button" class="utama" disabled={busy.value} onClick={() => void save(true)}>
          {say('Simpan dan pakai', 'Save and use')}
        </button>
        <button type="button" disabled={busy.value} onClick={() => void save(false)}>
          {say('Simpan saja', 'Save only')}
        </button>
      </div>
      {trial.value?.uji && <Trial trials={trial.value.uji} examples={trial.value.contoh} />}
      {stops.value > 0 && (
        <Stops
          stops={stops.value}
          force={() => void save(true, true)}
          onClose={() => {
            stops.value = 0;
          }}
        />
      )}
    </section>
  );
}

function About({ draft: { dasar, berkas, baru, tebakan } }: { readonly draft: Rancangan }) {
  return (
    <>
      <p class="redup">
        {baru
          ? say(
              `Salinan milik kota yang mewarisi ${dasar}. Cukup tulis yang berbeda; sisanya tetap seperti ${dasar}.`,
              `A copy of the city's own that inherits from ${dasar}. Write only what differs; the rest stays.`,
            )
          : say(`Berkas ${berkas}.yaml milik kota.`, `The city's own ${berkas}.yaml.`)}
      </p>
      {tebakan.length > 0 && (
        <p>
          {say(
            'Tebakan Simpul, sudah ditulis di bawah; periksa dulu:',
            'What Simpul guesses, written below; look at it first:',
          )}{' '}
          {tebakan.map((one) => (
            <code key={one}>{one}</code>
          ))}
        </p>
      )}
    </>
  );
}

function savedWords({ dipakai }: HasilSimpan, release: string): string {
  if (dipakai.length === 0) return say(`${release} tersimpan, belum dipakai`, `${release} is saved, and not used yet`);
  return say(`${release} dipakai untuk ${dipakai.join(', ')}`, `${release} is used for ${dipakai.join(', ')}`);
}
