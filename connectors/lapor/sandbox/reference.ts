import { city, type Office } from './complaint.ts';

/** Section 4, `GET /instansi`: the city and its offices. */
export const agencies: readonly { id: string; nama: string; induk_id: string | null; jenis: string }[] = [
  { ...city, induk_id: null, jenis: 'Pemerintah Daerah' },
  ...(
    [
      ['1275-03', 'Dinas Kesehatan'],
      ['1275-04', 'Dinas Pekerjaan Umum dan Penataan Ruang'],
      ['1275-07', 'Dinas Kependudukan dan Pencatatan Sipil'],
      ['1275-09', 'Dinas Lingkungan Hidup'],
      ['1275-15', 'Dinas Perhubungan'],
      ['1275-18', 'Satuan Polisi Pamong Praja'],
    ] as const
  ).map(([id, nama]) => ({ id, nama, induk_id: city.id, jenis: 'Perangkat Daerah' })),
];

/** Section 4, `GET /kategori`, and section 2.2: a tree of two levels, `"0"` at the top. */
export const topics: readonly { id: string; induk_id: string; nama: string }[] = [
  ['3', '0', 'Perhubungan'],
  ['4', '0', 'Pekerjaan umum'],
  ['5', '0', 'Kesehatan'],
  ['6', '0', 'Sosial'],
  ['7', '0', 'Lingkungan hidup'],
  ['8', '0', 'Administrasi kependudukan'],
  ['13', '3', 'Penerangan jalan'],
  ['14', '3', 'Parkir dan lalu lintas'],
  ['15', '4', 'Jalan dan jembatan'],
  ['16', '4', 'Saluran air dan drainase'],
  ['17', '5', 'Puskesmas dan rumah sakit'],
  ['18', '6', 'Bantuan sosial'],
  ['19', '7', 'Sampah'],
  ['20', '8', 'Kartu tanda penduduk'],
].map(([id = '', induk_id = '', nama = '']) => ({ id, induk_id, nama }));

const officeById = new Map(agencies.map((agency) => [agency.id, agency]));
const topicById = new Map(topics.map((topic) => [topic.id, topic]));

export function officeOf(id: string): Office | undefined {
  const found = officeById.get(id);
  return found && { id: found.id, nama: found.nama };
}

export function topicOf(id: string): Office | undefined {
  const found = topicById.get(id);
  return found && { id: found.id, nama: found.nama };
}
