import type { PermintaanLaporan } from '../../../openapi/generated/types.ts';
import type { Asked } from '../../mapping/field.ts';

const PHONE = /^\+?[0-9 ()-]{6,20}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const SHORTEST_TITLE = 5;

/**
 * A complaint in the form of the first generation, which had no title: its first words become one, and the text stays
 * whole. Contact details nobody could use (a dash for a phone) are left out: they are no reason to lose a complaint.
 */
export function reportOfOldForm({ judul, isi, anonim, rahasia, pelapor }: Asked): Partial<PermintaanLaporan> {
  const whole = [judul, isi].filter((part) => part !== undefined).join('\n\n');
  const hidden = anonim === true;
  return {
    judul: titleOf(whole),
    isi: whole,
    anonim: hidden,
    rahasia: rahasia === true,
    ...(hidden ? {} : reporterOf(pelapor)),
  };
}

function titleOf(text: string): string {
  const words = text
    .trim()
    .split(/\s+/)
    .slice(0, 8)
    .join(' ')
    .slice(0, 200)
    .replace(/[\s.,;:]+$/, '');
  return words.length < SHORTEST_TITLE ? `Laporan: ${words}` : words;
}

function reporterOf(pelapor: unknown): Pick<PermintaanLaporan, 'pelapor'> {
  if (typeof pelapor !== 'object' || pelapor === null) return {};
  const { nama, telepon, email } = pelapor as Readonly<Record<string, unknown>>;
  if (typeof nama !== 'string') return {};
  return {
    pelapor: {
      nama: nama.slice(0, 200),
      ...(typeof telepon === 'string' && PHONE.test(telepon) ? { telepon } : {}),
      ...(typeof email === 'string' && EMAIL.test(email) && email.length <= 200 ? { email } : {}),
    },
  };
}
