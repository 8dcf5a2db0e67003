import { describe, expect, test } from '@jest/globals';
import { adoptedReport, mergeUpstream, type Report } from '../../../hub/services/pengaduan/report.ts';
import type { LaporanHulu } from '../../../openapi/generated/types.ts';
import { ANSWER, complaint, SOURCE } from '../services/pengaduan/samples.ts';
import { type Open311, withOpen311 } from './with-open311.ts';

type Row = Readonly<Record<string, unknown>>;

const rowsOf = (text: string) => JSON.parse(text) as readonly Row[];
const FORM = {
  service_code: '13',
  lat: '3.6001',
  long: '98.4854',
  address_string: 'Jalan Contoh, Binjai Utara',
  description: 'Lampu jalan di depan Pasar Contoh sudah tiga hari padam.',
};

/** What the upstream says of the report, as a poll a minute later takes it over. */
async function told({ records, clock }: Open311, id: string, changes: Partial<LaporanHulu>): Promise<void> {
  clock.pass(1);
  const at = clock.now().getTime();
  await records.change<Report>('laporan', id, at, (record) =>
    mergeUpstream(record, complaint({ diubahPada: new Date(at).toISOString(), ...changes }), SOURCE),
  );
}

describe('an Open311 client', () => {
  test('finds the endpoint, reads the services, posts a request and follows it until it is closed', () =>
    withOpen311(async (given) => {
      const { get, post, submitted } = given;
      const discovery = JSON.parse((await get('/discovery.json')).text);
      expect(discovery.endpoints[0]).toMatchObject({
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: 'https://simpul.contoh.invalid/open311/v2',
      });

      const services = rowsOf((await get('/services.json')).text);
      const code = services.find(({ service_name }) => service_name === 'Penerangan jalan')?.service_code;
      const posted = await post({ ...FORM, service_code: String(code) });
      expect(posted.status).toBe(200);
      const [{ service_request_id: id } = {}] = rowsOf(posted.text);
      expect(rowsOf(posted.text)).toEqual([
        { service_request_id: expect.stringMatching(/^lpr_/), service_notice: expect.any(String), account_id: null },
      ]);
      expect(submitted).toEqual([
        {
          judul: FORM.description,
          isi: FORM.description,
          kategori: '13',
          lokasi: { alamat: FORM.address_string, lintang: 3.6001, bujur: 98.4854 },
          anonim: true,
        },
      ]);

      const follow = async () => rowsOf((await get(`/requests/${id}.json`)).text)[0] ?? {};
      expect(await follow()).toEqual({
        service_request_id: id,
        status: 'open',
        status_notes: 'menunggu-kirim',
        service_name: 'Penerangan jalan',
        service_code: '13',
        description: null,
        agency_responsible: null,
        service_notice: null,
        requested_datetime: '2026-11-20T03:00:00.000Z',
        updated_datetime: '2026-11-20T03:00:00.000Z',
        expected_datetime: '2026-11-21T03:00:00.000Z',
        address: FORM.address_string,
        address_id: null,
        zipcode: null,
        lat: 3.6001,
        long: 98.4854,
        media_url: null,
      });

      const offices = [
        { instansi: { id: '1275-15', nama: 'Dinas Perhubungan' }, waktu: null, oleh: 'Admin Instansi' },
        { instansi: { id: '1275-03', nama: 'Dinas Pekerjaan Umum' }, waktu: null, oleh: 'Admin Instansi' },
      ];
      const steps: readonly (readonly [Partial<LaporanHulu>, Row])[] = [
        [
          {},
          {
            status: 'open',
            status_notes: 'terverifikasi; Tracking ID 9900123',
            description: 'Lampu jalan padam sudah tiga hari.',
          },
        ],
        [
          { status: 'didisposisikan', statusAsli: 'Terdisposisi', disposisi: offices },
          {
            status_notes: 'didisposisikan; Tracking ID 9900123',
            agency_responsible: 'Dinas Perhubungan, Dinas Pekerjaan Umum',
          },
        ],
        [
          { status: 'dikerjakan', statusAsli: 'Diproses', disposisi: offices, tindakLanjut: [ANSWER] },
          { status: 'open', status_notes: 'dikerjakan; Tracking ID 9900123' },
        ],
        [
          { status: 'selesai', statusAsli: 'Ditutup oleh Sistem', ditutupOleh: 'sistem', tindakLanjut: [ANSWER] },
          { status: 'closed', status_notes: 'selesai; ditutup oleh sistem; Tracking ID 9900123' },
        ],
        [
          {
            status: 'selesai',
            statusAsli: 'Ditutup oleh Sistem',
            ditutupOleh: 'sistem',
            tindakLanjut: [ANSWER, { ...ANSWER, id: '2', peran: 'pelapor' }],
          },
          { status: 'closed' },
        ],
      ];
      const times = [(await follow()).updated_datetime];
      for (const [said, want] of steps) {
        await told(given, String(id), said);
        const seen = await follow();
        expect(seen).toMatchObject(want);
        times.push(seen.updated_datetime);
      }
      // every log entry, one after the closing too: or whoever asks for changes misses it
      expect(new Set(times).size).toBe(steps.length + 1);
      expect(times).toEqual(times.toSorted());
    }));

  test.each<{ status: LaporanHulu['status']; want: string }>([
    { status: 'terkirim', want: 'open' },
    { status: 'terverifikasi', want: 'open' },
    { status: 'didisposisikan', want: 'open' },
    { status: 'dikerjakan', want: 'open' },
    { status: 'dijawab-pelapor', want: 'open' },
    { status: 'ditunda', want: 'open' },
    { status: 'dialihkan', want: 'open' },
    { status: 'selesai', want: 'closed' },
    { status: 'diarsipkan', want: 'closed' },
    { status: 'tidak-dikenal', want: 'open' },
  ])('sees $status as $want, with our own word beside it', ({ status, want }) =>
    withOpen311(async ({ records, get }) => {
      const report = adoptedReport(complaint({ status }), SOURCE, Date.parse('2026-11-20T03:00:00Z'));
      await records.create([report]);
      const [row] = rowsOf((await get(`/requests/${report.id}.json`)).text);
      expect(row).toMatchObject({ status: want, status_notes: `${status}; Tracking ID 9900123` });
    }),
  );

  test('sees as closed what was turned down before it arrived, until it arrives after all', () =>
    withOpen311(async ({ records, get, post }) => {
      const [{ service_request_id: id } = {}] = rowsOf((await post(FORM)).text);
      const path = `/requests/${id}.json`;
      await records.change<Report>('laporan', String(id), 0, () => ({ state: 'ditolak' }));
      expect(rowsOf((await get(path)).text)).toMatchObject([{ status: 'closed', status_notes: 'ditolak' }]);
      await records.link([{ collection: 'laporan', id: String(id), link: '9900777' }]);
      expect(rowsOf((await get(path)).text)).toMatchObject([
        { status: 'open', status_notes: 'terkirim; Tracking ID 9900777' },
      ]);
    }));

  test('is given the number for a token, as none is ever handed out', () =>
    withOpen311(async ({ get, post }) => {
      const [{ service_request_id: id } = {}] = rowsOf((await post(FORM)).text);
      expect(rowsOf((await get(`/tokens/${id}.json`)).text)).toEqual([{ service_request_id: id, token: id }]);
    }));

  test('knows by the tracking id that a report arrived before the upstream has said more', () =>
    withOpen311(async ({ records, get, post }) => {
      const [{ service_request_id: id } = {}] = rowsOf((await post(FORM)).text);
      await records.link([{ collection: 'laporan', id: String(id), link: '9900777' }]);
      const [row] = rowsOf((await get(`/requests/${id}.json`)).text);
      expect(row).toMatchObject({ status: 'open', status_notes: 'terkirim; Tracking ID 9900777' });
    }));
});

