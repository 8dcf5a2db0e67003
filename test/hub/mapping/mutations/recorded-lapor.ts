import readExcelFile from 'read-excel-file/node';
import { request } from 'undici';
import { lapor } from '../../../../connectors/lapor/connector.ts';
import { laporSandbox } from '../../../../connectors/lapor/sandbox/server.ts';
import { configAt, NOW } from '../../../connectors/lapor/reading.ts';
import { overTheWire } from '../../../connectors/lapor/sandbox-client.ts';
import { KIRIMAN } from '../../../connectors/lapor/wire.ts';
import { withSandbox } from '../../../connectors/sandbox-kit/with-sandbox.ts';
import { bare, lapor as enveloped, row, xml } from './envelopes.ts';
import { isList, type Json, parse, print } from './json.ts';
import { ask, operationOf, type Recorded, type Subject, subjectOf } from './subject.ts';
import { asXml, parseXml, printXml } from './xml-tree.ts';

const trackingId = '9900124';
const sejak = '2020-01-01T00:00:00+07:00';
const questions = [
  { operation: 'kategori', asked: {} },
  { operation: 'instansi', asked: { induk: '1275' } },
  { operation: 'laporan-satu', label: 'anonymous', asked: { trackingId: '9900123' } },
  { operation: 'laporan-satu', label: 'answered', asked: { trackingId: '9900129' } },
  { operation: 'laporan-satu', label: 'closed', asked: { trackingId: '6340753' } },
  { operation: 'laporan-berubah', asked: { sejak, halaman: 1, perHalaman: 5 } },
  { operation: 'laporan-kirim', asked: KIRIMAN },
  { operation: 'disposisi', asked: { trackingId, instansiId: '1275-09', catatan: 'Segera.' } },
  { operation: 'tindak-lanjut', asked: { trackingId, isi: 'Diangkut besok.', tutup: false } },
  { operation: 'tunda', asked: { trackingId, alasan: 'Armada rusak' } },
  { operation: 'bukan-wewenang', asked: { trackingId: '9900125', alasan: 'Milik provinsi' } },
  { operation: 'arsip', asked: { trackingId: '9900126', alasan: 'Laporan ganda' } },
].map((question) => ({ release: 'usulan-1', ...question }));
const old = [
  { release: 'legacy-form', operation: 'kategori', asked: {} },
  { release: 'legacy-xml', operation: 'laporan-kirim', asked: KIRIMAN },
];

export async function recordLapor(): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  await withSandbox(
    laporSandbox,
    async ({ url }) => {
      subjects.push(...(await recordRows(url)));
      for (const question of [...questions, ...old]) subjects.push(await record(url, question));
    },
    { now: () => NOW },
  );
  return subjects;
}

interface Question {
  readonly release: string;
  readonly operation: string;
  readonly label?: string;
  readonly asked: Readonly<Record<string, unknown>>;
}

async function record(url: string, question: Question): Promise<Subject> {
  const { release, operation: name, asked } = question;
  const operation = operationOf('lapor', release, name);
  const protocol = Object.entries(lapor.protocols).find(([one]) => one === operation.protocol)?.[1];
  if (!protocol) throw new Error(`LAPOR does not speak ${operation.protocol}`);
  const wire = { instance: 'lapor', protocol, config: configAt(url), settings: {}, now: () => NOW };
  const form = formOf(release, operation.call(asked, {}).method !== 'GET');
  let body: Json = null;
  let status = 0;
  await ask(wire, operation, asked, async (sent) => {
    const answer = await overTheWire(sent);
    body = form.parse(answer.text);
    status = answer.status;
    return answer;
  });
  return subjectOf({
    ...{ upstream: 'lapor', ...question, operation: name, body, ...form },
    read: (changed) => ask(wire, operation, asked, () => ({ status, headers: {}, text: textOf(changed, form.print) })),
  });
}

function textOf(body: Json | undefined, write: (body: Json) => string): string {
  return typeof body === 'string' || body === undefined ? (body ?? '') : write(body);
}

interface Form extends Pick<Recorded, 'opener' | 'codeAt' | 'asSent'> {
  readonly parse: (text: string) => Json;
  readonly print: (body: Json) => string;
}

function formOf(release: string, isWrite: boolean): Form {
  if (release === 'legacy-xml') return { opener: xml, parse: parseXml, print: printXml, asSent: asXml };
  if (release === 'legacy-form') return { opener: bare, parse, print };
  return { opener: enveloped({ isWrite }), parse, print, codeAt: ['sukses'] };
}

/** Three rows of the export: two kinds of closing and an anonymous one. */
async function recordRows(url: string): Promise<readonly Subject[]> {
  const { body } = await request(`${url}/ekspor/laporan.xlsx`);
  const sheets = (await readExcelFile(Buffer.from(await body.arrayBuffer()))) as unknown as readonly unknown[];
  const rows = rowsIn(sheets);
  const start = rows.findIndex(([first]) => first === 'Tracking ID');
  const header = (rows[start] ?? []).map(String);
  const operation = operationOf('lapor', 'ekspor-excel', 'baris-laporan');
  const wanted = ['6340753.0', '9900133', '9900134'];
  const table = rows.slice(start + 1).filter(([first]) => wanted.includes(String(first)));
  const records = table.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? null])));
  return Promise.all(
    records.map((cells) =>
      subjectOf({
        ...{ upstream: 'lapor', release: 'ekspor-excel', operation: 'baris-laporan', asked: {}, opener: row },
        label: String(cells['Tracking ID']),
        body: cells,
        read: async (payload) => operation.read({ payload, httpStatus: 200 }, { asked: {}, now: NOW }),
      }),
    ),
  );
}

/** The first sheet, whichever way the library hands its sheets over. */
function rowsIn(read: readonly unknown[]): readonly (readonly Json[])[] {
  const [first] = read as readonly ({ readonly data?: readonly (readonly Json[])[] } | readonly Json[])[];
  return first !== undefined && !isList(first) && 'data' in first
    ? (first as { readonly data: readonly (readonly Json[])[] }).data
    : (read as readonly (readonly Json[])[]);
}
