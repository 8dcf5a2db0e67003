import type { HttpRequest, HttpResponse } from '../../../connectors/connector.ts';
import { UpstreamFault } from '../../../connectors/connector.ts';
import { oss } from '../../../connectors/oss/connector.ts';
import { askOnce } from '../../../hub/exchange/ask.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import type { OssConfig } from '../../../openapi/generated/config.ts';

const { releases } = loadMappings();

/** 3 February 2026, 10:15:40 in Jakarta. */
export const NOW = new Date('2026-02-03T03:15:40Z');

export const PARTNER: NonNullable<OssConfig['callbacks']> = {
  username: 'OSSCONTOH',
  password: 'sandi-contoh',
  rule: 'token',
  tokenType: '',
  yesterdayMinutes: 10,
  fileToken: 'with-nib',
  fileAnswer: 'responreceiveFileDS',
  refusalStatus: 200,
  unavailableStatus: 200,
};

export function configAt(url = 'http://127.0.0.1:1', changes: Partial<OssConfig> = {}): OssConfig {
  return {
    services: {
      rba: { baseUrl: `${url}/v1/kl/rba`, userKey: 'kunci-oss-untuk-uji', keyMinutes: 30 },
      'oss-1.1': {
        ...{ baseUrl: `${url}/v1/kl`, username: 'binjai-uji', password: 'sandi-oss-lama-untuk-uji', keyMinutes: 30 },
      },
    },
    institution: '275',
    regionCode: '1275000000',
    callbacks: PARTNER,
    ...changes,
  };
}

export interface Question {
  readonly release?: string;
  readonly operation: string;
  readonly asked?: Asked;
  readonly config?: OssConfig;
  readonly now?: () => Date;
  readonly headers?: Readonly<Record<string, string>>;
}
export type Answering = (request: HttpRequest) => Promise<HttpResponse>;

/** What the hub makes of one question: asked, sent, answered by `answering`, read. */
export async function ask(question: Question, answering: Answering): Promise<Verdict> {
  const { release = 'oss-rba', operation: name, asked = {}, config = configAt(), now = () => NOW } = question;
  const operation = releases.get(`oss/${release}`)?.operations.get(name);
  if (!operation) throw new Error(`no oss/${release}/${name}`);
  const protocol = Object.entries(oss.protocols).find(([one]) => one === operation.protocol)?.[1];
  if (!protocol) throw new Error(`oss does not speak ${operation.protocol}`);
  const asking = {
    ...{ instance: 'oss', protocol, config, settings: oss.settingsOf(config), http: { request: answering }, now },
  };
  return (await askOnce(asking, operation, asked, new AbortController().signal, question.headers ?? {})).verdict;
}

/** The same with one answer that is a text. */
export function read(
  question: Question,
  body: string | object,
  { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Record<string, string> } = {},
): Promise<Verdict> {
  return ask(question, async () => ({
    status,
    headers,
    text: typeof body === 'string' ? body : JSON.stringify(body),
  }));
}

/** The hub's way out, as short as it can be. */
export async function overTheWire({ method, url, headers, body }: HttpRequest, waitMs = 10_000): Promise<HttpResponse> {
  try {
    const signal = AbortSignal.timeout(waitMs);
    const answer = await fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
  } catch (cause) {
    throw new UpstreamFault('oss', { trouble: 'unanswered', outcome: 'unknown' }, { cause });
  }
}

export const NIB = '9999000000042';
export const ID_IZIN = 'I-202602031015300420001';
const permit = {
  ...{ nib: NIB, idProyek: 'R-202602031015300420001', ossId: 'P02-202602031015300420001' },
  ...{ idIzin: ID_IZIN, kodeIzin: '033000000001' },
};
export const STATUS = {
  ...permit,
  status: 'dokumen-lengkap',
  waktu: '2026-02-04T08:05:09+07:00',
  petugas: { nip: '990001', nama: 'PETUGAS CONTOH' },
  keterangan: 'Dokumen lengkap',
};
export const FINAL = {
  ...permit,
  kodeDaerah: '1275000000',
  tanggalTerbit: '2026-02-10',
  berlakuSampai: '2031-02-09',
  penandaTangan: { nama: 'KEPALA CONTOH', nip: '990000', jabatan: 'Kepala Dinas' },
  status: 'disetujui',
};
