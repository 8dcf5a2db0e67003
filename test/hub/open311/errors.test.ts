import { describe, expect, test } from '@jest/globals';
import { networkOf } from '../../../hub/access/network.ts';
import { Problem } from '../../../hub/api/problems.ts';
import { Refusal } from '../../../hub/services/refusal.ts';
import { StoreError } from '../../../hub/store/store.ts';
import { asTexts, KEY, READER_KEY, sparkOf, withOpen311 } from './with-open311.ts';

const FORM = { service_code: '13', address_string: 'Jalan Contoh', description: 'Lampu jalan padam.' };
const NOBODY = 'lpr_01jd3v8k2m5q7r9t0w4x';

interface Row {
  readonly name: string;
  readonly method?: string;
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly status: number;
  /** How the description begins. */
  readonly says: string;
}

const ROWS: readonly Row[] = [
  { name: 'an unknown request', path: `/requests/${NOBODY}`, status: 404, says: 'service_request_id not found' },
  { name: 'a number of another form', path: '/requests/12345', status: 404, says: 'service_request_id not found' },
  { name: 'a percent sign alone', path: '/requests/%zz', status: 400, says: 'invalid request' },
  { name: 'an unknown token', path: `/tokens/${NOBODY}`, status: 404, says: 'token not found' },
  { name: 'an unknown service', path: '/services/999', status: 404, says: 'service_code not found' },
  { name: 'a service without metadata', path: '/services/13', status: 404, says: 'service definition not found' },
  { name: 'an unknown address', path: '/reports', status: 404, says: 'address not found' },
  {
    name: 'another jurisdiction',
    path: '/services.FORMAT?jurisdiction_id=medan.contoh.invalid',
    status: 404,
    says: 'jurisdiction_id not found',
  },
  {
    name: 'another jurisdiction of a single request',
    path: `/requests/${NOBODY}.FORMAT?jurisdiction_id=x`,
    status: 404,
    says: 'jurisdiction_id not found',
  },
  { name: 'a status there is not', path: '/requests.FORMAT?status=fixed', status: 400, says: 'status:' },
  {
    name: 'a date without a zone',
    path: '/requests.FORMAT?start_date=2026-11-01T00:00:00',
    status: 400,
    says: 'start_',
  },
  { name: 'a date alone', path: '/requests.FORMAT?end_date=2026-11-01', status: 400, says: 'end_date:' },
  { name: 'no day', path: '/requests.FORMAT?end_date=2026-02-30T00:00:00Z', status: 400, says: 'end_date:' },
  {
    name: 'more than 90 days',
    path: '/requests.FORMAT?start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z',
    status: 400,
    says: 'end_date:',
  },
  {
    name: 'an end before the start',
    path: '/requests.FORMAT?start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z',
    status: 400,
    says: 'end_date:',
  },
  {
    name: 'hundreds of numbers at once',
    path: `/requests.FORMAT?service_request_id=${Array.from({ length: 201 }, (_, index) => `lpr_${index}`).join()}`,
    status: 400,
    says: 'service_request_id:',
  },
  { name: 'a wrong method', method: 'DELETE', path: '/requests', status: 405, says: 'method not allowed' },
  { name: 'a wrong method of a list', method: 'PUT', path: '/services', status: 405, says: 'method not allowed' },
  {
    name: 'a post to a request',
    method: 'POST',
    path: `/requests/${NOBODY}`,
    form: FORM,
    status: 405,
    says: 'method not allowed',
  },
  { name: 'no key', path: '/requests', form: { ...FORM, api_key: '' }, status: 403, says: 'api_key was not provided' },
  {
    name: 'a wrong key',
    path: '/requests',
    form: { ...FORM, api_key: 'kunci-rahasia-salah' },
    status: 403,
    says: 'Invalid api_key',
  },
  {
    name: 'a key in the address',
    path: `/requests.FORMAT?api_key=${KEY}`,
    form: { ...FORM, api_key: '' },
    status: 403,
    says: 'api_key was not provided',
  },
  {
    name: 'a key that may only read',
    path: '/requests',
    form: { ...FORM, api_key: READER_KEY },
    status: 403,
    says: 'api_key:',
  },
  {
    name: 'a form of another jurisdiction',
    path: '/requests',
    form: { ...FORM, jurisdiction_id: 'medan.contoh.invalid' },
    status: 404,
    says: 'jurisdiction_id not found',
  },
  {
    name: 'JSON instead of a form',
    path: '/requests',
    form: FORM,
    contentType: 'application/json',
    status: 400,
    says: 'Content-Type:',
  },
  {
    name: 'a form of another charset',
    path: '/requests',
    form: FORM,
    contentType: 'application/x-www-form-urlencoded; charset=utf-16',
    status: 400,
    says: 'Content-Type:',
  },
  {
    name: 'more than 64 KiB',
    path: '/requests',
    form: { ...FORM, description: 'a'.repeat(70_000) },
    status: 413,
    says: 'request too large',
  },
];

