import type { BpjsConfig } from '../../openapi/generated/config.ts';
import type {
  Callback,
  CallbackAnswer,
  CallbackContext,
  CallbackRequest,
  CallbackResponse,
  Received,
} from '../callback.ts';
import { isSame } from '../same-text.ts';
import { type CallbackFields, fktpFields, rsFields } from './callback-fields.ts';
import { issueToken, stateOfToken } from './callback-token.ts';
import { jakartaDay, readQuestion, writeAnswer } from './callback-words.ts';

type Context = CallbackContext<BpjsConfig>;
type Answered = Extract<Received, { readonly kind: 'answered' }>;
type Place = Pick<Callback<BpjsConfig>, 'method' | 'path' | 'writes'>;

/**
 * What Mobile JKN asks of a hospital and of a puskesmas (the BPJS notes, sections 8 and 8.1). Paths are the facility's
 * own choice and are registered at BPJS. BPJS gives a call no id of its own, so none of them has an `identity`.
 */
export const bpjsCallbacks: readonly Callback<BpjsConfig>[] = [
  tokenAt('mobile-jkn.token', 'rs/auth'),
  callback('mobile-jkn.status-antrean', reads('POST', 'rs/antrean/status'), rsFields['status-antrean']),
  callback('mobile-jkn.ambil-antrean', writes('POST', 'rs/antrean/ambil'), rsFields['ambil-antrean']),
  callback('mobile-jkn.sisa-antrean', reads('POST', 'rs/antrean/sisa'), rsFields['sisa-antrean']),
  callback('mobile-jkn.batal-antrean', writes('POST', 'rs/antrean/batal'), rsFields['batal-antrean']),
  callback('mobile-jkn.check-in', writes('POST', 'rs/antrean/checkin'), rsFields['check-in']),
  callback('mobile-jkn.pasien-baru', writes('POST', 'rs/pasien/baru'), rsFields['pasien-baru']),
  callback('mobile-jkn.jadwal-operasi-rs', reads('POST', 'rs/operasi/rs'), rsFields['jadwal-operasi-rs']),
  callback('mobile-jkn.jadwal-operasi-pasien', reads('POST', 'rs/operasi/pasien'), rsFields['jadwal-operasi-pasien']),
  callback('mobile-jkn.ambil-antrean-farmasi', writes('POST', 'rs/farmasi/ambil'), rsFields['ambil-antrean-farmasi']),
  callback('mobile-jkn.status-antrean-farmasi', reads('POST', 'rs/farmasi/status'), rsFields['status-antrean-farmasi']),
  tokenAt('mobile-jkn-fktp.token', 'fktp/auth'),
  callback(
    'mobile-jkn-fktp.status-antrean',
    reads('GET', 'fktp/antrean/status/{kodepoli}/{tanggal}'),
    fktpFields['status-antrean'],
  ),
  callback(
    'mobile-jkn-fktp.sisa-antrean',
    reads('GET', 'fktp/antrean/sisapeserta/{nomorkartu}/{kodepoli}/{tanggal}'),
    fktpFields['sisa-antrean'],
  ),
  callback('mobile-jkn-fktp.ambil-antrean', writes('POST', 'fktp/antrean'), fktpFields['ambil-antrean']),
  callback('mobile-jkn-fktp.batal-antrean', writes('PUT', 'fktp/antrean/batal'), fktpFields['batal-antrean']),
  callback('mobile-jkn-fktp.batal-antrean', writes('POST', 'fktp/antrean/batal'), fktpFields['batal-antrean']),
  callback('mobile-jkn-fktp.pasien-baru', writes('POST', 'fktp/peserta'), fktpFields['pasien-baru']),
  callback('mobile-jkn-fktp.pasien-baru', writes('POST', 'fktp/pasienbaru'), fktpFields['pasien-baru']),
];

function reads(method: Place['method'], path: string): Place {
  return { method, path, writes: false };
}

function writes(method: Place['method'], path: string): Place {
  return { method, path, writes: true };
}

