import type { Keadaan } from '../../views/ringkasan.ts';
import { say } from '../language.ts';

/** A sign beside the colour: one in twelve men cannot tell red from green. */
const SIGNS: Readonly<Record<Keadaan, string>> = {
  baik: '●',
  terganggu: '▲',
  mati: '✖',
  dijeda: '❚❚',
  'tidak dipakai': '○',
};

export function stateWords(keadaan: Keadaan): string {
  switch (keadaan) {
    case 'baik':
      return say('Baik', 'Healthy');
    case 'terganggu':
      return say('Terganggu', 'Degraded');
    case 'mati':
      return say('Mati', 'Down');
    case 'dijeda':
      return say('Dijeda', 'Paused');
    case 'tidak dipakai':
      return say('Tidak dipakai', 'Idle');
    default:
      return keadaan satisfies never;
  }
}

export function State({ keadaan }: { readonly keadaan: Keadaan }) {
  return (
    <span class={`keadaan ${keadaan.replace(' ', '-')}`}>
      <span aria-hidden="true">{SIGNS[keadaan]}</span> {stateWords(keadaan)}
    </span>
  );
}
