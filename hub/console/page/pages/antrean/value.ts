import type { BarisIsi } from '../../../views/pesan.ts';
import { say } from '../../language.ts';

export function valueWords({ nilai }: Pick<BarisIsi, 'nilai'>): string {
  if (nilai === null || nilai === '') return '–';
  if (nilai === true) return say('ya', 'yes');
  if (nilai === false) return say('tidak', 'no');
  return String(nilai);
}
