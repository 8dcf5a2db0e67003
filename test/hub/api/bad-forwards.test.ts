import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../answer-check.ts';
import { type Asking, DEMO_KEY, type HubSurroundings, withHub } from '../with-hub.ts';
import { kindOf, mistakesOf, OTHER_KEY, REPORT } from './handing-over.ts';
import { methodsAt, OPERATION_IDS, operationOf, SAMPLES, type Sample } from './operations.ts';

// That every problem is problem+json as documented, and that neither it nor a log names a person, is checked by `withHub`.

const JSON_TYPE = { 'Content-Type': 'application/json' };
const PDF = { headers: { 'Content-Type': 'application/pdf' }, body: '%PDF-1.4\n%%EOF\n' };

/** The sample's request, with something changed. */
function send(
  { ask }: HubSurroundings,
  sample: Sample,
  changes: Asking & { readonly path?: string } = {},
): Promise<Answer> {
  const { method, path: usual, body, isUpload } = sample;
  const { path = usual, ...asking } = changes;
  const good: Asking = isUpload ? PDF : body ? { body: JSON.stringify(body), headers: JSON_TYPE } : {};
  return ask(method, path, { ...good, ...asking, headers: { ...good.headers, ...asking.headers } });
}

/** What each sample comes to, by its operation. */
async function outcomes(
  samples: readonly Sample[],
  ask: (sample: Sample) => Promise<Answer>,
): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {};
  for (const sample of samples) {
    const answer = await ask(sample);
    told[sample.id] = [kindOf(answer), ...mistakesOf(answer)].join(' ');
  }
  return told;
}

/** The same outcome for all of them; a pattern where their words differ. */
function all(
  samples: readonly Sample[],
  outcome: string | RegExp | ((sample: Sample) => string | RegExp),
): Readonly<Record<string, unknown>> {
  const wanted = (sample: Sample) => (typeof outcome === 'function' ? outcome(sample) : outcome);
  const matcher = (want: string | RegExp) => (want instanceof RegExp ? expect.stringMatching(want) : want);
  return Object.fromEntries(samples.map((sample) => [sample.id, matcher(wanted(sample))]));
}

const SCOPED = SAMPLES.filter((sample) => operationOf(sample).scope !== undefined);
const WITH_BODY = SAMPLES.filter(({ body }) => body !== undefined);
const TAKES_JSON = SAMPLES.filter((sample) => operationOf(sample).bodySchema !== undefined);

const withApplications = (use: (hub: HubSurroundings) => Promise<void>) =>
  withHub(
    {
      applications: [
        { key: 'kunci-tanpa-cakupan', name: 'tanpa-cakupan', scopes: [] },
        { key: 'kunci-hanya-baca', name: 'hanya-baca', scopes: ['jkn:baca', 'laporan:baca'] },
        { key: OTHER_KEY, name: 'riset', purposes: ['penelitian', 'pelayanan-publik'] },
      ],
    },
    async (hub) => {
      await use(hub);
      const written = hub.sandboxes.lapor.calls().filter(({ method }) => method !== 'GET');
      expect({ written, bpjs: hub.sandboxes.bpjs.calls() }).toEqual({ written: [], bpjs: [] });
      expect((await hub.get('/v1/pesan')).body).toMatchObject({ data: [] });
    },
  );

test('no operation is forgotten here', () => {
  expect(SAMPLES.map(({ id }) => id).toSorted()).toEqual(OPERATION_IDS.toSorted());
});

