/** The complaint of the LAPOR notes, section 4, to the letter. */
export const CONTOH =
  '{"tracking_id":"9900123","transaksi_id":"T-9900123","judul":"Lampu jalan padam","isi_awal":"lampu padam sdh 3 hari","isi_akhir":"Lampu jalan padam sudah tiga hari.",' +
  '"klasifikasi":"Pengaduan","kategori":{"id":"13","nama":"Penerangan jalan"},"anonim":true,"rahasia":false,"pelapor":null,"sumber":"Website","status":"Terverifikasi","alasan_tunda_arsip":null,' +
  '"instansi_induk":{"id":"1275","nama":"Pemerintah Kota Binjai"},"disposisi":[{"instansi":{"id":"1275-15","nama":"Dinas Perhubungan"},"waktu":"2025-11-03T09:10:00+07:00","oleh":"Admin Instansi"}],' +
  '"tindak_lanjut":null,"lokasi":{"provinsi":"Sumatera Utara","kabupaten":"Kota Binjai","kecamatan":"Binjai Utara","kelurahan":"Kebun Lada","kode_wilayah":"12.75.01.1005","alamat":null,"lintang":null,"bujur":null},' +
  '"lampiran":[],"waktu_lapor":"2025-11-01T20:15:00+07:00","waktu_verifikasi":"2025-11-03T08:00:00+07:00","waktu_tutup":null,"diubah":"2025-11-03T09:10:00+07:00","rating":null}';

export function good(data: string, end = ''): string {
  return `{"sukses":true,"pesan":"OK","data":${data}${end}}`;
}

export function bad(pesan: string, kode?: string): string {
  return JSON.stringify({ sukses: false, pesan, ...(kode !== undefined && { kode }) });
}

/** The complaint with some members replaced or, with `undefined`, left out. */
export function complaintWith(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(CONTOH) as object), ...members });
}

export const LOGIN_PAGE =
  '<!DOCTYPE html>\n<html><body><form action="/login"><input type="password" name="sandi"></form></body></html>';
export const ERROR_PAGE = '<html><body><h1>Server Error</h1></body></html>';

/** As the hub asks for a complaint to be forwarded. */
export const KIRIMAN = {
  judul: 'Lampu jalan padam',
  isi: 'Lampu jalan padam di Jalan Contoh.',
  klasifikasi: 'pengaduan',
  kategori: '13',
  anonim: false,
  rahasia: false,
  pelapor: { nama: 'Bunga Contoh', telepon: '0800000000', email: 'uji@contoh.invalid' },
  lokasi: { kecamatan: 'Binjai Utara', lintang: 3.6, bujur: 98.48 },
  lampiran: [{ nama: 'foto.jpg', url: 'https://simpul.contoh.invalid/foto.jpg', mime: 'image/jpeg' }],
  waktuLapor: '2026-11-20T08:15:00+07:00',
};
