const FULL = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ');
/** Beside the whole Indonesian names: English ones, and the short forms of both (the LAPOR notes, section 2.3). */
const OTHERS =
  'jan/january feb/february mar/march apr may jun/june jul/july agu/agt/ags/aug/august sep/sept okt/oct/october nov des/dec/december'.split(
    ' ',
  );
const MONTHS: ReadonlyMap<string, number> = new Map(
  FULL.flatMap((name, index) =>
    [name.toLowerCase(), ...(OTHERS[index] ?? '').split('/')].map((one) => [one, index + 1] as const),
  ),
);

/** `Agt` -> `08`; `undefined` for a word that is no month. */
export function monthNumber(name: string): string | undefined {
  const month = MONTHS.get(name.toLowerCase().replace(/\.$/, ''));
  return month === undefined ? undefined : String(month).padStart(2, '0');
}
