import { useSignal } from '@preact/signals';
import { say } from '../language.ts';
import { me } from '../me.ts';
import { SandboxPanel } from './sandbox-panel.tsx';

const PERSON = '/v1/jkn/peserta/9901010101900001';

interface Called {
  readonly status: number;
  readonly words: string;
}

/** A short path through the product: what it is for shows in two minutes, or never. */
export function FirstSteps() {
  const called = useSignal<Called | undefined>(undefined);
  const { kunciContoh } = me.value?.hub ?? {};

  async function call(): Promise<void> {
    const response = await fetch(PERSON, { headers: { Authorization: `Bearer ${kunciContoh ?? ''}` } });
    const text = await response.text();
    called.value = { status: response.status, words: pretty(text) };
  }

  return (
    <section class="panel" aria-labelledby="coba">
      <h2 id="coba">{say('Coba dalam dua menit', 'See it in two minutes')}</h2>
      <p class="redup">
        {say(
          'Sandbox menirukan sistem nasional di mesin ini, dengan orang rekaan. Apa pun boleh dirusak.',
          'Sandboxes stand in for national systems on this machine, with invented people. Break whatever you like.',
        )}
      </p>
      <ol class="langkah">
        <li>
          <h3>{say('Panggil API seperti aplikasi e-Dokter', 'Call the API as the e-Dokter application would')}</h3>
          <pre>{`curl -H 'Authorization: Bearer ${kunciContoh ?? '…'}' \\\n  ${location.origin}${PERSON}`}</pre>
          {kunciContoh && (
            <button type="button" class="utama" onClick={() => void call()}>
              {say('Panggil dari sini', 'Call it from here')}
            </button>
          )}
          {called.value && (
            <pre class="jawaban" aria-live="polite">{`HTTP ${called.value.status}\n${called.value.words}`}</pre>
          )}
        </li>
        <li>
          <h3>{say('Rusak BPJS, lalu panggil lagi', 'Break BPJS, then call again')}</h3>
          <p>
            {say(
              'Jawaban yang pernah didapat tetap keluar, ditandai "tersimpan" atau "usang". Orang yang belum pernah ditanya mendapat 503 yang jujur. Kartu di atas berubah dalam dua detik.',
              'What was answered before still is, marked as kept or stale. Somebody nobody asked for yet gets an honest 503. The card above changes within two seconds.',
            )}
          </p>
          <SandboxPanel />
        </li>
        <li>
          <h3>{say('Pulihkan, dan lihat BPJS kembali', 'Heal it, and watch BPJS come back')}</h3>
          <p>
            {say(
              'Panggil sekali lagi: begitu satu panggilan berhasil, kartunya baik kembali.',
              'Call once more: as soon as one call goes through, its card is healthy again.',
            )}
          </p>
        </li>
      </ol>
    </section>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
