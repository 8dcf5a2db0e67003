import { describe, expect, test } from '@jest/globals';
import { adoptedReport, newReport, type Report } from '../../../hub/services/pengaduan/report.ts';
import type { Keep } from '../../../hub/store/sealed-records.ts';
import type { LaporanHulu } from '../../../openapi/generated/types.ts';
import { AT, complaint, ID, REQUEST, SOURCE } from '../services/pengaduan/samples.ts';
import { withOpen311 } from './with-open311.ts';

const PLACE = { alamat: 'Jalan Rahasia 7', lintang: 3.123456, bujur: 98.654321 };
const REPLY = {
  id: '9',
  waktu: '2026-11-20T10:02:00+07:00',
  oleh: 'BUNGA CONTOH',
  peran: 'pelapor',
  isi: 'Telepon saya 0812-0000-0002.',
  lampiran: [],
} as const satisfies LaporanHulu['tindakLanjut'][number];

/** Every address that shows a request or what is made of all of them. */
const pathsOf = (id: string) =>
  [`/requests/${id}`, `/tokens/${id}`, '/requests', '/services', '/discovery'].flatMap((path) => [
    `${path}.json`,
    `${path}.xml`,
    ...(path === '/requests'
      ? [
          `${path}.json?service_request_id=${id}`,
          `${path}.xml?service_code=66`,
          `${path}.json?status=open,closed&start_date=2026-11-01T00:00:00Z`,
        ]
      : []),
  ]);

const secret = { rahasia: true, kategori: { id: '66', nama: 'Suap' }, lokasi: PLACE };
const SECRET: readonly { readonly name: string; readonly report: Keep<Report> }[] = [
  {
    name: 'one the application marked',
    report: newReport(
      { ...REQUEST, rahasia: true, kategori: '66', lokasi: PLACE },
      { id: ID, owner: 'loket', sambungan: 'lapor', lampiran: [], at: AT },
    ),
  },
  { name: 'one the upstream marked', report: adoptedReport(complaint(secret), SOURCE, AT) },
  {
    name: 'one of wrongdoing inside the administration',
    report: adoptedReport(complaint({ ...secret, rahasia: false, klasifikasi: 'whistle-blowing' }), SOURCE, AT),
  },
  {
    name: 'one whose record was not marked when the upstream said so',
    report: unmarked(adoptedReport(complaint(secret), SOURCE, AT)),
  },
];

function unmarked(report: Keep<Report>): Keep<Report> {
  return { ...report, value: { ...report.value, rahasia: false } };
}

describe('a secret report', () => {
  test.each(SECRET)('is nowhere: $name', ({ report }) =>
    withOpen311(
      async ({ records, get }) => {
        await records.create([report]);
        const unknown = 'lpr_00000000000000000000';
        for (const path of pathsOf(report.id)) {
          const { status, text } = await get(path);
          expect(text.replaceAll(/<\?xml.*\?>/g, '')).not.toMatch(
            new RegExp(`${report.id}|Lampu|Suap|Rahasia|3\\.123456|98\\.654|9900123|BUNGA|0812|"66"|>66<`),
          );
          // nobody can tell it from one that never was
          const there = await get(path.replaceAll(report.id, unknown));
          expect([status, text]).toEqual([there.status, there.text]);
        }
      },
      { categories: async () => undefined },
    ),
  );

  test('takes nothing from the others', () =>
    withOpen311(async ({ records, get }) => {
      const seen = adoptedReport(complaint({ trackingId: '9900999' }), SOURCE, AT);
      await records.create([...SECRET.slice(0, 2).map(({ report }) => report), seen]);
      const rows = JSON.parse((await get('/requests.json')).text);
      expect(rows).toMatchObject([{ service_request_id: seen.id }]);
    }));
});

