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

const POST = 'POST';
const GET = 'GET';
const PUT = 'PUT';
const DELETE = 'DELETE';

/** Everything that is more than a plain read: a new operation stands here too, or a test says so. */
export const SAMPLES: readonly Sample[] = [
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
