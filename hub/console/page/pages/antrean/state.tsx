import type { KeadaanJalur } from '../../../views/jalur.ts';
import type { KeadaanPesan } from '../../../views/pesan.ts';
import { laneStateWords, messageStateWords } from './words.ts';

/** Colour and sign as everywhere: `State` of an instance has the same. */
const LANES = { terbuka: ['baik', '●'], tertahan: ['terganggu', '▲'], dijeda: ['dijeda', '❚❚'] } as const;
const MESSAGES = {
  menunggu: ['tidak-dipakai', '○'],
  dikirim: ['tidak-dipakai', '◌'],
  'tidak-pasti': ['terganggu', '▲'],
  ditolak: ['mati', '✖'],
  terkirim: ['baik', '●'],
  dibatalkan: ['tidak-dipakai', '–'],
} as const;

export function LaneState({ keadaan }: { readonly keadaan: KeadaanJalur }) {
  const [colour, sign] = LANES[keadaan];
  return (
    <span class={`keadaan ${colour}`}>
      <span aria-hidden="true">{sign}</span> {laneStateWords(keadaan)}
    </span>
  );
}

export function MessageState({ keadaan }: { readonly keadaan: KeadaanPesan }) {
  const [colour, sign] = MESSAGES[keadaan];
  return (
    <span class={`keadaan ${colour}`}>
      <span aria-hidden="true">{sign}</span> {messageStateWords(keadaan)}
    </span>
  );
}
