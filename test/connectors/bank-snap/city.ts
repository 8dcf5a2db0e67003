import { createHash, createHmac, createSign } from 'node:crypto';
import { bankSnapCallbacks } from '../../../connectors/bank-snap/callbacks.ts';
import type { Callback, CallbackContext, Received } from '../../../connectors/callback.ts';
import type { BankSnapConfig } from '../../../openapi/generated/config.ts';
import { configAt, NOW } from './asking.ts';
import { BANK } from './keys.ts';

export type Partner = NonNullable<BankSnapConfig['callbacks']>;

export const PARTNER: Partner = {
  clientId: 'bank-contoh',
  clientSecret: 'rahasia-snap-kota-untuk-uji',
  bankPublicKey: BANK.publicKey,
  tokenSecret: 'rahasia-token-snap-kota-untuk-uji-32',
  prefix: 'snap',
  signature: 'symmetric',
  signatureEncoding: 'base64',
  timestampSeconds: 300,
  longestExternalId: 128,
  adviceAnswer: '2002500',
  mostBills: 24,
};

export function cityContext(
  changes: Partial<Partner> = {},
  { now = NOW, config = {} }: { readonly now?: Date; readonly config?: Partial<BankSnapConfig> } = {},
): CallbackContext<BankSnapConfig> {
  return { config: configAt(undefined, { callbacks: { ...PARTNER, ...changes }, ...config }), now: () => now };
}

export const INQUIRY = '/v1.0/transfer-va/inquiry';
export const PAYMENT = '/v1.0/transfer-va/payment';
export const INTRABANK = '/v1.0/transfer-va/notify-payment-intrabank';
export const QR = '/v1.0/qr/qr-mpm-notify';
const TOKEN_PATH = '/v1.0/access-token/b2b';

const TRIO = { partnerServiceId: '  990001', customerNo: '000000000042', virtualAccountNo: '  990001000000000042' };
export const inquiryBody = { ...TRIO, inquiryRequestId: '2026020300000001', channelCode: 6011 };
export const paymentBody = {
  ...TRIO,
  paymentRequestId: '2026020300000001',
  paidAmount: { value: '125000.00', currency: 'IDR' },
  trxDateTime: '2026-02-03T10:20:00+07:00',
  referenceNo: '990000000000042',
};
export const noticeBody = { ...TRIO, paymentRequestId: '2026020300000001', paymentStatus: 'Success' };
export const qrBody = {
  originalReferenceNo: 'QR-REF-0042',
  originalPartnerReferenceNo: 'RET-2026-0042',
  latestTransactionStatus: '00',
  amount: { value: '25000.00', currency: 'IDR' },
};
export const bodyOf: Readonly<Record<string, object>> = {
  [INQUIRY]: inquiryBody,
  [PAYMENT]: paymentBody,
  [INTRABANK]: noticeBody,
  [QR]: qrBody,
};

export const wib = (date: Date) => `${new Date(date.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export interface Call {
  /** As the bank writes it. */
  readonly body?: string | object;
  /** What the signature is made over, where it is another than the body without blanks. */
  readonly signedBody?: string;
  readonly context?: CallbackContext<BankSnapConfig>;
  readonly before?: string;
  readonly query?: string;
  readonly signedPath?: string;
  readonly token?: string;
  readonly timestamp?: string;
  readonly secret?: string;
  readonly asymmetric?: boolean;
  readonly encoding?: 'base64' | 'hex';
  /** After signing. */
  readonly alter?: (signature: string) => string;
  /** Laid over those of a good call; `undefined` takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

function callbackFor(path: string, hasPrefix: boolean): Callback<BankSnapConfig> {
  const wanted = (hasPrefix ? '{prefix}' : '') + path;
  const found = bankSnapCallbacks.find((one) => `/${one.path}`.replace('/{', '{') === wanted);
  if (!found) throw new Error(`no callback at ${path}`);
  return found;
}

/** What the city makes of a call to a path, signed here and not by the connector. */
export function heard(path: string, call: Call = {}): Received {
  const { context = cityContext(), before = '', query = '', body = bodyOf[path] ?? {} } = call;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = call.timestamp ?? wib(context.now());
  const url = `/callbacks/bank-snap${before}${path}${query}`;
  const token = call.token ?? (path === TOKEN_PATH ? '' : goodToken(context));
  const signed = `POST:${call.signedPath ?? url}`;
  const over = `${sha256(call.signedBody ?? text)}:${timestamp}`;
  const encoding = call.encoding ?? 'base64';
  const signature = call.asymmetric
    ? createSign('RSA-SHA256').update(`${signed}:${over}`).sign(BANK.privateKey, encoding)
    : createHmac('sha512', call.secret ?? PARTNER.clientSecret)
        .update(`${signed}:${token}:${over}`)
        .digest(encoding);
  const headers = {
    authorization: call.asymmetric ? undefined : `Bearer ${token}`,
    'x-timestamp': timestamp,
    'x-signature': call.alter?.(signature) ?? signature,
    'x-partner-id': '990001',
    'x-external-id': '202602031015400000000000000001',
    'channel-id': '95231',
    ...call.headers,
  };
  return received(path, { url, before, text, context, headers });
}

function received(
  path: string,
  given: {
    readonly url: string;
    readonly before: string;
    readonly text: string;
    readonly context: CallbackContext<BankSnapConfig>;
    readonly headers: Readonly<Record<string, string | undefined>>;
  },
): Received {
  const { url, before, text, context } = given;
  const there = Object.entries(given.headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return callbackFor(path, before !== '').receive(
    {
      ...{ method: 'POST', url, path: before + path, query: new URLSearchParams(), body: text },
      pathNames: before === '' ? {} : { prefix: before.slice(1) },
      headers: Object.fromEntries(there),
    },
    context,
  );
}

export interface TokenCall {
  readonly context?: CallbackContext<BankSnapConfig>;
  readonly body?: string;
  readonly before?: string;
  readonly timestamp?: string;
  readonly clientId?: string;
  readonly signed?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export function askToken(call: TokenCall = {}): Received {
  const { context = cityContext(), clientId = PARTNER.clientId, before = '' } = call;
  const timestamp = call.timestamp ?? wib(context.now());
  const signature = createSign('RSA-SHA256')
    .update(call.signed ?? `${clientId}|${timestamp}`)
    .sign(BANK.privateKey, context.config.callbacks?.signatureEncoding ?? 'base64');
  const headers = { 'x-client-key': clientId, 'x-timestamp': timestamp, 'x-signature': signature, ...call.headers };
  const url = `/callbacks/bank-snap${before}${TOKEN_PATH}`;
  return received(TOKEN_PATH, {
    url,
    before,
    text: call.body ?? '{"grantType":"client_credentials"}',
    context,
    headers,
  });
}

export function goodToken(context = cityContext()): string {
  return saidBy(askToken({ context })).body.accessToken as string;
}

/** Status and body of what the connector answers by itself. */
export function saidBy(answer: Received) {
  if (answer.kind !== 'answered') throw new Error('it was asked, not answered');
  const { status, headers, body } = answer.response;
  return { status, headers, body: JSON.parse(body) as Readonly<Record<string, unknown>> };
}

export function questionOf(answer: Received): Readonly<Record<string, unknown>> {
  if (answer.kind !== 'asked') throw new Error(`it was answered: ${answer.response.body}`);
  return answer.question;
}

/** The code, or that it was asked. */
export function codeOf(answer: Received): unknown {
  return answer.kind === 'asked' ? 'asked' : saidBy(answer).body.responseCode;
}