/** The published pages: the first element of the address is the format, wherever it stands. */
function addressOf(path: string, format: string): string {
  return `/open311/v2${path.includes('FORMAT') ? path.replace('FORMAT', format) : `${path}.${format}`}`;
}

describe('a request that cannot be answered', () => {
  test.each(ROWS)('$name: $status', ({ method, path, form, contentType, status, says }) =>
    withOpen311(
      async ({ url, submitted }) => {
        const ask = (format: string) =>
          fetch(`${url}${addressOf(path, format)}`, {
            method: method ?? (form ? 'POST' : 'GET'),
            ...(form
              ? {
                  headers: { 'Content-Type': contentType ?? 'application/x-www-form-urlencoded' },
                  body: new URLSearchParams({ api_key: KEY, ...form }).toString(),
                }
              : {}),
          });
        const json = await ask('json');
        const xml = await ask('xml');
        const [jsonText, xmlText] = [await json.text(), await xml.text()];
        expect([json.status, xml.status]).toEqual([status, status]);
        expect(JSON.parse(jsonText)).toEqual([{ code: status, description: expect.stringContaining(says) }]);
        expect(JSON.parse(jsonText)[0].description.startsWith(says)).toBe(true);
        expect(sparkOf(xmlText)).toEqual({ root: 'errors', value: asTexts(JSON.parse(jsonText)) });
        expect(jsonText + xmlText).not.toMatch(/kunci-rahasia|at .*\.ts|Error/);
        expect(json.headers.get('allow') !== null).toBe(status === 405);
        expect(submitted).toEqual([]);
      },
      { jurisdiction: 'binjaikota.go.id' },
    ),
  );

  test('an unsupported extension is named as such, a version that is not ours as unknown', () =>
    withOpen311(async ({ url, get }) => {
      for (const path of ['/services.csv', '/services/13.csv', `/requests/${NOBODY}.html`, '/requests.rss']) {
        const { status, text } = await get(path);
        expect({ path, status, text }).toMatchObject({ status: 400, text: expect.stringContaining('format not supp') });
      }
      expect((await fetch(`${url}/open311/v1/services.json`)).status).toBe(404);
      expect((await fetch(`${url}/open311/`)).status).toBe(404);
    }));

  test('every mistake of a form is an error of its own', () =>
    withOpen311(async ({ post }) => {
      const { status, text } = await post({ lat: '91', long: 'x', email: 'bukan surel' });
      expect(status).toBe(400);
      expect(
        JSON.parse(text).map(({ description }: { description: string }) => description.split(/:| was/)[0]),
      ).toEqual(['service_code', 'lat', 'long', 'email']);
    }));

  test.each([
    { given: 'our own jurisdiction', query: '?jurisdiction_id=binjaikota.go.id' },
    { given: 'in another case', query: '?jurisdiction_id=BinjaiKota.go.id' },
    { given: 'an empty one', query: '?jurisdiction_id=' },
    { given: 'none', query: '' },
  ])('$given is no mistake', ({ query }) =>
    withOpen311(
      async ({ get }) => {
        expect((await get(`/services.json${query}`)).status).toBe(200);
      },
      { jurisdiction: 'binjaikota.go.id' },
    ),
  );
});

