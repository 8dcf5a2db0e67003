import { randomInt } from 'node:crypto';
import { money } from './accounts.ts';
import { escaped } from './finding.ts';
import { type Encoding, hmac, rsa, type Sealed, textWithoutToken, textWithToken } from './signing.ts';
import { wib } from './wib.ts';

/** The bank's side of the calls to the city (the SNAP notes, sections 3 to 8), written from the notes alone. */
export interface TellerOptions {
  /** `http://127.0.0.1:8080/callbacks/bank-snap`, with whatever part stands in front of `/v1.0`. */
  readonly cityUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM. */
  readonly privateKey: string;
  readonly companyCode: string;
  readonly partnerId?: string;
  readonly channelId?: string;
  readonly signature?: 'symmetric' | 'asymmetric';
  readonly encoding?: Encoding;
  /** What is signed in front of `/v1.0/`; absent: the path as it is sent. */
  readonly signedPath?: string;
  readonly now?: () => Date;
  readonly waitMs?: number;
}

/** What goes wrong, or is done otherwise, in one call. */
export interface How {
  /** Of the first copy; the others get one of their own unless it is given. */
  readonly externalId?: string;
  /** So many at once. */
  readonly copies?: number;
  /** The answer is not listened to. */
  readonly loseAnswer?: boolean;
  /** Seconds that the bank's clock is ahead. */
  readonly clockOffsetSeconds?: number;
  readonly encoding?: Encoding;
  /** Blanks and line breaks between members; signed over the same text without them. */
  readonly blanks?: boolean;
  /** `\/` and `\u` in the text. */
  readonly escapes?: boolean;
  /** Padding spaces were lost on the way to the sender. */
  readonly trimmed?: boolean;
  /** After signing. */
  readonly alterSignature?: (signature: string) => string;
  readonly alterBody?: (body: string) => string;
  /** In place of one that was fetched. */
  readonly token?: string;
  /** X-TIMESTAMP in another form of the same moment. */
  readonly timestamp?: (at: Date) => string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Laid over the members; `undefined` takes one away. */
  readonly members?: Readonly<Record<string, unknown>>;
}

export interface Heard {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly externalId: string;
}
/** `undefined`: no answer, or none that was listened to. */
export type Answer = Heard | undefined;

export interface PaymentAsked {
  readonly customerNo: string;
  readonly paymentRequestId: string;
  readonly amount: number;
  readonly trxId?: string;
  readonly referenceNo?: string;
  readonly advice?: boolean;
  readonly paidAt?: Date;
}

export interface Teller {
  token(how?: How): Promise<Answer>;
  inquiry(asked: { readonly customerNo: string; readonly inquiryRequestId: string }, how?: How): Promise<Answer>;
  payment(asked: PaymentAsked, how?: How): Promise<Answer>;
  /** Every copy's answer, where there are several. */
  payments(asked: PaymentAsked, how: How): Promise<readonly Answer[]>;
  notify(asked: PaymentAsked, how?: How): Promise<Answer>;
  qrNotify(
    asked: {
      readonly referenceNo: string;
      readonly partnerReferenceNo: string;
      readonly amount: number;
      readonly state?: string;
    },
    how?: How,
  ): Promise<Answer>;
  /** Any path below `cityUrl` with a body of one's own. */
  post(path: string, members: unknown, how?: How): Promise<Answer>;
}