describe('every operation', () => {
  test('wants a key that is known, whatever else is wrong', () =>
    withApplications(async (hub) => {
      const none = await outcomes(SAMPLES, (sample) => send(hub, sample, { key: null }));
      expect(none).toEqual(all(SAMPLES, '401 kunci-tidak-ada'));
      const unknown = (sample: Sample) =>
        send(hub, sample, { key: 'kunci-orang-asing', path: sample.wrongIdentifier ?? sample.path });
      expect(await outcomes(SAMPLES, unknown)).toEqual(all(SAMPLES, '401 kunci-tidak-dikenal'));
    }));

  test('wants the scope that the document names', () =>
    withApplications(async (hub) => {
      const asNobody = (sample: Sample) => send(hub, sample, { key: 'kunci-tanpa-cakupan' });
      expect(await outcomes(SCOPED, asNobody)).toEqual(all(SCOPED, '403 cakupan-kurang'));
      const writing = SCOPED.filter((sample) => operationOf(sample).scope?.endsWith(':tulis'));
      expect(writing.length).toBeGreaterThan(7);
      const asReader = (sample: Sample) => send(hub, sample, { key: 'kunci-hanya-baca' });
      expect(await outcomes(writing, asReader)).toEqual(all(writing, '403 cakupan-kurang'));
    }));

  test('wants a purpose that is registered, and one that can be one', () =>
    withApplications(async (hub) => {
      const purpose = (Keperluan: string) => (sample: Sample) => send(hub, sample, { headers: { Keperluan } });
      expect(await outcomes(SAMPLES, purpose('penelitian'))).toEqual(all(SAMPLES, '403 keperluan-tidak-terdaftar'));
      const wrong = await outcomes(SAMPLES, purpose('Untuk Apa Saja'));
      expect(wrong).toEqual(all(SAMPLES, '400 permintaan-tidak-sah header.Keperluan'));
    }));

  test('refuses a query parameter that it does not know', () =>
    withApplications(async (hub) => {
      const more = (sample: Sample) =>
        send(hub, sample, { path: `${sample.path}${sample.path.includes('?') ? '&' : '?'}tanggalLahir=1` });
      expect(await outcomes(SAMPLES, more)).toEqual(all(SAMPLES, '400 permintaan-tidak-sah query.tanggalLahir'));
    }));

  test('refuses an identifier that cannot be one', () =>
    withApplications(async (hub) => {
      const samples = SAMPLES.filter(({ wrongIdentifier }) => wrongIdentifier !== undefined);
      const told = await outcomes(samples, (sample) => send(hub, sample, { path: sample.wrongIdentifier ?? '' }));
      expect(told).toEqual(all(samples, /^400 permintaan-tidak-sah (path|query)\.\w+$/));
    }));

  test('tells which methods there are', () =>
    withApplications(async (hub) => {
      for (const sample of SAMPLES) {
        for (const method of ['PATCH', 'OPTIONS']) {
          const { status, headers } = await hub.ask(method, sample.path);
          expect({ id: sample.id, status, allow: headers.allow?.split(', ').toSorted() }).toEqual({
            id: sample.id,
            status: 405,
            allow: methodsAt(sample).toSorted(),
          });
        }
      }
    }));
});

describe('an operation that takes a body', () => {
  test('refuses a member that it does not know, and one of another type', () =>
    withApplications(async (hub) => {
      const sendBody = (sample: Sample, body: object) => send(hub, sample, { body: JSON.stringify(body) });
      const more = await outcomes(WITH_BODY, (sample) => sendBody(sample, { ...sample.body, gajiPegawai: 1 }));
      expect(more).toEqual(all(WITH_BODY, '400 permintaan-tidak-sah body.gajiPegawai'));
      const other = await outcomes(WITH_BODY, (sample) => {
        const [member = '', value] = sample.wrongType ?? [];
        return sendBody(sample, { ...sample.body, [member]: value });
      });
      const at = ({ wrongType }: Sample) => new RegExp(`^400 permintaan-tidak-sah( body\\.${wrongType?.[0]})+$`);
      expect(other).toEqual(all(WITH_BODY, at));
    }));

  test.each<{ what: string; body: string; headers?: Record<string, string>; is: string }>([
    { what: 'cut JSON', body: '{"judul":"Lampu', is: '400 permintaan-tidak-sah body' },
    { what: 'a list', body: '[]', is: '400 permintaan-tidak-sah body' },
    { what: 'null', body: 'null', is: '400 permintaan-tidak-sah body' },
    {
      what: 'a form',
      body: 'a=1',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      is: '415 jenis-isi-tidak-didukung',
    },
    { what: 'text', body: '{}', headers: { 'Content-Type': 'text/plain' }, is: '415 jenis-isi-tidak-didukung' },
    { what: 'XML', body: '<a/>', headers: { 'Content-Type': 'application/xml' }, is: '415 jenis-isi-tidak-didukung' },
    {
      what: 'JSON in another encoding',
      body: '{}',
      headers: { 'Content-Type': 'application/json; charset=latin1' },
      is: '415 jenis-isi-tidak-didukung',
    },
    { what: '65 KiB', body: JSON.stringify({ isi: 'x'.repeat(65 * 1024) }), is: '413 isi-terlalu-besar' },
  ])('refuses $what as $is', ({ body, headers = JSON_TYPE, is }) =>
    withApplications(async (hub) => {
      const told = await outcomes(TAKES_JSON, (sample) => send(hub, sample, { body, headers }));
      expect(told).toEqual(all(TAKES_JSON, is));
    }),
  );

  test('is told what is missing where nothing is sent', () =>
    withApplications(async (hub) => {
      const told = await outcomes(TAKES_JSON, (sample) => send(hub, sample, { body: '' }));
      const missing = /^400 permintaan-tidak-sah( body\.\w+)+$/;
      // a message may be sent again as it is: this one is nobody's
      const nobody = '404 tidak-ditemukan';
      expect(told).toEqual(all(TAKES_JSON, (sample) => (operationOf(sample).bodyRequired ? missing : nobody)));
    }));

  test('wants a type named, where there is a body', () =>
    withApplications(async (hub) => {
      const told = await outcomes(TAKES_JSON, ({ method, path }) => hub.ask(method, path, { body: '{}' }));
      expect(told).toEqual(all(TAKES_JSON, '415 jenis-isi-tidak-didukung'));
    }));
});

