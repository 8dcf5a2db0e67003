import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import type { Lampiran } from '../../../openapi/generated/types.ts';
import type { Answer } from '../answer-check.ts';
import { DEMO_KEY, type HubSurroundings, withHub } from '../with-hub.ts';
import { handedOver, kindOf, mistakesOf, OTHER_KEY, REPORT } from './handing-over.ts';

const MOST_BYTES = 5_242_880;
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const WEBP = Buffer.from(`RIFF\x24\x00\x00\x00WEBPVP8 ${'\x00'.repeat(24)}`, 'latin1');
const GIF = Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1');
const ZIP = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
const EXE = Buffer.from(`MZ${'\x00'.repeat(62)}`, 'latin1');
const HTML = Buffer.from('<!doctype html><script>alert(1)</script>');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

const applications = [
  { key: OTHER_KEY, name: 'lain' },
  { key: 'kunci-hanya-jkn', name: 'simrs', scopes: ['jkn:baca'] },
];
const withUploads = (use: (hub: HubSurroundings) => Promise<void>) => withHub({ applications }, use);

interface Upload {
  readonly bytes?: Buffer;
  readonly type?: string | null;
  readonly name?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
}

function upload({ ask }: HubSurroundings, given: Upload = {}): Promise<Answer> {
  const { bytes = PDF, type = 'application/pdf', name = 'surat.pdf', headers = {}, key = DEMO_KEY } = given;
  return ask('POST', `/v1/lampiran?nama=${encodeURIComponent(name)}`, {
    key,
    headers: { ...(type === null ? {} : { 'Content-Type': type }), ...headers },
    body: bytes as unknown as string, // bytes are sent as they are
  });
}

function fileIn({ status, body }: Answer): Lampiran {
  expect({ status, body }).toMatchObject({ status: 201 });
  return (body as { data: Lampiran }).data;
}

/** As a browser does it: byte for byte. */
async function download({ url }: HubSurroundings, id: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await request(`${url}/v1/lampiran/${id}`, { headers: { 'X-Api-Key': DEMO_KEY, ...headers } });
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.from(await answer.body.arrayBuffer()) };
}

