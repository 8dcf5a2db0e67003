import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Application } from '../../../hub/access/applications.ts';
import { newId } from '../../../hub/identifiers/new-id.ts';
import { createOpen311 } from '../../../hub/open311/open311.ts';
import type { Category, Open311Parts } from '../../../hub/open311/parts.ts';
import { newReport } from '../../../hub/services/pengaduan/report.ts';
import { createSealedRecords, type SealedRecords } from '../../../hub/store/sealed-records.ts';
import { createSealing } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import type { PermintaanLaporan } from '../../../openapi/generated/types.ts';
import { type TestClock, testClock } from '../clock.ts';

export const KEY = 'kunci-rahasia-warga';
export const READER_KEY = 'kunci-rahasia-baca';
export const CATEGORIES: readonly Category[] = [
  { id: '3', nama: 'Perhubungan', indukId: null },
  { id: '13', nama: 'Penerangan jalan', indukId: '3' },
  { id: '21', nama: 'Kebersihan', indukId: null },
];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Open311 {
  readonly url: string;
  readonly clock: TestClock;
  readonly records: SealedRecords;
  /** What kirimLaporan was asked for, oldest first. */
  readonly submitted: readonly PermintaanLaporan[];
  readonly troubles: readonly string[];
  /** Below `/open311/v2`. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** A form, with a good key where none is named. */
  post(form: Readonly<Record<string, string>> | string, path?: string, contentType?: string): Promise<Answer>;
}

/** Over a real store and a real server; what the relay does is a record, as the plan of kirimLaporan makes it. */
export async function withOpen311(
  use: (given: Open311) => Promise<void>,
  changes: Partial<Open311Parts> = {},
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simpul-open311-'));
  const store = await openSqliteStore({ directory });
  const sealing = createSealing({ keys: [{ id: 'test', secret: 'a secret of the tests' }] });
  const records = createSealedRecords(store.records, sealing);
  const clock = testClock();
  const submitted: PermintaanLaporan[] = [];
  const troubles: string[] = [];
  const app = createOpen311({
    records,
    categories: async () => CATEGORIES,
    applicationOf: (key) => (key === KEY ? WRITER : key === READER_KEY ? READER : undefined),
    takeRate: async () => undefined,
    async submit(application, params) {
      const request = params as unknown as PermintaanLaporan;
      submitted.push(request);
      const at = clock.now().getTime();
      const id = newId('lpr', at);
      const { id: owner } = application;
      await records.create([newReport(request, { id, owner, sambungan: 'lapor', lampiran: [], at })]);
      return { reportId: id };
    },
    publicUrl: () => 'https://simpul.contoh.invalid',
    trouble: (what) => troubles.push(what),
    now: clock.now,
    ...changes,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  try {
    await use({
      ...{ url, clock, records, submitted, troubles },
      get: (path, headers = {}) => ask(`/open311/v2${path}`, { headers }),
      post: (form, path = '/requests.json', contentType = 'application/x-www-form-urlencoded; charset=utf-8') =>
        ask(`/open311/v2${path}`, {
          method: 'POST',
          headers: { 'Content-Type': contentType },
          body: typeof form === 'string' ? form : new URLSearchParams({ api_key: KEY, ...form }).toString(),
        }),
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await store.close();
    await rm(directory, { recursive: true });
  }
}

const WRITER: Application = {
  id: 'warga',
  name: 'warga',
  keyHash: '',
  scopes: ['laporan:tulis'],
  purposes: ['pelayanan-publik'],
  createdAt: 0,
};
const READER: Application = { ...WRITER, id: 'dasbor', name: 'dasbor', scopes: ['laporan:baca'] };

/** The items of a list, by the published pages: an element that holds nothing else is an array (Spark convention). */
const LISTS: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
};

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreDeclaration: true });

/** What an XML answer says, as JSON says it: by the Spark convention, every value a text. Throws where it is not whole. */
export function sparkOf(xml: string): { readonly root: string; readonly value: unknown } {
  const checked = XMLValidator.validate(xml);
  if (checked !== true) throw new Error(`not well-formed: ${checked.err.msg}`);
  const roots = Object.entries(parser.parse(xml) as Record<string, unknown>).filter(([name]) => name !== '#text');
  const [[root, tree] = ['', undefined]] = roots;
  if (roots.length !== 1) throw new Error(`${roots.length} roots`);
  return { root, value: listed(root, tree) };
}

function listed(name: string, tree: unknown): unknown {
  const item = LISTS[name];
  if (item === undefined)
    return typeof tree === 'object' && tree !== null
      ? Object.fromEntries(Object.entries(tree).map(([key, below]) => [key, listed(key, below)]))
      : tree;
  if (tree === '') return [];
  const { [item]: items, ...others } = tree as Record<string, unknown>;
  if (Object.keys(others).length > 0) throw new Error(`${name} holds ${Object.keys(others)}`);
  return [items].flat().map((one) => listed(item, one));
}

/** A JSON value as XML can hold it: every value a text, and an empty one for null. */
export function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, asTexts(below)]));
}
