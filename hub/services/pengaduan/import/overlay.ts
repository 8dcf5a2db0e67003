import type { LaporanHulu } from '../../../../openapi/generated/types.ts';
import type { KnownUpstream } from '../report.ts';

/** A cell of a spreadsheet ends at 32,767 characters: what comes near may be cut. */
const MOST_WHOLE_CHARACTERS = 32_000;

/**
 * What is known of a complaint, with what a newer export says laid over it. The export has no answers, no attachments
 * and no moments of change, so those stay; a blank cell says nothing; and a word nobody knows does
 * not replace one of LAPOR itself (`elsewhere`), where it may be another word for the same.
 */
export function laidOver(known: KnownUpstream | undefined, said: LaporanHulu, elsewhere: boolean): LaporanHulu {
  if (!known) return said;
  const moved =
    said.status !== known.status
      ? said.status !== 'tidak-dikenal' || !elsewhere
      : said.status === 'tidak-dikenal' && said.statusAsli !== known.statusAsli;
  const { status, statusAsli, ditutupOleh = null, alasanTundaArsip = null } = moved ? said : known;
  return {
    ...known,
    status,
    statusAsli,
    ditutupOleh,
    alasanTundaArsip: moved ? alasanTundaArsip : (said.alasanTundaArsip ?? alasanTundaArsip),
    judul: said.judul ?? known.judul ?? null,
    isiPublik: wholeText(said.isiPublik) ?? known.isiPublik ?? null,
    klasifikasi:
      said.klasifikasi === 'lain' ? (known.klasifikasi ?? null) : (said.klasifikasi ?? known.klasifikasi ?? null),
    kategori: said.kategori && said.kategori.id !== known.kategori?.id ? said.kategori : (known.kategori ?? null),
    anonim: known.anonim || said.anonim,
    rahasia: known.rahasia || said.rahasia,
    disposisi: [...known.disposisi, ...officesBeyond(known, said)],
    lokasi: known.lokasi ?? said.lokasi ?? null,
    waktuLapor: known.waktuLapor ?? said.waktuLapor ?? null,
    rating: said.rating ?? known.rating ?? null,
    sumber: known.sumber ?? said.sumber ?? null,
  };
}

function wholeText(text: string | null | undefined): string | undefined {
  return text && text.length < MOST_WHOLE_CHARACTERS ? text : undefined;
}

/** By number or, as shorter exports have names only, by name. */
function officesBeyond(known: KnownUpstream, said: LaporanHulu): LaporanHulu['disposisi'] {
  const there = new Set(known.disposisi.flatMap(({ instansi: { id, nama } }) => [id, folded(nama)]));
  return said.disposisi.filter(({ instansi: { id, nama } }) => !there.has(id) && !there.has(folded(nama ?? id)));
}

function folded(text: string | null | undefined): string {
  return text?.trim().replace(/\s+/g, ' ').toUpperCase() || '(nameless)';
}
