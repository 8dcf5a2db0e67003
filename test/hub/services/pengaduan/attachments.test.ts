import { expect, test } from '@jest/globals';
import { unduhLampiran, unggahLampiran } from '../../../../hub/services/pengaduan/attachments.ts';
import { tindakLanjutLaporan } from '../../../../hub/services/pengaduan/follow-ups.ts';
import { kirimLaporan } from '../../../../hub/services/pengaduan/intake.ts';
import type { Lampiran } from '../../../../openapi/generated/types.ts';
import { REQUEST } from './samples.ts';
import { type Reports, withReports } from './with-reports.ts';

/** The shortest of each kind that can be told apart. */
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da6364f80f00010501012718e3660000000049454e44ae426082',
  'hex',
);
const WEBP = Buffer.concat([
  Buffer.from('RIFF'),
  Buffer.from('1a000000', 'hex'),
  Buffer.from('WEBPVP8L'),
  Buffer.alloc(14),
]);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');

const OTHER = { application: { id: 'dashboard', name: 'dashboard', scopes: ['laporan:baca'] } };

async function upload({ context }: Reports, bytes: Buffer, type: string, nama = 'foto.jpg'): Promise<Lampiran> {
  const result = await unggahLampiran.run({ nama, bytes, type }, context());
  return (result as unknown as { body: { data: Lampiran } }).body.data;
}

test.each([
  { bytes: JPEG, type: 'image/jpeg' },
  { bytes: PNG, type: 'image/png' },
  { bytes: WEBP, type: 'image/webp' },
  { bytes: PDF, type: 'application/pdf' },
  { bytes: PDF, type: 'Application/PDF; name=x' },
])('a file of type $type comes back byte by byte', ({ bytes, type }) =>
  withReports(async (given) => {
    const { id, jenis, ukuran } = await upload(given, bytes, type);
    expect({ id, jenis, ukuran }).toEqual({
      id: expect.stringMatching(/^lmp_[0-9a-z]{16,40}$/),
      jenis: type.split(';')[0]?.toLowerCase(),
      ukuran: bytes.length,
    });
    const file = await unduhLampiran.run({ id }, given.context());
    expect(file).toEqual({ kind: 'bytes', type: jenis, bytes, name: 'foto.jpg' });
  }),
);

test.each([
  { name: 'a page that calls itself a picture', bytes: HTML, type: 'image/jpeg', kind: 'jenis-isi-tidak-didukung' },
  { name: 'a picture of another kind', bytes: PNG, type: 'image/jpeg', kind: 'jenis-isi-tidak-didukung' },
  { name: 'a GIF', bytes: Buffer.from('GIF89a\x01\x00\x01\x00'), type: 'image/gif', kind: 'jenis-isi-tidak-didukung' },
  { name: 'nothing', bytes: Buffer.alloc(0), type: 'image/jpeg', kind: 'permintaan-tidak-sah' },
  {
    name: 'more than 5 MB',
    bytes: Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)]),
    type: 'image/jpeg',
    kind: 'isi-terlalu-besar',
  },
])('$name is turned down', ({ bytes, type, kind }) =>
  withReports(async (given) => {
    await expect(upload(given, bytes, type)).rejects.toMatchObject({ kind });
  }),
);

test('exactly 5 MB are taken', () =>
  withReports(async (given) => {
    const bytes = Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024 - JPEG.length)]);
    expect((await upload(given, bytes, 'image/jpeg')).ukuran).toBe(5 * 1024 * 1024);
  }));

test('a name keeps no line end that could leave its header', () =>
  withReports(async (given) => {
    expect((await upload(given, JPEG, 'image/jpeg', 'a\r\nb: c.jpg')).nama).toBe('ab: c.jpg');
    const { id, nama } = await upload(given, JPEG, 'image/jpeg', '\r\n');
    expect(nama).toBe(id);
  }));

test("a file is its application's own until it belongs to a report", () =>
  withReports(async (given) => {
    const { id } = await upload(given, JPEG, 'image/jpeg');
    const asOther = () => unduhLampiran.run({ id }, given.context(OTHER));
    await expect(asOther()).rejects.toMatchObject({ kind: 'tidak-ditemukan' });
    const plan = await kirimLaporan.plan({ ...REQUEST, lampiran: [{ id }] }, given.context());
    await expect(asOther()).rejects.toMatchObject({ kind: 'tidak-ditemukan' }); // planned is not accepted
    await given.accept('kirimLaporan', plan);
    expect(await asOther()).toMatchObject({ kind: 'bytes', bytes: JPEG });
  }));

test('nobody attaches a file of another application', () =>
  withReports(async (given) => {
    const { id } = await upload(given, JPEG, 'image/jpeg');
    const plan = kirimLaporan.plan({ ...REQUEST, lampiran: [{ id }] }, given.context(OTHER));
    await expect(plan).rejects.toMatchObject({ mistakes: [{ di: 'body.lampiran.0.id' }] });
  }));

test('the upstream is told name, type and address, whether it was uploaded or is elsewhere', () =>
  withReports(async (given) => {
    const { id } = await upload(given, JPEG, 'image/jpeg');
    const url = 'https://berkas.contoh.invalid/a.pdf';
    const lampiran = [{ id }, { nama: 'a.pdf', url, jenis: 'application/pdf' as const }];
    const asked = [
      { nama: 'foto.jpg', url: `/v1/lampiran/${id}`, mime: 'image/jpeg' },
      { nama: 'a.pdf', url, mime: 'application/pdf' },
    ];
    const plan = await kirimLaporan.plan({ ...REQUEST, lampiran }, given.context());
    expect(plan.submissions[0]?.asked.lampiran).toEqual(asked);
    await given.accept('kirimLaporan', plan);
    const report = plan.submissions[0]?.about.slice('laporan '.length) ?? '';
    expect((await given.report(report))?.lampiran).toEqual([
      { id, nama: 'foto.jpg', jenis: 'image/jpeg', ukuran: JPEG.length },
      { nama: 'a.pdf', jenis: 'application/pdf', url },
    ]);
    const answer = await tindakLanjutLaporan.plan({ id: report, isi: 'Sudah.', lampiran }, given.context());
    expect(answer.submissions[0]?.asked.lampiran).toEqual(asked);
  }));
