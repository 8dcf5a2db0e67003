import { wib } from './calendar.ts';

export interface Office {
  readonly id: string;
  readonly nama: string;
}
export interface Attachment {
  readonly nama: string;
  readonly url: string;
  readonly mime: string;
}
export interface FollowUp {
  readonly id: string;
  readonly at: number;
  readonly oleh: string;
  readonly peran: 'instansi' | 'pelapor' | 'admin' | 'sistem';
  readonly isi: string;
  readonly lampiran: readonly Attachment[];
}
export interface Disposition {
  readonly instansi: Office;
  readonly at: number;
  readonly oleh: string;
  readonly catatan: string;
}
export interface Reporter {
  readonly nama: string;
  readonly telepon: string | null;
  readonly email: string | null;
}
export interface Place {
  readonly [part: string]: string | number | null;
}

/** A complaint as the sandbox keeps it: moments are milliseconds, the reporter is there also where nobody is shown one. */
export interface Complaint {
  readonly trackingId: string;
  readonly transaksiId: string | null;
  readonly judul: string;
  readonly isiAwal: string;
  readonly isiAkhir: string;
  readonly klasifikasi: string;
  readonly kategori: Office | null;
  readonly anonim: boolean;
  readonly rahasia: boolean;
  readonly pelapor: Reporter | null;
  readonly sumber: string;
  readonly lokasi: Place | null;
  readonly lampiran: readonly Attachment[];
  readonly lapor: number;
  status: string;
  alasan: string | null;
  verifikasi: number | null;
  tutup: number | null;
  diubah: number;
  rating: number | null;
  readonly disposisi: Disposition[];
  readonly tindakLanjut: FollowUp[];
}

export const city: Office = { id: '1275', nama: 'Pemerintah Kota Binjai' };

const NOWHERE = {
  provinsi: 'Sumatera Utara',
  kabupaten: 'Kota Binjai',
  kecamatan: null,
  kelurahan: null,
  kode_wilayah: null,
  alamat: null,
  lintang: null,
  bujur: null,
};

/** The complaint object of section 4, its members in the order of the document's example. */
export function wireComplaint(complaint: Complaint, showReporter = !complaint.anonim): Record<string, unknown> {
  const { lokasi, tindakLanjut } = complaint;
  return {
    tracking_id: complaint.trackingId,
    transaksi_id: complaint.transaksiId,
    judul: complaint.judul,
    isi_awal: complaint.isiAwal,
    isi_akhir: complaint.isiAkhir,
    klasifikasi: complaint.klasifikasi,
    kategori: complaint.kategori,
    anonim: complaint.anonim,
    rahasia: complaint.rahasia,
    pelapor: showReporter ? complaint.pelapor : null,
    sumber: complaint.sumber,
    status: complaint.status,
    alasan_tunda_arsip: complaint.alasan,
    instansi_induk: city,
    disposisi: complaint.disposisi.map(({ instansi, at, oleh }) => ({ instansi, waktu: wib(at), oleh })),
    // the document's own example has null for none
    tindak_lanjut: tindakLanjut.length === 0 ? null : tindakLanjut.map(({ at, ...rest }) => wireFollowUp(rest, at)),
    lokasi: lokasi && { ...NOWHERE, ...lokasi },
    lampiran: complaint.lampiran,
    waktu_lapor: wib(complaint.lapor),
    waktu_verifikasi: moment(complaint.verifikasi),
    waktu_tutup: moment(complaint.tutup),
    diubah: wib(complaint.diubah),
    rating: complaint.rating,
  };
}

function wireFollowUp({ id, oleh, peran, isi, lampiran }: Omit<FollowUp, 'at'>, at: number) {
  return { id, waktu: wib(at), oleh, peran, isi, lampiran };
}

function moment(ms: number | null): string | null {
  return ms === null ? null : wib(ms);
}

/** Nothing more can be done about it. */
export function isShut({ status }: Complaint): boolean {
  return status.startsWith('Ditutup') || status.startsWith('Diarsipkan');
}