describe('an upload', () => {
  test.each([
    { type: 'application/pdf', bytes: PDF },
    { type: 'image/png', bytes: PNG },
    { type: 'image/jpeg', bytes: JPEG },
    { type: 'image/webp', bytes: WEBP },
    { type: 'Application/PDF; charset=binary', bytes: PDF },
  ])('of $type is kept as it is', ({ type, bytes }) =>
    withUploads(async (hub) => {
      const answer = await upload(hub, { bytes, type });
      const file = fileIn(answer);
      expect(file).toEqual({
        id: expect.stringMatching(/^lmp_/),
        nama: 'surat.pdf',
        jenis: type.split(';')[0]?.toLowerCase(),
        ukuran: bytes.length,
        dibuatPada: expect.any(String),
      });
      expect(answer.headers.location).toBe(`/v1/lampiran/${file.id}`);
      await hub.restart();
      const { status, headers, bytes: back } = await download(hub, file.id);
      expect({ status, same: back.equals(bytes) }).toEqual({ status: 200, same: true });
      expect(headers).toMatchObject({
        'content-type': file.jenis,
        'content-length': String(bytes.length),
        'content-disposition': "attachment; filename*=UTF-8''surat.pdf",
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
    }),
  );

  test.each<Upload & { what: string; is: string }>([
    { what: 'that is a PNG and says PDF', bytes: PNG, is: '415 jenis-isi-tidak-didukung' },
    { what: 'that is a PDF and says PNG', type: 'image/png', is: '415 jenis-isi-tidak-didukung' },
    { what: 'that is a web page and says PDF', bytes: HTML, is: '415 jenis-isi-tidak-didukung' },
    {
      what: 'that is a drawing with a script and says PNG',
      bytes: SVG,
      type: 'image/png',
      is: '415 jenis-isi-tidak-didukung',
    },
    { what: 'that is a program and says JPEG', bytes: EXE, type: 'image/jpeg', is: '415 jenis-isi-tidak-didukung' },
    { what: 'that is an archive and says PDF', bytes: ZIP, is: '415 jenis-isi-tidak-didukung' },
    { what: 'that is a GIF and says JPEG', bytes: GIF, type: 'image/jpeg', is: '415 jenis-isi-tidak-didukung' },
    { what: 'of a GIF', bytes: GIF, type: 'image/gif', is: '415 jenis-isi-tidak-didukung' },
    { what: 'of a web page', bytes: HTML, type: 'text/html', is: '415 jenis-isi-tidak-didukung' },
    { what: 'of a drawing', bytes: SVG, type: 'image/svg+xml', is: '415 jenis-isi-tidak-didukung' },
    { what: 'as a form', type: 'multipart/form-data; boundary=x', is: '415 jenis-isi-tidak-didukung' },
    { what: 'as JSON', bytes: Buffer.from('{}'), type: 'application/json', is: '415 jenis-isi-tidak-didukung' },
    { what: 'without a type', type: null, is: '415 jenis-isi-tidak-didukung' },
    { what: 'in an unknown encoding', headers: { 'Content-Encoding': 'lain' }, is: '415 jenis-isi-tidak-didukung' },
    { what: 'that is empty', bytes: Buffer.alloc(0), is: '400 permintaan-tidak-sah' },
    { what: 'by whoever may not write', key: 'kunci-hanya-jkn', is: '403 cakupan-kurang' },
    { what: 'by a stranger', key: 'kunci-orang-asing', is: '401 kunci-tidak-dikenal' },
  ])('$what is $is', ({ is, ...given }) =>
    withUploads(async (hub) => expect(kindOf(await upload(hub, given))).toBe(is)),
  );

  test('that is empty is told so', () =>
    withUploads(async (hub) => expect(mistakesOf(await upload(hub, { bytes: Buffer.alloc(0) }))).toEqual(['body'])));

  test.each([
    { what: 'of 5 MB', size: MOST_BYTES, is: '201' },
    { what: 'of 5 MB and a byte', size: MOST_BYTES + 1, is: '413 isi-terlalu-besar' },
    { what: 'of 50 MB', size: 10 * MOST_BYTES, is: '413 isi-terlalu-besar' },
  ])('$what is $is', ({ size, is }) =>
    withUploads(async (hub) => expect(kindOf(await upload(hub, { bytes: padded(size) }))).toBe(is)),
  );

  test('of 50 MB by a stranger is refused for its key, before its bytes are looked at', () =>
    withUploads(async (hub) => {
      const stranger = { bytes: padded(10 * MOST_BYTES), key: 'kunci-orang-asing' };
      expect(kindOf(await upload(hub, stranger))).toBe('401 kunci-tidak-dikenal');
    }));

  test('that unpacks to more than 5 MB is not unpacked to the end', () =>
    withUploads(async (hub) => {
      const gzip = { headers: { 'Content-Encoding': 'gzip' } };
      expect(kindOf(await upload(hub, { ...gzip, bytes: gzipSync(padded(MOST_BYTES)) }))).toBe('201');
      expect(kindOf(await upload(hub, { ...gzip, bytes: gzipSync(padded(40 * MOST_BYTES)) }))).toBe(
        '413 isi-terlalu-besar',
      );
    }));
});

function padded(size: number): Buffer {
  const bytes = Buffer.alloc(size, 0x20);
  PDF.copy(bytes);
  return bytes;
}

describe('the name of a file', () => {
  test.each([
    { what: 'with letters of every kind', name: 'Lampu – jalan 灯.pdf', kept: 'Lampu – jalan 灯.pdf' },
    { what: 'with quotes', name: `it's "x"; filename=x.exe.pdf`, kept: `it's "x"; filename=x.exe.pdf` },
    { what: 'with brackets and a star', name: 'foto (1)*.pdf', kept: 'foto (1)*.pdf' },
    { what: 'with a line break', name: 'a\r\nSet-Cookie: x=1.pdf', kept: 'aSet-Cookie: x=1.pdf' },
    { what: 'with a NUL', name: 'surat.pdf\0.exe', kept: 'surat.pdf.exe' },
    { what: 'with an encoded slash in it', name: '..%2fpasswd', kept: '..%2fpasswd' },
    { what: 'of blanks around it', name: '  surat.pdf ', kept: 'surat.pdf' },
    { what: 'of a person', name: 'ktp 9901010101900001.pdf', kept: 'ktp 9901010101900001.pdf' },
    { what: 'of nothing but control characters', name: '\u0001\u0002', kept: expect.stringMatching(/^lmp_/) },
    { what: 'of 200 characters', name: 'a'.repeat(200), kept: 'a'.repeat(200) },
  ])('$what is kept', ({ name, kept }) =>
    withUploads(async (hub) => {
      const { id, nama } = fileIn(await upload(hub, { name }));
      expect(nama).toEqual(kept);
      const { headers } = await download(hub, id);
      expect(headers['set-cookie']).toBeUndefined();
      // RFC 8187: letters, digits and a few signs stand for themselves
      expect(headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/);
      expect(decodeURIComponent(String(headers['content-disposition']).split("''")[1] ?? '')).toBe(nama);
    }),
  );

  test('that turns the direction of writing is saved without the turn', () =>
    withUploads(async (hub) => {
      const { id } = fileIn(await upload(hub, { name: 'lampu\u202Efdp.exe' }));
      const { headers } = await download(hub, id);
      expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''lampufdp.exe");
    }));

  test.each([
    { what: 'with a path', query: `nama=${encodeURIComponent('../../etc/passwd')}`, at: ['query.nama'] },
    { what: 'with a path of Windows', query: `nama=${encodeURIComponent('..\\boot.ini')}`, at: ['query.nama'] },
    { what: 'of 201 characters', query: `nama=${'a'.repeat(201)}`, at: ['query.nama'] },
    { what: 'that is empty', query: 'nama=', at: ['query.nama'] },
    { what: 'that is missing', query: '', at: ['query.nama'] },
    { what: 'that is given twice', query: 'nama=a.pdf&nama=b.pdf', at: ['query.nama'] },
    { what: 'with something unknown beside it', query: 'nama=a.pdf&folder=x', at: ['query.folder'] },
  ])('$what is refused', ({ query, at }) =>
    withUploads(async ({ ask }) => {
      const asking = { headers: { 'Content-Type': 'application/pdf' }, body: PDF.toString() };
      const answer = await ask('POST', `/v1/lampiran${query === '' ? '' : `?${query}`}`, asking);
      expect({ kind: kindOf(answer), at: mistakesOf(answer) }).toEqual({ kind: '400 permintaan-tidak-sah', at });
    }),
  );
});

describe('a file', () => {
  test('is its own application’s until it belongs to a report, and then that of all who read reports', () =>
    withUploads(async (hub) => {
      const { id } = fileIn(await upload(hub));
      const as = (key: string) => hub.get(`/v1/lampiran/${id}`, { key });
      expect(kindOf(await as(OTHER_KEY))).toBe('404 tidak-ditemukan');
      const foreign = await hub.post('/v1/laporan', { ...REPORT, lampiran: [{ id }] }, { key: OTHER_KEY });
      expect({ kind: kindOf(foreign), at: mistakesOf(foreign) }).toEqual({
        kind: '400 permintaan-tidak-sah',
        at: ['body.lampiran.0.id'],
      });
      expect(kindOf(await as(OTHER_KEY))).toBe('404 tidak-ditemukan');
      await handedOver(hub, { ...REPORT, lampiran: [{ id }] });
      expect(kindOf(await as(OTHER_KEY))).toBe('200');
      expect(kindOf(await as('kunci-hanya-jkn'))).toBe('403 cakupan-kurang');
      expect(kindOf(await hub.get(`/v1/lampiran/${id}`, { key: null }))).toBe('401 kunci-tidak-ada');
    }));

  test.each([
    { path: 'lmp_00000000000000000000', is: '404 tidak-ditemukan' },
    { path: 'lmp_1', is: '400 permintaan-tidak-sah' },
    { path: '..%2f..%2fsimpul.db', is: '400 permintaan-tidak-sah' },
    { path: 'lmp_00000000000000000000?unduh=1', is: '400 permintaan-tidak-sah' },
  ])('at $path is $is', ({ path, is }) =>
    withUploads(async ({ get }) => expect(kindOf(await get(`/v1/lampiran/${path}`))).toBe(is)),
  );

  test('is asked for as a whole: HEAD tells its size, and a range is not served', () =>
    withUploads(async (hub) => {
      const { id } = fileIn(await upload(hub));
      const head = await hub.ask('HEAD', `/v1/lampiran/${id}`);
      expect(head).toMatchObject({ status: 200, text: '', headers: { 'content-length': String(PDF.length) } });
      const part = await download(hub, id, { Range: 'bytes=0-3' });
      expect({ status: part.status, length: part.bytes.length }).toEqual({ status: 200, length: PDF.length });
      expect(part.headers['accept-ranges']).toBeUndefined();
      for (const method of ['PUT', 'DELETE', 'PATCH'])
        expect(await hub.ask(method, `/v1/lampiran/${id}`)).toMatchObject({
          status: 405,
          headers: { allow: 'GET, HEAD' },
        });
      expect(await hub.ask('GET', '/v1/lampiran')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    }));
});
