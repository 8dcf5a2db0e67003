import { loadApiDocument } from '../../../hub/api/document.ts';
import { BOOKING } from '../services/antrean/with-hospital.ts';
import { REPORT } from './handing-over.ts';

/** A good request of one operation, and where it can be wrong. */
export interface Sample {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** A member of the body with a value that is not of its type. */
  readonly wrongType?: readonly [member: string, value: unknown];
  /** The same with an identifier that cannot be one. */
  readonly wrongIdentifier?: string;
  readonly isUpload?: boolean;
}

const PERSON = '9901010101900001';
const ID = '00000000000000000000';
const SESSION = {
  ...{ tanggal: '2026-11-20', kodePoli: 'INT', namaPoli: 'PENYAKIT DALAM', kodeDokter: '12345' },
  ...{ namaDokter: 'dr. SARI LESTARI, Sp.PD', buka: '08:00', tutup: '12:00', kuotaJkn: 30, kuotaNonJkn: 10 },
  menitPerPasien: 6,
};
const OPERATION = {
  ...{ kodeBooking: 'OP-20261123-01', tanggalOperasi: '2026-11-23', jenisTindakan: 'Operasi katarak' },
  ...{ kodePoli: 'MAT', namaPoli: 'MATA', terlaksana: false, nomorKartu: '0009900000001' },
};

const BILL = {
  ...{ jenis: 'pbb', objek: { nop: '127601000100100420' }, tahunPajak: '2026', pokok: 125_000 },
  ...{ jatuhTempo: '2026-08-31', wajibBayar: { nama: 'RINA CONTOH' } },
};

const PERMIT_ID = 'I-202602031015300420001';
const LONG_ID = 'I'.repeat(41);
const BY_OFFICER = { petugas: { nip: '990001', nama: 'PETUGAS CONTOH' }, keterangan: 'Sesuai berkas.' };
const PERMIT = {
  ...{ status: 'disetujui', tanggalTerbit: '2026-11-20', berlakuSampai: '2031-11-20' },
  penandaTangan: { nama: 'KEPALA CONTOH', nip: '990000', jabatan: 'Kepala Dinas' },
};
const PERMIT_BILL = {
  tagihan: { kodeBayar: '820260210000001', tanggal: '2026-11-20', berlakuSampai: '2026-11-27', nominal: 25_000 },
  ...BY_OFFICER,
};

const PROPOSAL = {
  ...{ judul: 'Pelatihan menjahit', permasalahan: 'Banyak warga membutuhkan keterampilan.', jenis: 'non-fisik' },
  ...{ sumber: 'masyarakat', tahun: '2027', pengusul: { nama: 'BUNGA CONTOH' } },
};
const PROPOSAL_ID = `usl_${'0'.repeat(19)}`;

const POST = 'POST';
const GET = 'GET';
const PUT = 'PUT';
const DELETE = 'DELETE';

