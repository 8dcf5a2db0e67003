import type { BankSnapConfig } from '../../openapi/generated/config.ts';
import type { Callback, CallbackAnswer, CallbackRequest, CallbackResponse, Received } from '../callback.ts';
import { parseExactJson } from '../exact-json.ts';
import { type Context, lackingHeader, type Partner, refusedCaller, refusedClient } from './callback-admission.ts';
import { type Answering, refuseAccount, respond, writeInquiry, writeNotice, writePayment } from './callback-answers.ts';
import {
  inquiryFields,
  intrabankFields,
  intrabankStates,
  paymentFields,
  qrFields,
  qrStates,
  type WireFields,
} from './callback-fields.ts';
import { issueToken, TOKEN_SECONDS } from './callback-token.ts';
import { asMembers, type Members, memberOf, readMembers } from './callback-words.ts';
import { jakartaText, readSnapMoment } from './moments.ts';

/** One address of the city as a bank knows it (the SNAP notes, sections 7 and 8). */
interface Endpoint {
  /** As settings name it. */
  readonly name: string;
  readonly callback: string;
  readonly writes: boolean;
  readonly service: string;
  readonly path: string;
  readonly fields: WireFields;
  /** The question in the city's words, or the name of a member that is malformed all the same. */
  readonly question: (read: Members, members: Members, externalId: string) => Members | string;
  readonly write: (answer: CallbackAnswer, answering: Answering, partner: Partner | undefined) => CallbackResponse;
}

const inquiry: Endpoint = {
  name: 'inquiry',
  callback: 'bank.inquiry',
  writes: false,
  service: '24',
  path: 'v1.0/transfer-va/inquiry',
  fields: inquiryFields,
  question: (read, members) => disagreeing(members) ?? read,
  write: (answer, answering, partner) => writeInquiry(answer, answering, partner?.mostBills ?? 0),
};

const payment: Endpoint = {
  name: 'payment',
  callback: 'bank.payment',
  writes: true,
  service: '25',
  path: 'v1.0/transfer-va/payment',
  fields: paymentFields,
  question(read, members) {
    const { ulangan, ...asked } = read;
    return (
      disagreeing(members) ?? {
        nomorBank: asked.idPembayaran, // where the bank gives no number of its own
        ...asked,
        ...(ulangan === 'Y' ? { ulangan: true } : {}),
      }
    );
  },
  write: (answer, answering, partner) => writePayment(answer, answering, partner?.adviceAnswer ?? '2002500'),
};

const intrabank: Endpoint = {
  name: 'notify-payment-intrabank',
  callback: 'bank.notice',
  writes: true,
  service: '34',
  path: 'v1.0/transfer-va/notify-payment-intrabank',
  fields: intrabankFields,
  question(read, members, externalId) {
    const given = typeof read.keadaan === 'string' ? read.keadaan.trim().toLowerCase() : '';
    const number = ['partnerReferenceNo', 'inquiryRequestId'].map((name) => memberOf(members, name)).find(isText);
    return (
      disagreeing(members) ?? {
        nomorBank: read.idPembayaran ?? number ?? externalId, // every number of service 34 is optional
        ...read,
        ...evidence(read),
        keadaan: intrabankStates.get(given) ?? 'menunggu', // a word nobody knows books nothing
      }
    );
  },
  write: writeNotice,
};

const qrNotify: Endpoint = {
  name: 'qr-mpm-notify',
  callback: 'bank.notice',
  writes: true,
  service: '52',
  path: 'v1.0/qr/qr-mpm-notify',
  fields: qrFields,
  question(read, members) {
    const keadaan = qrStates.get(String(read.keadaan));
    if (keadaan === undefined) return 'latestTransactionStatus';
    const paidAt = paidTime(members);
    return {
      ...read,
      ...evidence(read),
      qris: true,
      idPembayaran: read.nomorBank,
      keadaan,
      ...(paidAt === undefined ? {} : { dibayarPada: paidAt }),
    };
  },
  write: writeNotice,
};

/** Signed, so it is strong; but a notice without an amount says too little to be booked, and the bank is asked. */
function evidence({ nominal }: Members): Members {
  return { bukti: nominal === undefined ? 'lemah' : 'kuat' };
}

