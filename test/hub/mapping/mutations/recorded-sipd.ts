import { sipd } from '../../../../connectors/sipd/connector.ts';
import { sipdSandbox } from '../../../../connectors/sipd/sandbox/server.ts';
import { withSandbox } from '../../../connectors/sandbox-kit/with-sandbox.ts';
import { configAt, NOW, overTheWire } from '../../../connectors/sipd/reading.ts';
import { payment, price, realisation, subActivity } from '../../../connectors/sipd/wire.ts';
import { type Opener, row } from './envelopes.ts';
import { mirror, planning, treasury } from './envelopes-sipd.ts';
import { isBlank, isRecord, type Json, type JsonRecord, parse, print } from './json.ts';
import { ask, operationOf, type Subject, subjectOf } from './subject.ts';

const tahun = 2026;
const office = { tahun, idSkpd: '7001', idUnit: '7001' };
const lines = { tahun, kodeSbl: '7001.7001.301.401.50001', idSubKegiatan: '910001', idUnit: '7001', idSkpd: '7001' };
const prices = { tahun, jenis: 'ssh', mulai: 0, jumlah: 5 };
const below = {
  ...{ tanggal: '2026-06-30', idSkpd: '7001', idSubSkpd: '7001', idBidangUrusan: '201' },
  ...{ idProgram: '301', idKegiatan: '401', idSubKegiatan: '50001' },
};
const pages = { halaman: 1, perHalaman: 3 };

/** Of the treasury, through an officer's session and through the channel alike. */
const bare = [
  ['realisasi', below],
  ['realisasi-skpd', below],
  ['realisasi-sub-skpd', below],
  ['realisasi-bidang-urusan', below],
  ['realisasi-program', below],
  ['realisasi-kegiatan', below],
  ['realisasi-sub-kegiatan', below],
  ['sp2d', pages],
] as const;
const planned = [
  ['skpd', { tahun }],
  ['jadwal', { tahun }],
  ['jadwal-aktif', { tahun }],
  ['standar-harga', prices],
  ['rencana-kerja', office],
  ['rka', lines],
  ['rka-skpd', lines],
] as const;
const mirrored = [
  ['skpd', { tahun }],
  ['standar-harga', prices],
  ['rencana-kerja', office],
  ['rka', lines],
  ['sp2d', office],
] as const;

interface Question {
  readonly release: string;
  readonly operation: string;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly opener: Opener;
  readonly isText?: boolean;
  readonly codeAt?: readonly string[];
}

const questions: readonly Question[] = [
  ...[['skpd', { tahun }] as const, ['jadwal', {}] as const, ...bare].map(([operation, asked]) => ({
    ...{ release: 'sesi', operation, asked, opener: treasury },
  })),
  ...bare.map(([operation, asked]) => ({ release: 'splp', operation, asked, opener: treasury })),
  ...planned.map(([operation, asked]) => {
    const isText = operation === 'rencana-kerja';
    const codeAt = [operation === 'rka-skpd' ? 'status_kode' : 'status_code'];
    return { release: 'splp', operation, asked, opener: planning({ isText }), isText, codeAt };
  }),
  ...mirrored.map(([operation, asked]) => {
    const code = operation === 'standar-harga' ? {} : { codeAt: ['status'] };
    return { release: 'wp-sipd', operation, asked, opener: mirror, ...code };
  }),
];

export async function recordSipd(): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  await withSandbox(
    sipdSandbox,
    async (sandbox) => {
      sandbox.set({ rateLimit: 0 });
      for (const question of questions) subjects.push(await record(sandbox.url, question));
    },
    { now: () => NOW },
  );
  return [...subjects, ...(await recordRows())];
}

async function record(url: string, question: Question): Promise<Subject> {
  const { release, operation: name, asked, isText = false } = question;
  const operation = operationOf('sipd', release, name);
  const protocol = Object.entries(sipd.protocols).find(([one]) => one === operation.protocol)?.[1];
  if (!protocol) throw new Error(`SIPD does not speak ${operation.protocol}`);
  const token = release === 'sesi' ? await gatewayToken(url) : 'token-uji';
  const config = configAt(url, token);
  const settings = sipd.settingsOf(config, operation.service);
  const wire = { instance: 'sipd', protocol, config, settings, now: () => NOW };
  let body: Json = null;
  await ask(wire, operation, asked, async (request) => {
    const answer = await overTheWire(request);
    body = inClear(parse(answer.text), isText);
    return answer;
  });
  return subjectOf({
    ...{ upstream: 'sipd', ...question, body },
    read: (changed) => ask(wire, operation, asked, () => ({ status: 200, headers: {}, text: textOf(changed, isText) })),
  });
}

/** Any token that the sandbox gave opens its treasury; an officer's own would want a captcha. */
async function gatewayToken(url: string): Promise<string> {
  const authorization = `Basic ${Buffer.from('binjai-uji:rahasia-splp-uji').toString('base64')}`;
  const answer = await fetch(`${url}/oauth2/token`, {
    ...{ method: 'POST', headers: { authorization }, body: 'grant_type=client_credentials' },
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const backwards = (text: string) => [...text].toReversed().join('');
const fromBase64 = (text: string) => Buffer.from(text, 'base64').toString('latin1');
const toBase64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

/** An encoded list stands in the body as if it had never been encoded (section 3, by the tests' own hand). */
function inClear(body: Json, isText: boolean): Json {
  if (!isText || !isRecord(body) || typeof body.data !== 'string') return body;
  return { ...body, data: parse(backwards(fromBase64(backwards(fromBase64(body.data))))) };
}

function textOf(body: Json | undefined, isText: boolean): string {
  if (typeof body === 'string' || body === undefined) return body ?? '';
  const data = isText && isRecord(body) ? body.data : undefined;
  if (data === undefined || isBlank(data) || typeof data === 'string') return print(body);
  return print({ ...(body as JsonRecord), data: toBase64(backwards(toBase64(backwards(print(data))))) });
}

/** Rows of an exported file, with SIPD's own names and with those of a spreadsheet. */
const rows: readonly (readonly [string, string, Json])[] = [
  ['skpd', 'own names', { id_skpd: 7001, kode_skpd: '1.01', nama_skpd: 'DINAS CONTOH', id_unit: 7001, is_skpd: 1 }],
  ['standar-harga', 'own names', { ...price, tipe_standar_harga: 'SSH', spek: 'Tinta biru' }],
  ['rencana-kerja', 'own names', { ...subActivity, kode_skpd: '1.01', nama_skpd: 'DINAS CONTOH' }],
  [
    'rencana-kerja',
    'headings',
    { 'Kode Sub Kegiatan': '2.16.02.2.01.0001', 'Nama Sub Kegiatan': 'Contoh', Pagu: '25' },
  ],
  ['rka', 'headings', { 'Kode Rekening': '5.1.02', Uraian: 'Contoh', 'Harga Satuan': 35_000, Jumlah: 70_000 }],
  ['realisasi', 'own names', { ...realisation, nama_skpd: 'DINAS CONTOH' }],
  ['sp2d', 'own names', { ...payment, is_transfer_sp_2_d: 1 }],
];

function recordRows(): Promise<readonly Subject[]> {
  return Promise.all(
    rows.map(([name, label, body]) => {
      const operation = operationOf('sipd', 'ekspor', name);
      return subjectOf({
        ...{ upstream: 'sipd', release: 'ekspor', operation: name, label, asked: {}, body, opener: row },
        read: async (payload) => operation.read({ payload, httpStatus: 200 }, { asked: {}, now: NOW }),
      });
    }),
  );
}