export function createTeller(options: TellerOptions): Teller {
  const { cityUrl, clientId, clientSecret, privateKey, companyCode, now = () => new Date() } = options;
  let held: { readonly text: string; readonly until: number } | undefined;

  async function token(how: How = {}): Promise<Answer> {
    const { encoding = options.encoding ?? 'base64' } = how;
    const timestamp = stampOf(how);
    const signature = rsa(`${clientId}|${timestamp}`, privateKey, encoding);
    const answer = await hear('/v1.0/access-token/b2b', '{"grantType":"client_credentials"}', how, '', {
      'X-CLIENT-KEY': clientId,
      'X-TIMESTAMP': timestamp,
      'X-SIGNATURE': how.alterSignature?.(signature) ?? signature,
    });
    const { accessToken, expiresIn } = answer?.body ?? {};
    if (typeof accessToken === 'string') held = { text: accessToken, until: now().getTime() + Number(expiresIn) * 800 };
    return answer;
  }

  async function bearer(): Promise<string> {
    if (!held || now().getTime() >= held.until) await token();
    return held?.text ?? '';
  }

  function stampOf({ clockOffsetSeconds = 0, timestamp = (at) => wib(at.getTime()) }: How): string {
    return timestamp(new Date(now().getTime() + clockOffsetSeconds * 1000));
  }

  async function hear(
    path: string,
    body: string,
    how: How,
    externalId: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    try {
      const answer = await fetch(cityUrl + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers, ...how.headers },
        body: how.alterBody?.(body) ?? body,
        signal: AbortSignal.timeout(options.waitMs ?? 5000),
      });
      const text = await answer.text();
      if (how.loseAnswer) return undefined;
      const said = text.startsWith('{') ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {};
      const [code, message] = [said.responseCode, said.responseMessage].map((one) => String(one ?? ''));
      return { status: answer.status, code: code ?? '', message: message ?? '', body: said, externalId };
    } catch {
      return undefined; // no answer is an answer a bank knows
    }
  }

  async function once(path: string, members: unknown, how: How, given?: string): Promise<Answer> {
    const { encoding = options.encoding ?? 'base64' } = how;
    const isAsymmetric = options.signature === 'asymmetric';
    const access = isAsymmetric ? '' : (how.token ?? (await bearer()));
    const body = textOf(members, how);
    const timestamp = stampOf(how);
    const signedPath = options.signedPath === undefined ? new URL(cityUrl + path).pathname : options.signedPath + path;
    const sealed: Sealed = { method: 'POST', path: signedPath, body, timestamp };
    const signature = isAsymmetric
      ? rsa(textWithoutToken(sealed), privateKey, encoding)
      : hmac(textWithToken(sealed, access), clientSecret, encoding);
    const externalId = given ?? newExternalId(now());
    return hear(path, body, how, externalId, {
      ...(isAsymmetric ? {} : { Authorization: `Bearer ${access}` }),
      'X-TIMESTAMP': timestamp,
      'X-SIGNATURE': how.alterSignature?.(signature) ?? signature,
      'X-PARTNER-ID': options.partnerId ?? companyCode,
      'X-EXTERNAL-ID': externalId,
      'CHANNEL-ID': options.channelId ?? '95231',
    });
  }

  async function many(path: string, members: unknown, how: How): Promise<readonly Answer[]> {
    if (options.signature !== 'asymmetric' && how.token === undefined) await bearer(); // one for all copies
    return Promise.all(Array.from({ length: how.copies ?? 1 }, () => once(path, members, how, how.externalId)));
  }
  const one = async (path: string, members: object, how: How = {}) => {
    const [first] = await many(path, { ...members, ...how.members }, how);
    return first;
  };
  const trio = (customerNo: string, { trimmed = false }: How = {}) => {
    const partnerServiceId = trimmed ? companyCode : companyCode.padStart(8, ' ');
    return { partnerServiceId, customerNo, virtualAccountNo: partnerServiceId + customerNo };
  };
  const paying = (
    { customerNo, paymentRequestId, amount, trxId, referenceNo, advice, paidAt }: PaymentAsked,
    how?: How,
  ) => ({
    ...trio(customerNo, how),
    ...(trxId === undefined ? {} : { trxId }),
    paymentRequestId,
    channelCode: 6011,
    paidAmount: money(amount),
    trxDateTime: wib((paidAt ?? now()).getTime()),
    ...(referenceNo === undefined ? {} : { referenceNo }),
    ...(advice ? { flagAdvise: 'Y' } : {}),
  });

  return {
    token,
    inquiry: ({ customerNo, inquiryRequestId }, how) =>
      one(
        '/v1.0/transfer-va/inquiry',
        { ...trio(customerNo, how), trxDateInit: wib(now().getTime()), channelCode: 6011, inquiryRequestId },
        how,
      ),
    payment: (asked, how) => one('/v1.0/transfer-va/payment', paying(asked, how), how),
    payments: (asked, how) => many('/v1.0/transfer-va/payment', { ...paying(asked, how), ...how.members }, how),
    notify({ customerNo, paymentRequestId, amount, trxId, referenceNo, paidAt }, how) {
      const told = {
        trxDateTime: wib((paidAt ?? now()).getTime()),
        paymentStatus: 'Success',
        paidAmount: money(amount),
      };
      const numbers = { paymentRequestId, partnerReferenceNo: referenceNo, referenceNo, trxId };
      return one('/v1.0/transfer-va/notify-payment-intrabank', { ...trio(customerNo, how), ...numbers, ...told }, how);
    },
    qrNotify: ({ referenceNo, partnerReferenceNo, amount, state = '00' }, how) =>
      one(
        '/v1.0/qr/qr-mpm-notify',
        {
          originalReferenceNo: referenceNo,
          originalPartnerReferenceNo: partnerReferenceNo,
          latestTransactionStatus: state,
          amount: money(amount),
          additionalInfo: { paidTime: wib(now().getTime()) },
        },
        how,
      ),
    async post(path, members, how = {}) {
      const [first] = await many(path, members, how);
      return first;
    },
  };
}

function textOf(members: unknown, { blanks = false, escapes = false }: How): string {
  if (typeof members === 'string') return members;
  const text = blanks ? JSON.stringify(members, undefined, '\t').replaceAll('\n', '\r\n ') : JSON.stringify(members);
  return escapes ? escaped(text) : text;
}

/** 14 digits of time and 16 of chance: new for every attempt (section 4). */
function newExternalId(at: Date): string {
  const chance = Array.from({ length: 16 }, () => randomInt(10)).join('');
  return wib(at.getTime()).slice(0, 19).replace(/\D/g, '') + chance;
}