describe('services', () => {
  test('are the categories, in the groups they stand in', () =>
    withOpen311(async ({ get }) => {
      const common = { description: null, metadata: false, type: 'realtime', keywords: null };
      expect(rowsOf((await get('/services.json')).text)).toEqual([
        { service_code: '3', service_name: 'Perhubungan', ...common, group: 'Perhubungan' },
        { service_code: '13', service_name: 'Penerangan jalan', ...common, group: 'Perhubungan' },
        { service_code: '21', service_name: 'Kebersihan', ...common, group: null },
      ]);
    }));

  test('are those of the records while the categories cannot be had, and a report is taken all the same', () =>
    withOpen311(
      async ({ records, get, post, submitted }) => {
        expect((await get('/services.json')).text).toBe('[]');
        const at = Date.parse('2026-11-20T03:00:00Z');
        await records.create([
          adoptedReport(complaint({ trackingId: '9900001' }), SOURCE, at),
          adoptedReport(
            complaint({ trackingId: '9900002', rahasia: true, kategori: { id: '66', nama: 'Suap' } }),
            SOURCE,
            at,
          ),
        ]);
        expect((await post({ ...FORM, service_code: '77' })).status).toBe(200);
        expect(submitted[0]?.kategori).toBe('77');
      },
      { categories: async () => undefined },
    ));

  test('are looked up once a minute, and the last list stays when there is no new one', async () => {
    let asked = 0;
    await withOpen311(
      async ({ clock, get }) => {
        const first = JSON.parse((await get('/discovery.json')).text);
        await get('/services.json');
        expect(asked).toBe(1);
        clock.pass(2);
        expect(rowsOf((await get('/services.json')).text)).toHaveLength(1);
        expect(asked).toBe(2);
        expect(JSON.parse((await get('/discovery.json')).text).changeset).toBe(first.changeset);
        clock.pass(2);
        expect(rowsOf((await get('/services.json')).text)).toHaveLength(2);
        expect(JSON.parse((await get('/discovery.json')).text).changeset > first.changeset).toBe(true);
      },
      {
        async categories() {
          asked += 1;
          if (asked === 2) throw new Error('the upstream is down');
          return [
            { id: '1', nama: 'Satu', indukId: null },
            ...(asked > 2 ? [{ id: '2', nama: 'Dua', indukId: null }] : []),
          ];
        },
      },
    );
  });

  test('of the records come with their names, and never from a secret report', () =>
    withOpen311(
      async ({ records, get }) => {
        const at = Date.parse('2026-11-20T03:00:00Z');
        await records.create([
          adoptedReport(complaint({ trackingId: '9900001' }), SOURCE, at),
          adoptedReport(
            complaint({ trackingId: '9900002', rahasia: true, kategori: { id: '66', nama: 'Suap' } }),
            SOURCE,
            at,
          ),
        ]);
        const rows = rowsOf((await get('/services.json')).text);
        expect(rows).toMatchObject([{ service_code: '13', service_name: 'Penerangan jalan', group: null }]);
      },
      { categories: async () => undefined },
    ));
});
