import { bankSnap } from '../../../connectors/bank-snap/connector.ts';
import type { HttpRequest, HttpResponse } from '../../../connectors/connector.ts';
import { UpstreamFault } from '../../../connectors/connector.ts';
import { askOnce } from '../../../hub/exchange/ask.ts';
import type { Asked } from '../../../hub/mapping/field.ts';
import { loadMappings } from '../../../hub/mapping/load.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import type { BankSnapConfig } from '../../../openapi/generated/config.ts';
import { HUB } from './keys.ts';

const { releases } = loadMappings();

export const NOW = new Date('2026-02-03T03:15:40Z');

export function configAt(baseUrl = 'http://127.0.0.1:1', changes: Partial<BankSnapConfig> = {}): BankSnapConfig {
  return {
    baseUrl,
    clientId: 'hub-contoh',
    clientSecret: 'rahasia-snap-bank-untuk-uji',
    privateKey: HUB.privateKey,
    partnerId: '990001',
    channelId: '95231',
    signature: 'symmetric',
    signatureEncoding: 'base64',
    sortedQuery: false,
    virtualAccount: { companyCode: '990001', customerDigits: 12, issuer: 'bank' },
    merchant: { merchantId: '000099000100001', terminalId: '99000001' },
    ...changes,
  };
}

export const NUMBER = { nomor: '990001000000000042', nomorPelanggan: '000000000042' };
export const ACCOUNT = {
  ...NUMBER,
  trxId: 'PBB-2026-0042',
  nama: 'RINA CONTOH',
  nominal: 125000,
  jenis: 'tetap',
  berlakuSampai: '2026-02-28T23:59:59+07:00',
  keterangan: 'PBB 2026',
};
export const CODE = { trxId: 'RET-2026-0042', nominal: 25000, berlakuSampai: '2026-02-03T11:15:40+07:00' };

export type Answering = (request: HttpRequest) => Promise<HttpResponse>;
export interface Question {
  readonly operation: string;
  readonly asked: Asked;
  readonly config?: BankSnapConfig;
  readonly now?: () => Date;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What the hub makes of one question: asked, signed, answered by `answering`, read. */
export async function ask(question: Question, answering: Answering): Promise<Verdict> {
  const { operation: name, asked, config = configAt(), now = () => NOW, headers = {} } = question;
  const operation = releases.get('bank-snap/snap-1.0')?.operations.get(name);
  if (!operation) throw new Error(`no bank-snap/snap-1.0/${name}`);
  const asking = {
    instance: 'bank-snap',
    protocol: bankSnap.protocols['snap-1.0'],
    config,
    settings: bankSnap.settingsOf(config),
    http: { request: answering },
    now,
  };
  const signal = question.signal ?? new AbortController().signal;
  return (await askOnce(asking, operation, asked, signal, headers)).verdict;
}

/** The hub's way out, as short as it can be. */
export async function overTheWire({ method, url, headers, body }: HttpRequest): Promise<HttpResponse> {
  try {
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
  } catch (cause) {
    throw new UpstreamFault('bank-snap', { trouble: 'unanswered', outcome: 'unknown' }, { cause });
  }
}

export const json = (status: number, body: object): HttpResponse => ({
  status,
  headers: {},
  text: JSON.stringify(body),
});
export const tokenAnswer = (accessToken: string, expiresIn: unknown = '900') =>
  json(200, { responseCode: '2007300', responseMessage: 'Successful', accessToken, tokenType: 'Bearer', expiresIn });

/** A bank that hands out tokens by number and answers transactions by `answer`. */
export function bankOf(answer: (request: HttpRequest, count: number) => HttpResponse, expiresIn: unknown = '900') {
  const tokens: HttpRequest[] = [];
  const calls: HttpRequest[] = [];
  const answering: Answering = async (request) => {
    if (request.url.endsWith('/access-token/b2b')) {
      tokens.push(request);
      return tokenAnswer(`token-${tokens.length}`, expiresIn);
    }
    calls.push(request);
    return answer(request, calls.length);
  };
  return { tokens, calls, answering };
}