describe('a moment in a body', () => {
  test.each([
    '2026-11-20',
    '2026-11-20T08:00:00',
    '2026-13-20T08:00:00Z',
    '2026-02-30T08:00:00Z',
    '2026-11-20T25:00:00Z',
    '2016-12-31T23:59:60Z', // a leap second: RFC 3339 knows it, JavaScript does not
    '2026-11-20T08:00:00+07',
    'kemarin',
    '1795140000123',
  ])('%s is none', (waktu) =>
    withApplications(async (hub) => {
      const report = await hub.post('/v1/laporan', { ...REPORT, waktu });
      const task = await hub.post('/v1/jkn/antrean/20261120INT012/tahap', { tahap: 3, waktu });
      for (const answer of [report, task])
        expect({ kind: kindOf(answer), at: mistakesOf(answer) }).toEqual({
          kind: '400 permintaan-tidak-sah',
          at: ['body.waktu'],
        });
    }),
  );
});

/** Operations that are forwarded to LAPOR, or read there. */
const OF_LAPOR = SAMPLES.filter(({ id }) =>
  ['kirimLaporan', 'tindakLanjutLaporan', 'disposisiLaporan', 'daftarKategori', 'daftarInstansi'].includes(id),
);
const OF_BPJS = SAMPLES.filter(({ id }) => ['pesanAntrean', 'tahapAntrean', 'batalAntrean'].includes(id));
const agreementWith = (instansi: string, berlakuSampai = '2030-12-31') => ({
  ...{ nomor: `${instansi}/1`, instansi, keperluan: ['pelayanan-publik'] },
  ...{ bidang: ['*'], berlakuSampai },
});
const AT_NOON = () => new Date('2026-11-21T05:00:00Z');

describe('what is forwarded needs an agreement', () => {
  test.each([
    { what: 'there is none with LAPOR', agreements: [agreementWith('bpjs')], is: '403 perjanjian-tidak-mencakup' },
    {
      what: 'it ended yesterday',
      agreements: [agreementWith('bpjs'), agreementWith('lapor', '2026-11-20')],
      is: '403 perjanjian-berakhir',
    },
  ])('and is refused where $what', ({ agreements, is }) =>
    withHub({ config: { agreements }, now: AT_NOON }, async (hub) => {
      expect(await outcomes(OF_LAPOR, (sample) => send(hub, sample))).toEqual(all(OF_LAPOR, is));
      const others = await outcomes(OF_BPJS, (sample) => send(hub, sample));
      expect(Object.values(others).filter((told) => told.startsWith('403'))).toEqual([]);
      expect(hub.sandboxes.lapor.calls().filter(({ method }) => method !== 'GET')).toEqual([]);
    }),
  );

  test('for its purpose', () =>
    withApplications(async (hub) => {
      const samples = [...OF_LAPOR, ...OF_BPJS];
      const told = await outcomes(samples, (sample) => send(hub, sample, { key: OTHER_KEY }));
      expect(told).toEqual(all(samples, '403 perjanjian-tidak-mencakup')); // its first purpose, which no agreement names
    }));

  test('when it is corrected as when it was new', () =>
    withHub({ now: AT_NOON }, async (hub) => {
      hub.sandboxes.lapor.fault({ kind: 'turn-down', path: '/api/v1/laporan' });
      const answer = await hub.post('/v1/laporan', REPORT, { headers: { Prefer: 'wait=20' } });
      const { id } = (answer.body as { data: { id: string; keadaan: string } }).data;
      await hub.restart({ agreements: [agreementWith('bpjs')] });
      expect(kindOf(await hub.post(`/v1/pesan/${id}/ulang`, REPORT))).toBe('403 perjanjian-tidak-mencakup');
      expect((await hub.get(`/v1/pesan/${id}`, { key: DEMO_KEY })).body).toMatchObject({
        data: { keadaan: 'ditolak' },
      });
    }));

  test('and a release that has it: without one it is not connected, and nothing is taken', () => {
    const instances = { lapor: { releases: ['legacy-xml'] }, bpjs: { releases: ['vclaim-2.0'] } };
    return withHub({ config: { instances } }, async (hub) => {
      const samples = [...OF_LAPOR.filter(({ id }) => !/^kirimLaporan|^daftarKategori/.test(id)), ...OF_BPJS];
      for (const sample of samples) {
        const answer = await send(hub, sample);
        expect({ id: sample.id, is: kindOf(answer) }).toEqual({ id: sample.id, is: '503 hulu-tidak-tersedia' });
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(60);
        expect(answer.body).toMatchObject({ detail: expect.stringContaining('belum menghubungkan') });
      }
      expect((await hub.get('/v1/pesan')).body).toMatchObject({ data: [] });
    });
  });
});
