import { useSignal } from '@preact/signals';
import type { BerkasPemetaan, ContohJawaban } from '../../../views/perubahan.ts';
import { ask } from '../../api.ts';
import { say } from '../../language.ts';
import { Empty } from '../../parts/load.tsx';
import { attempt } from '../../parts/toast.tsx';

/** Answers that did not fit, masked, beside the mapping that read them. Looking is written down, so somebody asks for it. */
export function Samples({ path, sources }: { readonly path: string; readonly sources: readonly BerkasPemetaan[] }) {
  const samples = useSignal<readonly ContohJawaban[] | undefined>(undefined);
  const show = () =>
    attempt(async () => {
      samples.value = await ask<readonly ContohJawaban[]>('GET', `${path}/contoh`);
    });
  return (
    <div class="dua sampel">
      <section aria-labelledby="contoh">
        <h2 id="contoh">{say('Jawaban yang datang', 'Answers that came')}</h2>
        {samples.value ? (
          <Shown samples={samples.value} />
        ) : (
          <p>
            <button type="button" onClick={() => void show()}>
              {say('Lihat contoh tersamar', 'Show masked samples')}
            </button>{' '}
            <span class="redup">{say('Dicatat di jejak audit.', 'Written down in the audit trail.')}</span>
          </p>
        )}
      </section>
      <section aria-labelledby="sumber">
        <h2 id="sumber">{say('Pemetaan yang membacanya', 'The mapping that read them')}</h2>
        {sources.map(({ nama, teks }, index) => (
          <details key={nama} open={index === 0}>
            <summary>
              <code>{nama}</code>
            </summary>
            <Code label={nama} text={teks} />
          </details>
        ))}
      </section>
    </div>
  );
}

function Shown({ samples }: { readonly samples: readonly ContohJawaban[] }) {
  const kept = samples.filter(({ pertama, terakhir }) => pertama !== null || terakhir !== null);
  if (kept.length === 0) return <Empty>{say('Tidak ada contoh yang disimpan.', 'No sample was kept.')}</Empty>;
  return (
    <>
      {kept.map(({ rilis, di, jenis, pertama, terakhir }, index) => (
        <details key={`${rilis} ${jenis} ${di}`} open={index === 0}>
          <summary>
            <code>{di}</code> <span class="redup">{rilis}</span>
          </summary>
          <Code label={say(`Contoh terakhir di ${di}`, `Last sample at ${di}`)} text={terakhir ?? pertama ?? ''} />
        </details>
      ))}
      <p class="redup">{say('Huruf menjadi x, angka menjadi 0.', 'Letters are x, digits 0.')}</p>
    </>
  );
}

/** A long text is scrolled with the keyboard too. */
function Code({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing else in it takes the focus
    <section class="kode" aria-label={label} tabIndex={0}>
      <code>{text}</code>
    </section>
  );
}
