import type { Keadaan } from '../../views/ringkasan.ts';

type Tone = Exclude<Keadaan, 'tidak dipakai'> | 'netral';

/** A sign beside the colour, as everywhere. */
const SIGNS: Readonly<Record<Tone, string>> = { baik: '●', terganggu: '▲', mati: '✖', dijeda: '❚❚', netral: '○' };

/** A state in words of its own. */
export function Tag({ tone, words }: { readonly tone: Tone; readonly words: string }) {
  return (
    <span class={`keadaan ${tone === 'netral' ? 'tidak-dipakai' : tone}`}>
      <span aria-hidden="true">{SIGNS[tone]}</span> {words}
    </span>
  );
}
