import { describe, expect, test } from '@jest/globals';
import { adoptedReport } from '../../../hub/services/pengaduan/report.ts';
import { complaint, SOURCE } from '../services/pengaduan/samples.ts';
import { asTexts, KEY, type Open311, sparkOf, withOpen311 } from './with-open311.ts';

const AT = Date.parse('2026-11-20T02:00:00Z');
const REPORT = adoptedReport(
  complaint({
    isiPublik: 'Lampu "A & B" <padam>\r\nsejak \u0007Senin; tab\tdan ]]> 🙂',
    lokasi: { alamat: "Jalan Ma'mur", kelurahan: 'Kebun Lada', kecamatan: 'Binjai Utara', lintang: 3.6, bujur: 98.4 },
    lampiran: [{ url: 'https://foto.contoh.invalid/a.jpg?x=1&y=2', nama: 'a', mime: 'image/jpeg' }],
  }),
  SOURCE,
  AT,
);
const PLAIN = adoptedReport(complaint({ trackingId: '9900456', kategori: null, isiPublik: null }), SOURCE, AT);

const seeded = (use: (given: Open311) => Promise<void>) =>
  withOpen311(async (given) => {
    await given.records.create([REPORT, PLAIN]);
    await use(given);
  });

/** The elements of the published pages (GeoReport v2; Service Discovery), order free. */
const SERVICE_REQUEST = [
  'service_request_id status status_notes service_name service_code description agency_responsible service_notice',
  'requested_datetime updated_datetime expected_datetime address address_id zipcode lat long media_url',
]
  .join(' ')
  .split(' ');
const PUBLISHED = [
  {
    path: '/discovery',
    root: 'discovery',
    shape: {
      changeset: '',
      contact: '',
      key_service: '',
      endpoints: [{ specification: '', url: '', changeset: '', type: '', formats: ['', ''] }],
    },
  },
  {
    path: '/services',
    root: 'services',
    shape: new Array(3).fill(
      emptyOf(['service_code', 'service_name', 'description', 'metadata', 'type', 'keywords', 'group']),
    ),
  },
  { path: '/requests', root: 'service_requests', shape: new Array(2).fill(emptyOf(SERVICE_REQUEST)) },
  { path: `/requests/${REPORT.id}`, root: 'service_requests', shape: [emptyOf(SERVICE_REQUEST)] },
  { path: `/tokens/${REPORT.id}`, root: 'service_requests', shape: [emptyOf(['service_request_id', 'token'])] },
  { path: '/requests/lpr_01jd3v8k2m5q7r9t0w4x', root: 'errors', shape: [emptyOf(['code', 'description'])] },
  {
    path: '/requests',
    query: '?status=fixed&start_date=kemarin',
    root: 'errors',
    shape: new Array(2).fill(emptyOf(['code', 'description'])),
  },
];

function emptyOf(names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, '']));
}

/** With every value gone: what is left is the structure. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return '';
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, shapeOf(below)]));
}

describe('both formats', () => {
  test.each(PUBLISHED)(
    '$path$query is well-formed, has the published elements and says the same',
    ({ path, query = '', root, shape }) =>
      seeded(async ({ get }) => {
        const json = await get(`${path}.json${query}`);
        const xml = await get(`${path}.xml${query}`);
        expect(json.status).toBe(xml.status);
        expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
        expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
        expect(xml.text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n</);
        expect(sparkOf(xml.text).root).toBe(root);
        expect(shapeOf(sparkOf(xml.text).value)).toEqual(shape);
        expect(sparkOf(xml.text).value).toEqual(asTexts(JSON.parse(json.text)));
      }),
  );

  test('a posted request is answered in both, in the published elements', () =>
    seeded(async ({ post }) => {
      const form = { service_code: '13', address_string: 'Jalan Contoh', description: 'Lampu jalan padam.' };
      const json = await post(form);
      const xml = await post(form, '/requests.xml');
      const shape = [emptyOf(['service_request_id', 'service_notice', 'account_id'])];
      expect(shapeOf(JSON.parse(json.text))).toEqual(shape);
      expect(sparkOf(xml.text).root).toBe('service_requests');
      expect(shapeOf(sparkOf(xml.text).value)).toEqual(shape);
    }));

  test('an empty list is an empty list in both', () =>
    withOpen311(async ({ get }) => {
      expect((await get('/requests.json')).text).toBe('[]');
      expect(sparkOf((await get('/requests.xml')).text)).toEqual({ root: 'service_requests', value: [] });
    }));

  test('text that is markup, a line end of another system or no character at all comes through whole', () =>
    seeded(async ({ get }) => {
      const want = 'Lampu "A & B" <padam>\nsejak Senin; tab\tdan ]]> 🙂';
      const json = JSON.parse((await get(`/requests/${REPORT.id}.json`)).text);
      const xml = (await get(`/requests/${REPORT.id}.xml`)).text;
      expect(json[0]).toMatchObject({
        description: want,
        address: "Jalan Ma'mur, Kebun Lada, Binjai Utara",
        media_url: 'https://foto.contoh.invalid/a.jpg?x=1&y=2',
      });
      expect(sparkOf(xml).value).toMatchObject([{ description: want, lat: '3.6', long: '98.4' }]);
    }));

  test.each([
    { path: '/services.xml', accept: 'application/json', want: 'text/xml' },
    { path: '/services.json', accept: 'text/xml', want: 'application/json' },
    { path: '/services.XML', accept: '*/*', want: 'text/xml' },
    { path: '/services', accept: '*/*', want: 'application/json' },
    { path: '/services', accept: 'text/xml', want: 'text/xml' },
    { path: '/services', accept: 'application/xml;q=0.9, application/json;q=0.1', want: 'text/xml' },
    { path: '/services', accept: 'text/xml;q=0.1, application/json', want: 'application/json' },
    { path: '/services', accept: 'text/csv', want: 'application/json' },
    { path: `/requests/${REPORT.id}`, accept: 'text/xml', want: 'text/xml' },
    { path: '/requests/lpr_tidak-ada', accept: 'text/xml', want: 'text/xml' },
    { path: '/tidak-ada.xml', accept: '*/*', want: 'text/xml' },
    { path: '/services.csv', accept: 'text/xml', want: 'text/xml' },
  ])('$path with Accept: $accept is answered as $want', ({ path, accept, want }) =>
    seeded(async ({ get }) => {
      const { headers } = await get(path, { Accept: accept });
      expect(headers.get('content-type')).toBe(`${want}; charset=utf-8`);
    }),
  );

  test('no answer is to be kept or guessed at, and each can be asked about', () =>
    seeded(async ({ get, post }) => {
      const answers = [
        await get('/services.json'),
        await get('/requests.xml'),
        await post({ api_key: KEY }),
        await get('/x'),
      ];
      for (const { headers } of answers) {
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('x-request-id')).toBeTruthy();
        expect(headers.get('x-powered-by')).toBeNull();
      }
    }));
});