/** BNI has it inside `additionalInfo` (section 8.1). */
function paidTime(members: Members): string | undefined {
  const [text] = [memberOf(members, 'paidTime'), asMembers(memberOf(members, 'additionalInfo'))?.paidTime].filter(
    isText,
  );
  const at = text === undefined ? undefined : readSnapMoment(text.trim());
  return at && jakartaText(at);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** All three numbers of an account say the same; padding and trimming aside (section 6). */
function disagreeing(members: Members): string | undefined {
  const [company, customer, account] = ['partnerServiceId', 'customerNo', 'virtualAccountNo'].map((name) =>
    String(members[name]).trim(),
  );
  return account === `${company}${customer}` ? undefined : 'virtualAccountNo';
}

/** Each at its own path and below one part of the bank's choice, which the settings name. */
export const bankSnapCallbacks: readonly Callback<BankSnapConfig>[] = [
  ...['v1.0/access-token/b2b', '{prefix}/v1.0/access-token/b2b'].map(tokenAt),
  ...[inquiry, payment, intrabank, qrNotify].flatMap((endpoint) => [
    callbackAt(endpoint, endpoint.path),
    callbackAt(endpoint, `{prefix}/${endpoint.path}`),
  ]),
];

function tokenAt(path: string): Callback<BankSnapConfig> {
  const receive = (request: CallbackRequest, context: Context): CallbackResponse => {
    const answering = { service: '73', now: context.now() };
    const partner = partnerAt(request, context);
    if (!partner) return respond(answering, 'not-allowed');
    const refusal = refusedClient(request, partner, answering.now);
    if (refusal) return respond(answering, refusal.because, refusal.name === undefined ? {} : { name: refusal.name });
    if (parsed(request.body)?.grantType !== 'client_credentials') return respond(answering, 'bad-request');
    return respond(answering, 'done', {
      accessToken: issueToken(partner, answering.now),
      tokenType: 'Bearer',
      expiresIn: String(TOKEN_SECONDS),
      additionalInfo: {},
    });
  };
  return {
    ...{ name: 'bank.token', method: 'POST', path, writes: false },
    receive: (request, context) => ({ kind: 'answered', response: receive(request, context) }),
    answer: (answer, { now }) =>
      respond({ service: '73', now: now() }, answer.kind === 'unavailable' ? 'timeout' : 'bad-request'),
  };
}

function callbackAt(endpoint: Endpoint, path: string): Callback<BankSnapConfig> {
  return {
    ...{ name: endpoint.callback, method: 'POST', path, writes: endpoint.writes },
    receive: (request, context) => receive(endpoint, request, context),
    // without the call: too large, or too many at once
    answer: (answer, { config, now }) =>
      endpoint.write(answer, { service: endpoint.service, asked: {}, now: now() }, config.callbacks),
  };
}

/** Token, signature, JSON, mandatory, format; the external id and the business are the city's (section 7.3). */
function receive(endpoint: Endpoint, request: CallbackRequest, context: Context): Received {
  const { service } = endpoint;
  const partner = partnerAt(request, context);
  const now = context.now();
  const bare = { service, now };
  if (!partner) return answered(respond(bare, 'not-allowed'));
  const refusal = refusedCaller(request, endpoint, partner, now);
  if (refusal)
    return answered(respond(bare, refusal.because, refusal.name === undefined ? {} : { name: refusal.name }));
  const members = parsed(request.body);
  const answering = { ...bare, asked: members ?? {} };
  if (!members) return answered(refuseAccount(answering, 'bad-request'));
  const lacking = lackingHeader(request, partner);
  if (lacking) return answered(refuseAccount(answering, lacking.because, nameOf(lacking)));
  const read = readMembers(endpoint.fields, members);
  if (read.kind !== 'read') return answered(refuseAccount(answering, read.kind, { name: read.name }));
  const nomorLuar = request.headers['x-external-id'] ?? '';
  const question = endpoint.question(read.question, members, nomorLuar);
  if (typeof question === 'string') return answered(refuseAccount(answering, 'malformed', { name: question }));
  if (isOfAnotherCompany(members, context.config)) return answered(refuseAccount(answering, 'unknown'));
  return {
    kind: 'asked',
    question: { ...question, nomorLuar },
    answer: (answer) => endpoint.write(answer, { ...answering, now: context.now() }, partner),
  };
}

function nameOf({ name }: { readonly name?: string }): { readonly name?: string } {
  return name === undefined ? {} : { name };
}

/** `undefined`: no calls are taken, or not at this address. */
function partnerAt({ pathNames }: CallbackRequest, { config: { callbacks } }: Context): Partner | undefined {
  const { prefix } = pathNames;
  return prefix === undefined || prefix === callbacks?.prefix ? callbacks : undefined;
}

function isOfAnotherCompany(members: Members, { virtualAccount }: BankSnapConfig): boolean {
  const company = memberOf(members, 'partnerServiceId');
  return virtualAccount !== undefined && isText(company) && company.trim() !== virtualAccount.companyCode;
}

function answered(response: CallbackResponse): Received {
  return { kind: 'answered', response };
}

/** The signature was over the text; a member that stands there twice is its last (section 5.1). */
function parsed(body: string): Members | undefined {
  try {
    return asMembers(parseExactJson(body));
  } catch {
    return undefined;
  }
}
