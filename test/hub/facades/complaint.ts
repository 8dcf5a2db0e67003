import { TOKEN } from './with-facades.ts';

export interface Complaint {
  readonly isi: string;
  readonly anonim?: '0' | '1';
  readonly token?: string;
  readonly telpon?: string;
}

/** As e-Masyarakat wrote it (the LAPOR document, section 2.1). */
export function complaint({ isi, anonim = '0', token = TOKEN, telpon = '081200000001' }: Complaint): string {
  const reporter = `<email>uji@contoh.invalid</email><telpon>${telpon}</telpon><namadepan>Bunga</namadepan>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<lapor token="${token}">
  <pelapor>${reporter}<namabelakang>Contoh Sari</namabelakang></pelapor>
  <laporan rahasia="0" anonim="${anonim}"><isi>${isi}</isi></laporan>
</lapor>`;
}

/** What stands in an element of the answer; `undefined` where there is none. */
export function elementOf(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
}
