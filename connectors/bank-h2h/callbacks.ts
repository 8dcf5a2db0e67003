import type { BankH2hConfig } from '../../openapi/generated/config.ts';
import type {
  Callback,
  CallbackContext,
  CallbackRequest,
  CallbackResponse,
  DialectQuestion,
  Received,
} from '../callback.ts';
import { isAllowed } from './addresses.ts';
import { type Place, sayAnswer, sayDone, sayMisasked, sayRefused } from './answer.ts';
import { bodyOf, type Members } from './members.ts';
import { callNames, questionOf } from './question.ts';
import type { IncomingCall, Keyring, Login, Refusal, Server } from './servers/server.ts';
import { servers } from './servers/servers.ts';

type Context = CallbackContext<BankH2hConfig>;

/** The name until a dialect knows which call it is. */
const CALL = 'bank.call';
/** The operation of a release with which a bank fetches a token. */
const TOKEN = 'token';
const NOT_SET_UP = 'Layanan belum diaktifkan';
const NO_ADDRESS = 'Tidak ada layanan di alamat ini';

/** Every address of the instance: which call stands where is for the releases (the bank host-to-host notes, section 5). */
export const bankH2hCallbacks: readonly Callback<BankH2hConfig>[] = (['GET', 'POST'] as const).map((method) => ({
  name: CALL,
  names: callNames,
  method,
  path: '*',
  writes: false,
  receive,
  answer: (answer, { dialects: [dialect] = [] }) =>
    dialect ? sayAnswer({ dialect, operation: '', asked: {} }, answer) : plain(503, NOT_SET_UP),
}));

/** A dialect that knows the address of a call, and what it makes of it. */
interface Heard {
  readonly place: Place;
  readonly server: Server;
  readonly question: DialectQuestion;
}

function receive(request: CallbackRequest, context: Context): Received {
  const body = bodyOf(request);
  const heard = hearings(request, body ?? {}, context);
  const [first] = heard;
  if (!first) return answered(plain(404, NO_ADDRESS));
  const keys = { config: context.config, now: context.now() };
  if (!isAllowed(request.from, keys.config.allowedAddresses ?? []))
    return answered(sayRefused(withoutAsked(first.place), ['auth-address', 'auth'], 'Alamat tidak terdaftar'));
  const call = { request, members: { ...Object.fromEntries(request.query), ...body } };
  return first.question.operation === TOKEN ? logIn(heard, call, keys) : letIn(heard, call, keys, body);
}

/** Dialects that have this address, in the order of the instance. */
function hearings({ method, path, query }: CallbackRequest, body: Members, context: Context): readonly Heard[] {
  return (context.dialects ?? []).flatMap((dialect) => {
    const server = servers[dialect.protocol];
    const question = dialect.recognise({ method, path, query, body });
    if (!server || !question) return [];
    return [{ server, question, place: { dialect, operation: question.operation, asked: question.asked } }];
  });
}

/** Two dialects may have one address: it is the one whose credentials came. */
function letIn(heard: readonly Heard[], call: IncomingCall, keys: Keyring, body: Members | undefined): Received {
  let refusal: Received | undefined;
  for (const one of heard) {
    const why = one.server.refusalOf(call, keys);
    if (!why) return asked(one, body);
    refusal ??= refused(one.place, why);
  }
  return refusal ?? answered(plain(404, NO_ADDRESS));
}

function asked({ place, question }: Heard, body: Members | undefined): Received {
  const { wrong, lacking, operation } = question;
  if (!body) return answered(sayRefused(place, ['misasked'], 'Isi tidak dapat dibaca'));
  if (wrong.length + lacking.length > 0) return answered(sayMisasked(place, { wrong, lacking }));
  const read = questionOf(operation, place.asked);
  if (!read) return answered(sayRefused(place, ['unavailable'], NOT_SET_UP));
  return { kind: 'asked', ...read, release: place.dialect.release, answer: (answer) => sayAnswer(place, answer) };
}

/** Likewise with the secret that a token is given for. */
function logIn(heard: readonly Heard[], call: IncomingCall, keys: Keyring): Received {
  let refusal: Received | undefined;
  for (const one of heard) {
    const login = one.server.login?.(call, keys);
    if (login && 'token' in login) return given(one, login, keys.now);
    if (login) refusal ??= refused(one.place, login);
  }
  return refusal ?? answered(plain(404, NO_ADDRESS));
}

function given({ place, question: { wrong, lacking } }: Heard, { user, token, seconds }: Login, now: Date): Received {
  const quiet = withoutAsked(place);
  if (wrong.length + lacking.length > 0) return answered(sayMisasked(quiet, { wrong, lacking }));
  const sampai = new Date(now.getTime() + seconds * 1000).toISOString();
  return answered(sayDone(quiet, { namaPengguna: user, token, masa: seconds, sampai }));
}

function refused(place: Place, { reason, guessed }: Refusal): Received {
  const response = sayRefused(withoutAsked(place), [reason, 'auth']);
  return { kind: 'answered', response, ...(guessed ? { refused: true as const } : {}) };
}

/** Nothing is repeated to whom nobody knows, and no secret to anybody. */
function withoutAsked({ dialect, operation }: Place): Place {
  return { dialect, operation, asked: {} };
}

function answered(response: CallbackResponse): Received {
  return { kind: 'answered', response };
}

/** No dialect is known here: whoever set up the address reads it. */
function plain(status: number, message: string): CallbackResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify({ message }) };
}