describe('a reporter', () => {
  const own = newReport(
    {
      ...REQUEST,
      isi: 'Nama saya BUNGA CONTOH, telepon 0812-0000-0002.',
      pelapor: { nama: 'BUNGA CONTOH', telepon: '081200000002', email: 'bunga@contoh.invalid' },
      judul: 'Dari BUNGA CONTOH',
    },
    {
      id: ID,
      owner: 'loket',
      sambungan: 'lapor',
      lampiran: [{ id: 'lmp_01jd3v8k2m5q7r9t0w4x', nama: 'BUNGA CONTOH.jpg', jenis: 'image/jpeg' }],
      at: AT,
    },
  );
  const adopted = adoptedReport(
    complaint({
      isiAwal: 'Saya BUNGA CONTOH, 0812-0000-0002',
      judul: 'Dari BUNGA CONTOH',
      statusAsli: 'Diarsipkan oleh BUNGA CONTOH',
      alasanTundaArsip: 'BUNGA CONTOH tidak menjawab',
      tindakLanjut: [REPLY],
      disposisi: [{ instansi: { id: '1275-15', nama: 'Dinas Perhubungan' }, waktu: null, oleh: 'BUNGA CONTOH' }],
      lampiran: [{ nama: 'BUNGA CONTOH.jpg', url: 'http://hub.contoh.invalid/0812', mime: 'image/jpeg' }],
    }),
    SOURCE,
    AT,
  );
  const unread = adoptedReport(
    complaint({
      trackingId: '9900321',
      isiPublik: null,
      isiAwal: 'Saya BUNGA CONTOH',
      lampiran: [{ nama: 'ktp', url: 'https://foto.contoh.invalid/bunga-0812.jpg', mime: 'image/jpeg' }],
    }),
    SOURCE,
    AT,
  );

  test.each([
    { name: 'an own report, whose text nobody has read yet', report: own },
    { name: 'one of the upstream, with words of the reporter in it', report: adopted },
    { name: 'one of the upstream that was not edited for publication', report: unread },
  ])('appears in no answer: $name', ({ report }) =>
    withOpen311(
      async ({ records, get }) => {
        await records.create([report]);
        for (const path of pathsOf(report.id)) {
          const { text } = await get(path);
          expect(text).not.toMatch(/BUNGA|bunga[@-]|0812|contoh\.invalid\/|loket|lmp_/);
        }
        expect((await get('/requests.json')).text).toContain(report.id);
      },
      { publicUrl: () => 'https://simpul.invalid' },
    ),
  );

  test('who posts through a form is answered without anything of it', () =>
    withOpen311(async ({ get, post, submitted }) => {
      const answer = await post({
        service_code: '13',
        address_string: 'Jalan Mawar',
        description: 'Saya BUNGA CONTOH, telepon 0812-0000-0002.',
        first_name: 'BUNGA',
        last_name: 'CONTOH',
        phone: '0812-0000-0002',
        email: 'bunga@surel.invalid',
        device_id: 'perangkat-0812',
        account_id: 'akun-0812',
      });
      expect(submitted[0]?.pelapor).toEqual({
        nama: 'BUNGA CONTOH',
        telepon: '0812-0000-0002',
        email: 'bunga@surel.invalid',
      });
      expect(JSON.stringify(submitted)).not.toMatch(/perangkat|akun/);
      const [{ service_request_id: id }] = JSON.parse(answer.text);
      const shown = await Promise.all(pathsOf(id).map((path) => get(path)));
      expect([answer, ...shown].map(({ text }) => text).join()).not.toMatch(/BUNGA|bunga@|0812/);
    }));

  test.each<{ name: string; lokasi: NonNullable<LaporanHulu['lokasi']> | null; want: object }>([
    { name: 'no place', lokasi: null, want: { lat: null, long: null, address: null } },
    {
      name: 'half a place',
      lokasi: { lintang: 3.6, bujur: null, alamat: 'Jalan Mawar' },
      want: { lat: null, long: null, address: 'Jalan Mawar' },
    },
    { name: 'the equator', lokasi: { lintang: 0, bujur: 98.5 }, want: { lat: 0, long: 98.5, address: null } },
  ])('is never given a place that nobody named: $name', ({ lokasi, want }) =>
    withOpen311(async ({ records, get }) => {
      const report = adoptedReport(complaint({ lokasi }), SOURCE, AT);
      await records.create([report]);
      expect(JSON.parse((await get(`/requests/${report.id}.json`)).text)).toMatchObject([want]);
    }),
  );
});
