import { oss } from '../../../../connectors/oss/connector.ts';
import { ossSandbox } from '../../../../connectors/oss/sandbox/server.ts';
import { configAt, FINAL, ID_IZIN, NIB, NOW, overTheWire, STATUS } from '../../../connectors/oss/wire.ts';
import { withSandbox } from '../../../connectors/sandbox-kit/with-sandbox.ts';
import { oss as opener } from './envelopes-oss.ts';
import { isRecord, type Json, parse, print } from './json.ts';
import { ask, operationOf, type Subject, subjectOf } from './subject.ts';

const idIzin = ID_IZIN;
const tagihan = { kodeBayar: '990042', tanggal: '2026-02-04', berlakuSampai: '2026-03-04', nominal: 125000 };
const sertifikat = {
  ...{ idIzin, nomor: 'S-1', tanggalTerbit: '2026-02-03', masaBerlaku: '5', satuanWaktu: 'Tahun' },
  ...{ jenis: 'Standar', tautan: 'https://x.contoh.invalid/1.pdf' },
};

/** In an order in which OSS takes them. */
const both = [
  ['nib', { nib: NIB }],
  ['izin-status', STATUS],
  ['izin-tagihan', { ...STATUS, tagihan }],
  ['izin-survei', { ...STATUS, hasil: 'sesuai' }],
  ['izin-final', { ...FINAL, lampiran: 'https://x.contoh.invalid/1.pdf' }],
  ['izin-cek', { idIzin }],
  ['referensi', { kode: '8' }],
] as const;
const riskBased = [
  ['nib-akun', { ossId: STATUS.ossId }],
  ['nib-cek', { nib: NIB }],
  ['nib-jejak', { nib: NIB }],
  ['nib-waralaba', { nib: NIB }],
  ['izin-rinci', { idIzin }],
  ['izin-kkpr', STATUS],
  ['izin-ubah', FINAL],
  ['proyek', STATUS],
  ['berkas', { idIzin }],
  ['sertifikat-kirim', sertifikat],
  ['sertifikat', { idIzin }],
] as const;
const questions = [
  ...both.map(([operation, asked]) => ({ release: 'oss-1.1', operation, asked })),
  ...[...both, ...riskBased].map(([operation, asked]) => ({ release: 'oss-rba', operation, asked })),
];

export async function recordOss(): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  await withSandbox(
    ossSandbox,
    async (sandbox) => {
      sandbox.set({ cityUrl: '' });
      for (const question of questions) subjects.push(await record(sandbox.url, question));
    },
    { now: () => NOW },
  );
  return subjects;
}

async function record(url: string, { release, operation: name, asked }: (typeof questions)[number]): Promise<Subject> {
  const operation = operationOf('oss', release, name);
  const protocol = Object.entries(oss.protocols).find(([one]) => one === operation.protocol)?.[1];
  if (!protocol) throw new Error(`OSS does not speak ${operation.protocol}`);
  const config = configAt(url);
  const wire = { instance: 'oss', protocol, config, settings: oss.settingsOf(config), now: () => NOW };
  let body: Json = null;
  await ask(wire, operation, asked, async (request) => {
    const answer = await overTheWire(request);
    body = parse(answer.text); // of 1.x the last one: the key that comes before it is kept
    return answer;
  });
  return subjectOf({
    ...{ upstream: 'oss', release, operation: name, asked, body, opener, codeAt: codeIn(body) },
    read: (changed) => ask(wire, operation, asked, () => ({ status: 200, headers: {}, text: textOf(changed) })),
  });
}

const textOf = (body: Json | undefined) =>
  typeof body === 'string' || body === undefined ? (body ?? '') : print(body);

/** In the one envelope, or beside it where there is none. */
function codeIn(body: Json): readonly string[] {
  const names = ['kode', 'code', 'kode_status', 'status'];
  const [[envelope = '', content] = []] = Object.entries(isRecord(body) ? body : {}).filter(([, one]) => isRecord(one));
  const isIn = (record: Json | undefined) =>
    names.find((name) => isRecord(record) && typeof record[name] !== 'object' && name in record);
  const [flat, inside] = [isIn(body), isIn(content)];
  if (flat !== undefined) return [flat];
  return inside === undefined ? [] : [envelope, inside];
}