/** Everything that is more than a plain read: a new operation stands here too, or a test says so. */
export const SAMPLES: readonly Sample[] = [
  {
    ...{ id: 'terbitkanTagihan', method: PUT, path: '/v1/tagihan/PBB-2026-0042', body: BILL },
    ...{ wrongType: ['pokok', '125000'], wrongIdentifier: '/v1/tagihan/-1' },
  },
  { id: 'getTagihan', method: GET, path: '/v1/tagihan/PBB-2026-0042', wrongIdentifier: '/v1/tagihan/a%20b' },
  { id: 'hapusTagihan', method: DELETE, path: '/v1/tagihan/PBB-2026-0042', wrongIdentifier: '/v1/tagihan/_1' },
  { id: 'daftarTagihan', method: GET, path: '/v1/tagihan', wrongIdentifier: '/v1/tagihan?jenis=PBB' },
  { id: 'getPbb', method: GET, path: '/v1/pbb/127601000100100420', wrongIdentifier: '/v1/pbb/12760100010010042' },
  {
    ...{ id: 'mintaPembayaran', method: POST, path: '/v1/pembayaran' },
    ...{ body: { tagihan: 'PBB-2026-0042', cara: 'va' }, wrongType: ['cara', 1] },
  },
  { id: 'daftarPembayaran', method: GET, path: '/v1/pembayaran', wrongIdentifier: '/v1/pembayaran?tagihan=-1' },
  { id: 'getPembayaran', method: GET, path: `/v1/pembayaran/pby_${ID}`, wrongIdentifier: '/v1/pembayaran/pby_1' },
  {
    ...{ id: 'getQrPembayaran', method: GET, path: `/v1/pembayaran/pby_${ID}/qr?bentuk=svg&ukuran=300` },
    wrongIdentifier: `/v1/pembayaran/psn_${ID}/qr`,
  },
  {
    id: 'batalPembayaran',
    method: POST,
    path: `/v1/pembayaran/pby_${ID}/batal`,
    wrongIdentifier: '/v1/pembayaran/1/batal',
  },
  {
    id: 'riwayatPembayaran',
    method: GET,
    path: `/v1/pembayaran/pby_${ID}/riwayat`,
    wrongIdentifier: '/v1/pembayaran/1/riwayat',
  },
  {
    ...{ id: 'getRekonsiliasi', method: GET, path: '/v1/rekonsiliasi?tanggal=2026-11-20&instansi=bank-bni' },
    wrongIdentifier: '/v1/rekonsiliasi?tanggal=20-11-2026&instansi=bank-bni',
  },
  {
    id: 'daftarStandarHarga',
    method: GET,
    path: '/v1/standar-harga?q=pulpen',
    wrongIdentifier: '/v1/standar-harga?tahun=26',
  },
  {
    id: 'unduhStandarHarga',
    method: GET,
    path: '/v1/standar-harga/unduhan',
    wrongIdentifier: '/v1/standar-harga/unduhan?kelompok=lain',
  },
  { id: 'daftarSkpd', method: GET, path: '/v1/skpd', wrongIdentifier: '/v1/skpd?tahun=26' },
  {
    id: 'daftarRencanaKerja',
    method: GET,
    path: '/v1/rencana-kerja',
    wrongIdentifier: '/v1/rencana-kerja?jadwal=lain',
  },
  { id: 'daftarRka', method: GET, path: '/v1/anggaran/rka', wrongIdentifier: '/v1/anggaran/rka?jadwal=lain' },
  {
    id: 'rekonsiliasiRka',
    method: GET,
    path: '/v1/anggaran/rekonsiliasi',
    wrongIdentifier: '/v1/anggaran/rekonsiliasi?jadwal=lain',
  },
  {
    id: 'daftarRealisasi',
    method: GET,
    path: '/v1/anggaran/realisasi',
    wrongIdentifier: '/v1/anggaran/realisasi?tanggal=1-2-2026',
  },
  { id: 'daftarSp2d', method: GET, path: '/v1/anggaran/sp2d', wrongIdentifier: '/v1/anggaran/sp2d?dari=1-2-2026' },
  {
    id: 'daftarSalinan',
    method: GET,
    path: '/v1/perencanaan/salinan',
    wrongIdentifier: '/v1/perencanaan/salinan?batas=0',
  },
  {
    ...{ id: 'perubahanSalinan', method: GET, path: '/v1/perencanaan/salinan/perubahan?kumpulan=skpd/2026&nomor=1' },
    wrongIdentifier: '/v1/perencanaan/salinan/perubahan?kumpulan=skpd/2026&nomor=0',
  },
  { id: 'daftarIzin', method: GET, path: '/v1/perizinan', wrongIdentifier: '/v1/perizinan?batas=0' },
  { id: 'daftarJenisIzin', method: GET, path: '/v1/perizinan/jenis' },
  { id: 'getNib', method: GET, path: '/v1/perizinan/nib/9999000000042', wrongIdentifier: '/v1/perizinan/nib/99990' },
  { id: 'getIzin', method: GET, path: `/v1/perizinan/${PERMIT_ID}`, wrongIdentifier: `/v1/perizinan/${LONG_ID}` },
  {
    ...{ id: 'statusIzinDiOss', method: GET, path: `/v1/perizinan/${PERMIT_ID}/status` },
    wrongIdentifier: `/v1/perizinan/${LONG_ID}/status`,
  },
  {
    ...{ id: 'statusIzin', method: POST, path: `/v1/perizinan/${PERMIT_ID}/status` },
    ...{ body: { status: 'dokumen-lengkap', ...BY_OFFICER } },
    ...{ wrongType: ['petugas', 'Petugas'], wrongIdentifier: `/v1/perizinan/${LONG_ID}/status` },
  },
  {
    ...{ id: 'kirimDokumenIzin', method: POST, path: `/v1/perizinan/${PERMIT_ID}/dokumen`, body: PERMIT },
    ...{ wrongType: ['penandaTangan', 'Kepala'], wrongIdentifier: `/v1/perizinan/${LONG_ID}/dokumen` },
  },
  {
    ...{ id: 'gantiDokumenIzin', method: PUT, path: `/v1/perizinan/${PERMIT_ID}/dokumen` },
    ...{ body: { ...PERMIT, lampiran: 'https://dpmptsp.contoh.invalid/izin.pdf' } },
    ...{ wrongType: ['penandaTangan', 'Kepala'], wrongIdentifier: `/v1/perizinan/${LONG_ID}/dokumen` },
  },
  {
    ...{ id: 'tagihanIzin', method: POST, path: `/v1/perizinan/${PERMIT_ID}/tagihan`, body: PERMIT_BILL },
    ...{ wrongType: ['tagihan', 25_000], wrongIdentifier: `/v1/perizinan/${LONG_ID}/tagihan` },
  },
  {
    ...{ id: 'surveiIzin', method: POST, path: `/v1/perizinan/${PERMIT_ID}/survei` },
    ...{ body: { hasil: 'sesuai', ...BY_OFFICER } },
    ...{ wrongType: ['petugas', 'Petugas'], wrongIdentifier: `/v1/perizinan/${LONG_ID}/survei` },
  },
  {
    ...{ id: 'kirimUsulan', method: POST, path: '/v1/usulan', body: PROPOSAL },
    wrongType: ['perkiraanAnggaran', '150000000'],
  },
  { id: 'daftarUsulan', method: GET, path: '/v1/usulan', wrongIdentifier: '/v1/usulan?tahun=27' },
  { id: 'getUsulan', method: GET, path: `/v1/usulan/${PROPOSAL_ID}`, wrongIdentifier: '/v1/usulan/usl_1' },
  {
    ...{ id: 'ubahUsulan', method: PUT, path: `/v1/usulan/${PROPOSAL_ID}`, body: PROPOSAL },
    ...{ wrongType: ['judul', 12345], wrongIdentifier: '/v1/usulan/usl_1' },
  },
  { id: 'tarikUsulan', method: DELETE, path: `/v1/usulan/${PROPOSAL_ID}`, wrongIdentifier: '/v1/usulan/usl_1' },
  {
    ...{ id: 'ubahKeadaanUsulan', method: POST, path: `/v1/usulan/${PROPOSAL_ID}/keadaan` },
    ...{ body: { keadaan: 'ditolak', petugas: { nama: 'Petugas' }, alasan: 'Bukan wewenang' } },
    ...{ wrongType: ['petugas', 'Petugas'], wrongIdentifier: '/v1/usulan/1/keadaan' },
  },
  {
    ...{ id: 'statusUsulan', method: GET, path: '/v1/status-usulan/U7K2M9QX4T' },
    wrongIdentifier: '/v1/status-usulan/U7K2',
  },
  {
    ...{ id: 'unduhUsulan', method: GET, path: '/v1/usulan/unduhan?tahun=2027&sumber=dewan&bentuk=csv' },
    wrongIdentifier: '/v1/usulan/unduhan?tahun=2027&sumber=dprd',
  },
  {
    id: 'pesanAntrean',
    method: POST,
    path: '/v1/jkn/antrean',
    body: { ...BOOKING },
    wrongType: ['angkaAntrean', '12'],
  },
  { id: 'getAntrean', method: GET, path: '/v1/jkn/antrean/20261120INT012', wrongIdentifier: '/v1/jkn/antrean/a_b' },
  {
    ...{ id: 'batalAntrean', method: DELETE, path: '/v1/jkn/antrean/20261120INT012?keterangan=batal' },
    wrongIdentifier: '/v1/jkn/antrean/abc?keterangan=batal',
  },
  {
    ...{ id: 'tahapAntrean', method: POST, path: '/v1/jkn/antrean/20261120INT012/tahap' },
    ...{ body: { tahap: 3, waktu: '2026-11-20T08:00:00+07:00' }, wrongType: ['tahap', '3'] },
    wrongIdentifier: `/v1/jkn/antrean/${'A'.repeat(31)}/tahap`,
  },
  {
    id: 'terbitkanJadwal',
    method: PUT,
    path: '/v1/jkn/jadwal',
    body: { jadwal: [SESSION] },
    wrongType: ['jadwal', {}],
  },
  {
    ...{ id: 'getJadwalTerbit', method: GET, path: '/v1/jkn/jadwal?tanggal=2026-11-20' },
    wrongIdentifier: '/v1/jkn/jadwal?tanggal=20-11-2026',
  },
  {
    ...{ id: 'terbitkanPasien', method: PUT, path: '/v1/jkn/pasien', wrongType: ['pasien', null] },
    body: { pasien: [{ nik: PERSON, nomorKartu: '0009900000001', nomorRekamMedis: '000123' }] },
  },
  { id: 'daftarPasien', method: GET, path: '/v1/jkn/pasien' },
  { id: 'getPasien', method: GET, path: `/v1/jkn/pasien/${'Xq'.repeat(21)}X`, wrongIdentifier: '/v1/jkn/pasien/1' },
  {
    ...{ id: 'terbitkanOperasi', method: PUT, path: '/v1/jkn/operasi' },
    ...{ body: { operasi: [OPERATION] }, wrongType: ['operasi', 'x'] },
  },
  { id: 'kirimLaporan', method: POST, path: '/v1/laporan', body: { ...REPORT }, wrongType: ['anonim', 'ya'] },
  { id: 'daftarLaporan', method: GET, path: '/v1/laporan', wrongIdentifier: '/v1/laporan?kategori=a/b' },
  { id: 'getLaporan', method: GET, path: `/v1/laporan/lpr_${ID}`, wrongIdentifier: '/v1/laporan/lpr_1' },
  {
    ...{ id: 'tindakLanjutLaporan', method: POST, path: `/v1/laporan/lpr_${ID}/tindak-lanjut` },
    ...{ body: { isi: 'Sudah diganti.' }, wrongType: ['tutup', 1], wrongIdentifier: '/v1/laporan/1/tindak-lanjut' },
  },
  {
    ...{ id: 'disposisiLaporan', method: POST, path: `/v1/laporan/lpr_${ID}/disposisi` },
    ...{ body: { instansi: [{ id: '1275-15' }] }, wrongType: ['instansi', '1275-15'] },
    wrongIdentifier: `/v1/laporan/psn_${ID}/disposisi`,
  },
  { id: 'daftarKategori', method: GET, path: '/v1/pengaduan/kategori' },
  {
    ...{ id: 'daftarInstansi', method: GET, path: '/v1/pengaduan/instansi' },
    wrongIdentifier: '/v1/pengaduan/instansi?induk=12%2075',
  },
  { id: 'unggahLampiran', method: POST, path: '/v1/lampiran?nama=surat.pdf', isUpload: true },
  { id: 'unduhLampiran', method: GET, path: `/v1/lampiran/lmp_${ID}`, wrongIdentifier: '/v1/lampiran/surat.pdf' },
  { id: 'daftarPesan', method: GET, path: '/v1/pesan', wrongIdentifier: '/v1/pesan?layanan=1' },
  { id: 'getPesan', method: GET, path: `/v1/pesan/psn_${ID}`, wrongIdentifier: '/v1/pesan/PSN_1' },
  { id: 'batalPesan', method: POST, path: `/v1/pesan/psn_${ID}/batal`, wrongIdentifier: '/v1/pesan/1/batal' },
  { id: 'ulangPesan', method: POST, path: `/v1/pesan/psn_${ID}/ulang`, wrongIdentifier: '/v1/pesan/%20/ulang' },
  {
    ...{ id: 'buatLangganan', method: POST, path: '/v1/langganan', wrongType: ['jenis', '*'] },
    body: { alamat: 'https://8.8.8.8/simpul', jenis: ['*'] },
  },
  { id: 'daftarLangganan', method: GET, path: '/v1/langganan', wrongIdentifier: '/v1/langganan?kursor=a/b' },
  { id: 'getLangganan', method: GET, path: `/v1/langganan/lgn_${ID}`, wrongIdentifier: '/v1/langganan/lgn' },
  { id: 'hapusLangganan', method: DELETE, path: `/v1/langganan/lgn_${ID}`, wrongIdentifier: '/v1/langganan/lgn' },
  { id: 'putarRahasia', method: POST, path: `/v1/langganan/lgn_${ID}/putar`, wrongIdentifier: '/v1/langganan/1/putar' },
  { id: 'bukaLangganan', method: POST, path: `/v1/langganan/lgn_${ID}/buka`, wrongIdentifier: '/v1/langganan/1/buka' },
  { id: 'daftarPeristiwa', method: GET, path: '/v1/peristiwa', wrongIdentifier: '/v1/peristiwa?jenis=hilang' },
];

const { operations } = loadApiDocument();
/** Reads of one source each, which have tables of their own, and what is about the hub itself. */
const ELSEWHERE = new Set([
  ...['getPenduduk', 'verifikasiPenduduk', 'getPeserta', 'daftarRujukan', 'getRujukan'],
  ...['daftarPoli', 'daftarDokter', 'getJadwalDokter'],
  ...['getStatus', 'live', 'ready', 'openapi', 'docs', 'metrics'],
]);

export const OPERATION_IDS = operations.map(({ id }) => id).filter((id) => !ELSEWHERE.has(id));

export function operationOf({ id }: Sample) {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`the document has no operation "${id}"`);
  return operation;
}

/** The methods of the address of this operation, as `Allow` names them. */
export function methodsAt(sample: Sample): readonly string[] {
  const { path } = operationOf(sample);
  const methods = operations.filter((one) => one.path === path).map(({ method }) => method.toUpperCase());
  return methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}
