import type { BankEcollectionConfig, BankEcollectionNoticeStatus } from '../../openapi/generated/config.ts';
import type { Callback, CallbackAnswer, CallbackContext, CallbackRequest, Received } from '../callback.ts';
import { parseExactJson } from '../exact-json.ts';
import { readNotice } from './notice.ts';
import { asRecord, decode, numbering } from './protocol.ts';

type Context = CallbackContext<BankEcollectionConfig>;
type Answered = Extract<Received, { readonly kind: 'answered' }>;

/**
 * BNI says that money has come in (the eCollection notes, section 5). Nothing proves that it was BNI who said so
 * (section 9), so what is heard is weak evidence, whatever it looks like. The one answer that ends it is 000.
 */
export const ecollectionCallbacks: readonly Callback<BankEcollectionConfig>[] = [
  {
    name: 'bank.notice',
    method: 'POST',
    path: 'notifikasi',
    writes: true,
    receive(request, context) {
      const opened = openNotice(request, context);
      if (opened.kind === 'answered') return opened;
      const read = readNotice(opened.members, numbering(context.config).before);
      if (read.kind === 'unfit') return refusal('body', `${read.member} tidak sesuai`, context);
      return { kind: 'asked', question: read.question };
    },
    answer: (answer, context) => responseTo(answer, context),
  },
];

type Opened = { readonly kind: 'opened'; readonly members: Readonly<Record<string, unknown>> };

function openNotice({ headers, body }: CallbackRequest, context: Context): Opened | Answered {
  const { config, now } = context;
  if (!/^application\/json\s*(;|$)/i.test((headers['content-type'] ?? '').trim()))
    return refusal('contentType', 'Content-Type harus application/json', context);
  const envelope = parsedObject(body);
  const { client_id: client, data } = envelope ?? {};
  if (client === undefined || typeof data !== 'string')
    return refusal('body', 'client_id dan data harus diisi', context);
  if (client !== config.clientId) return refusal('client', 'client_id tidak dikenal', context);
  const decoded = decode(data, config, { now: now(), windowSeconds: config.clockWindowSeconds });
  // not told apart to whoever asks: that a forged message was nearly right is nothing to be told
  if (decoded.kind !== 'opened') return refusal('data', 'data tidak dapat dibaca', context);
  const { client_id: inner } = decoded.value;
  if (inner !== undefined && inner !== null && inner !== config.clientId)
    return refusal('client', 'client_id tidak sama', context);
  return { kind: 'opened', members: decoded.value };
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asRecord(parseExactJson(text));
  } catch {
    return undefined;
  }
}

/** Not `refused`: nobody guesses keys here, and a bank whose clock is wrong may not be locked out for it. */
function refusal(cause: keyof BankEcollectionNoticeStatus, message: string, { config }: Context): Answered {
  return { kind: 'answered', response: responseOf({ status: config.noticeStatus[cause], message }) };
}

function responseTo(answer: CallbackAnswer, { config }: Context) {
  if (answer.kind === 'done') return responseOf({ status: '000' });
  return responseOf({ status: config.noticeStatus.refused, message: answer.reason });
}

const HEADERS = { 'content-type': 'application/json; charset=utf-8' };

/** HTTP 200 always: what counts is the status inside. */
function responseOf(body: { readonly status: string; readonly message?: string }) {
  return { status: 200, headers: HEADERS, body: JSON.stringify(body) };
}
