import type { ReportRecord, Source } from '../../../../hub/services/pengaduan/report.ts';
import { newReport } from '../../../../hub/services/pengaduan/report.ts';
import type { OpenedMessage } from '../../../../hub/services/service.ts';
import type { LaporanHulu, PermintaanLaporan } from '../../../../openapi/generated/types.ts';

export const ID = 'lpr_01jd3v8k2m5q7r9t0w4x';
/** Ten in the morning in Binjai. */
export const AT = Date.parse('2026-11-20T03:00:00Z');
export const SOURCE: Source = { sumber: 'lapor', rilis: 'usulan-1', diambilPada: '2026-11-20T03:05:00.000Z' };

export const REQUEST: PermintaanLaporan = {
  judul: 'Lampu jalan padam',
  isi: 'Lampu jalan di depan Pasar Contoh sudah tiga hari padam.',
  kategori: '13',
  pelapor: { nama: 'BUNGA CONTOH', telepon: '081200000002' },
};

export function record(changes: Partial<ReportRecord> = {}, request: PermintaanLaporan = REQUEST): ReportRecord {
  const report = newReport(request, { id: ID, owner: 'loket', sambungan: 'lapor', lampiran: [], at: AT });
  return { ...report, sequence: 1, version: 1, ...changes };
}

export function complaint(changes: Partial<LaporanHulu> = {}): LaporanHulu {
  return {
    trackingId: '9900123',
    transaksiId: 'T-9900123',
    status: 'terverifikasi',
    statusAsli: 'Terverifikasi',
    ditutupOleh: null,
    judul: 'Lampu jalan padam',
    isiPublik: 'Lampu jalan padam sudah tiga hari.',
    isiAwal: 'lampu padam sdh 3 hari',
    klasifikasi: 'pengaduan',
    kategori: { id: '13', nama: 'Penerangan jalan' },
    anonim: false,
    rahasia: false,
    pelapor: { nama: 'BUNGA CONTOH', telepon: '081200000002', email: null },
    sumber: 'Website',
    instansiInduk: { id: '1275', nama: 'Pemerintah Kota Binjai' },
    disposisi: [],
    tindakLanjut: [],
    lokasi: null,
    lampiran: [],
    waktuLapor: '2026-11-20T10:00:00+07:00',
    waktuVerifikasi: null,
    waktuTutup: null,
    diubahPada: '2026-11-20T10:04:00+07:00',
    rating: null,
    alasanTundaArsip: null,
    ...changes,
  };
}

export const ANSWER = {
  id: '1',
  waktu: '2026-11-20T13:00:00+07:00',
  oleh: 'Dinas Perhubungan',
  peran: 'instansi',
  isi: 'Petugas sudah mengganti lampunya.',
  lampiran: [],
} as const satisfies LaporanHulu['tindakLanjut'][number];

export function message(changes: Partial<OpenedMessage> = {}): OpenedMessage {
  return {
    id: 'psn_01jd3v8k2m5q7r9t0w4x',
    lane: 'lapor laporan-kirim',
    orderingKey: 'k',
    service: 'kirimLaporan',
    application: 'loket',
    about: `laporan ${ID}`,
    idempotencyKey: null,
    bodyHash: '',
    acceptedAt: AT,
    sequence: 1,
    state: 'waiting',
    attempts: 0,
    unsure: false,
    changedAt: AT,
    dueAt: AT,
    behind: null,
    trouble: '',
    asked: {},
    result: null,
    ...changes,
  };
}
