const OFFICER = { nip: '990001', nama: 'PETUGAS CONTOH' };
const SIGNER = { nama: 'KEPALA CONTOH', nip: '990000', jabatan: 'Kepala Dinas' };
const PERIOD = { tanggalTerbit: '2026-02-10', berlakuSampai: '2031-02-09' };

/** One thing the office does about a permit, once in its life. */
export interface Step {
  readonly name: string;
  readonly layanan: string;
  /** Below the permit. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** As the permit says it was sent. */
  readonly told: string;
  /** Words by which OSS may show it; a survey has none of its own everywhere. */
  readonly shown: readonly string[];
  /** What the permit is from here on, where that is decided. */
  readonly decides?: 'disetujui' | 'ditolak';
}

/** What the applicant's own part is called, before the city has said anything. */
export const AT_FIRST = 'persyaratan-diisi';

const ROUTES: readonly (readonly Step[])[] = [
  [status('dokumen-lengkap'), status('validasi'), survey('sesuai'), bill(), permit('disetujui')],
  [
    ...[status('dokumen-belum-lengkap'), status('dokumen-lengkap'), status('minta-penjelasan')],
    ...[status('minta-penjelasan-ulang'), survey('sesuai'), permit('disetujui')],
  ],
  [status('dokumen-lengkap'), status('validasi'), survey('tidak-sesuai'), permit('ditolak')],
  [status('dokumen-lengkap'), bill(), permit('disetujui'), status('peringatan')],
];

/** Every word of the office's own. What OSS shows besides is OSS's affair. */
export const VOCABULARY: ReadonlySet<string> = new Set([AT_FIRST, ...ROUTES.flat().flatMap(({ shown }) => shown)]);

/** The way of the permit that came as the `number`th. */
export function routeOf(number: number): readonly Step[] {
  return ROUTES[number % ROUTES.length] ?? [];
}

function status(word: string): Step {
  const body = { status: word, petugas: OFFICER, keterangan: `Status: ${word}` };
  return { name: word, layanan: 'statusIzin', path: 'status', body, told: word, shown: [word] };
}

function survey(hasil: 'sesuai' | 'tidak-sesuai'): Step {
  const result = hasil === 'sesuai' ? 'persyaratan-terverifikasi' : 'persyaratan-ditolak';
  return {
    ...{ name: 'survei', layanan: 'surveiIzin', path: 'survei', told: hasil },
    body: { hasil, petugas: OFFICER, keterangan: `Hasil pemeriksaan lapangan: ${hasil}` },
    shown: ['pemeriksaan', result],
  };
}

function bill(): Step {
  const tagihan = {
    kodeBayar: '820260210000001',
    tanggal: '2026-02-04',
    berlakuSampai: '2026-02-18',
    nominal: 250_000,
  };
  return {
    ...{ name: 'tagihan', layanan: 'tagihanIzin', path: 'tagihan', told: 'minta-pembayaran' },
    body: { tagihan, petugas: OFFICER, keterangan: 'Silakan membayar retribusi' },
    shown: ['minta-pembayaran'],
  };
}

function permit(decides: 'disetujui' | 'ditolak'): Step {
  return {
    ...{ name: 'dokumen', layanan: 'kirimDokumenIzin', path: 'dokumen', told: decides, decides },
    body: { status: decides, ...PERIOD, penandaTangan: SIGNER },
    shown: [decides],
  };
}