describe('what the way in says', () => {
  const mistakes = [
    { di: 'body.kategori', masalah: 'tidak dikenal' },
    { di: 'body.pelapor.telepon', masalah: 'terlalu pendek' },
  ];
  test.each<{ name: string; error: unknown; status: number; want: readonly string[]; retry?: string; told: number }>([
    {
      name: 'a refusal with mistakes, in the names of the form',
      error: new Refusal('permintaan-tidak-sah', 'Ada kesalahan.', mistakes),
      status: 400,
      want: ['service_code: tidak dikenal', 'phone: terlalu pendek'],
      told: 0,
    },
    {
      name: 'a conflict, which has no status of its own here',
      error: new Refusal('bentrok', 'Sudah ada.'),
      status: 400,
      want: ['Sudah ada.'],
      told: 0,
    },
    {
      name: 'an agreement that does not cover it',
      error: new Problem('perjanjian-berakhir', { detail: 'Perjanjian berakhir.' }),
      status: 403,
      want: ['Perjanjian berakhir.'],
      told: 0,
    },
    {
      name: 'a city without a connection',
      error: new Problem('hulu-tidak-tersedia', { detail: 'Belum terhubung.', headers: { 'Retry-After': '3600' } }),
      status: 503,
      want: ['Belum terhubung.'],
      retry: '3600',
      told: 1,
    },
    {
      name: 'a full disk',
      error: new StoreError('store: /data/simpul.db cannot be written'),
      status: 503,
      want: [expect.stringContaining('tidak ada yang diterima') as unknown as string],
      retry: '5',
      told: 1,
    },
    {
      name: 'a bug',
      error: new TypeError('undefined is not 081200000002'),
      status: 500,
      want: [expect.stringContaining('X-Request-Id') as unknown as string],
      told: 1,
    },
  ])('$name: $status', ({ error, status, want, retry, told }) =>
    withOpen311(
      async ({ post, troubles }) => {
        const answer = await post(FORM);
        expect(answer.status).toBe(status);
        expect(JSON.parse(answer.text)).toEqual(want.map((description) => ({ code: status, description })));
        expect(answer.headers.get('retry-after')).toBe(retry ?? null);
        expect(answer.text).not.toMatch(/simpul\.db|0812/);
        expect(troubles).toHaveLength(told);
      },
      {
        submit: async () => {
          throw error;
        },
      },
    ),
  );
});

describe('limits', () => {
  test('an address without a key is slowed down, a list counting ten times', () =>
    withOpen311(
      async ({ get, post }) => {
        const statuses: number[] = [];
        for (let count = 0; count < 3; count += 1) statuses.push((await get('/requests.json')).status);
        for (let count = 0; count < 6; count += 1) statuses.push((await get('/services.json')).status);
        expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429]);
        const { headers, text } = await get('/services.xml');
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
        expect(sparkOf(text).value).toMatchObject([{ code: '429' }]);
        // guessing keys is no way around it, and a good key does not need one
        expect((await post({ ...FORM, api_key: 'tebak' })).status).toBe(429);
        expect((await post(FORM)).status).toBe(200);
      },
      { readsPerMinute: 35 },
    ));

  test('an application is held to its own limit', () =>
    withOpen311(
      async ({ post, submitted }) => {
        const answer = await post(FORM);
        expect(answer.status).toBe(429);
        expect(answer.headers.get('retry-after')).toBe('17');
        expect(submitted).toEqual([]);
      },
      { takeRate: async () => 17 },
    ));

  test.each([
    { address: '203.0.113.7', want: '203.0.113.7' },
    { address: '::ffff:203.0.113.7', want: '203.0.113.7' },
    { address: '2001:db8:1:2:3:4:5:6', want: '2001:db8:1:2' },
    { address: '2001:0DB8:1:2::9', want: '2001:db8:1:2' },
    { address: '2001:db8::9', want: '2001:db8:0:0' },
    { address: '::1', want: '0:0:0:0' },
    { address: 'fe80::1%eth0', want: 'fe80:0:0:0' },
    { address: '', want: '' },
  ])('$address counts as $want', ({ address, want }) => {
    expect(networkOf(address)).toBe(want);
  });
});