function callback(name: string, place: Place, fields: CallbackFields): Callback<BpjsConfig> {
  return {
    name,
    ...place,
    receive(request, context) {
      const refusal = refusedCaller(request, context);
      if (refusal !== undefined) return answered(refusal, context);
      const members = membersOf(request);
      if (!members) return answered('Format data tidak sesuai, gunakan JSON', context);
      const read = readQuestion(fields.question, members, jakartaDay(context.now()));
      return read.kind === 'read' ? { kind: 'asked', question: read.question } : answered(read.reason, context);
    },
    answer: (answer, context) => answerIn(fields, answer, context),
  };
}

/** `GET` with `x-username` and `x-password`; whoever knows both gets a token. */
function tokenAt(name: string, path: string): Callback<BpjsConfig> {
  return {
    name,
    ...reads('GET', path),
    receive({ headers }, context) {
      const { callbacks } = context.config;
      if (!callbacks) return answered(NOT_SET_UP, context);
      const isUser = isSame(headers['x-username'] ?? '', callbacks.username);
      const isPassword = isSame(headers['x-password'] ?? '', callbacks.password);
      if (!isUser || !isPassword) return { ...answered('Username atau Password Tidak Sesuai', context), refused: true };
      const expires = new Date(context.now().getTime() + callbacks.tokenMinutes * 60_000);
      return { kind: 'answered', response: envelope(context, 200, 'Ok', { token: issueToken(callbacks, expires) }) };
    },
    answer: (answer, context) => answerIn({ question: {} }, answer, context),
  };
}

const NOT_SET_UP = 'Layanan belum diaktifkan';

/** Why the caller is not let in, or `undefined`. An expired token says so: BPJS fetches a new one then (section 8). */
function refusedCaller({ headers }: CallbackRequest, { config, now }: Context): string | undefined {
  const { callbacks } = config;
  if (!callbacks) return NOT_SET_UP;
  const token = headers['x-token'] ?? '';
  if (token === '') return 'Token belum dikirim';
  if (!isSame(headers['x-username'] ?? '', callbacks.username)) return 'Username Tidak Sesuai';
  const state = stateOfToken(token, callbacks, now());
  if (state === 'good') return undefined;
  return state === 'expired' ? 'Token Expired' : 'Token Tidak Sesuai';
}

/** What the path names, and what the body says; a GET has no body. */
function membersOf({ method, pathNames, body }: CallbackRequest): Readonly<Record<string, unknown>> | undefined {
  if (method === 'GET') return pathNames;
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return { ...(value as Readonly<Record<string, unknown>>), ...pathNames };
  } catch {
    return undefined;
  }
}

function answerIn(
  { answer: fields, list }: CallbackFields,
  answer: CallbackAnswer,
  context: Context,
): CallbackResponse {
  switch (answer.kind) {
    case 'done': {
      const { value } = answer;
      if (!fields) return envelope(context, 200, 'Ok');
      if (!list) return envelope(context, 200, 'Ok', writeAnswer(fields, value));
      if (!Array.isArray(value.daftar)) throw new RangeError('the answer lacks "daftar" (a list)');
      return envelope(context, 200, 'Ok', { list: value.daftar.map((row) => writeAnswer(fields, row)) });
    }
    case 'refused':
      // 202: unknown here, so BPJS sends the patient's particulars and then books again
      return envelope(context, answer.code === 'pasien-baru' ? 202 : 201, answer.reason);
    case 'unavailable':
      return envelope(context, 201, answer.reason); // BPJS knows no other word for it
    default:
      return answer satisfies never;
  }
}

function answered(reason: string, context: Context): Answered {
  return { kind: 'answered', response: envelope(context, 201, reason) };
}

const HEADERS = { 'content-type': 'application/json; charset=utf-8' };

function envelope({ config }: Context, code: number, message: string, response?: object): CallbackResponse {
  const status = config.callbacks?.statusStyle === 'ikut-kode' ? code : 200;
  const metadata = { message, code };
  return { status, headers: HEADERS, body: JSON.stringify(response ? { response, metadata } : { metadata }) };
}
