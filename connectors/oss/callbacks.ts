import { createHash } from 'node:crypto';
import type { OssConfig } from '../../openapi/generated/config.ts';
import type { Callback, CallbackContext, CallbackRequest, Received } from '../callback.ts';
import { parseExactJson, writeExactJson } from '../exact-json.ts';
import { type Envelope, respond, respondTo, type Said } from './callback-answers.ts';
import { electronicSystemFields, fileFields, franchiseFields, nibFields } from './callback-fields.ts';
import { type OssPartner, stateOfToken } from './callback-token.ts';
import { readDigits, readDocument, textOf, type WireFields } from './callback-words.ts';
import { asMembers, isNothing, type Members, trimmedMembers } from './members.ts';

type Context = CallbackContext<OssConfig>;

/** One method of OSS (the OSS notes, sections 4 and 5). */
interface Push {
  readonly method: string;
  readonly callback: string;
  /** The member of the body that holds the document. */
  readonly envelope: string;
  readonly fields: WireFields;
}

const pushes: readonly Push[] = [
  { method: 'receiveNIB', callback: 'oss.nib', envelope: 'dataNIB', fields: nibFields },
  { method: 'receiveFileDS', callback: 'oss.berkas', envelope: 'receiveFileDS', fields: fileFields },
  { method: 'receiveNIBSTPW', callback: 'oss.waralaba', envelope: 'dataNIBSTPW', fields: franchiseFields },
  { method: 'receiveNIBKKPR', callback: 'oss.kkpr', envelope: 'dataNIB', fields: nibFields },
  { method: 'receiveNIBPSE', callback: 'oss.pse', envelope: 'dataNIBPSE', fields: electronicSystemFields },
];

/** A company with hundreds of projects and permits is one document; no length is published. */
const MOST_BYTES = 2_097_152;

/** Below `/callbacks/{instance}/`: each method at its own name, and one address for offices that registered one. */
export const ossCallbacks: readonly Callback<OssConfig>[] = [
  ...pushes.map(callbackOf),
  {
    ...{ name: 'oss.terima', method: 'POST', path: 'terima', writes: true, tells: true, mostBytes: MOST_BYTES },
    names: [...new Set(pushes.map(({ callback }) => callback))],
    receive: (request, context) => receiveAny(request, context),
    answer: (answer, { config }) => respondTo(answer, { name: 'respon', form: 'kode' }, config.callbacks),
  },
];

function callbackOf(push: Push): Callback<OssConfig> {
  return {
    ...{ name: push.callback, method: 'POST', path: push.method, writes: true, tells: true, mostBytes: MOST_BYTES },
    receive: (request, context) => receive(push, documentIn(request.body), request, context),
    answer: (answer, { config }) => respondTo(answer, envelopeOf(push, config.callbacks), config.callbacks),
  };
}

function envelopeOf({ method }: Push, partner: OssPartner | undefined): Envelope {
  return method === 'receiveFileDS' && partner?.fileAnswer === 'respon'
    ? { name: 'respon', form: 'kode' }
    : { name: `respon${method}`, form: 'status' };
}

/** The envelope says which method it is. KKPR cannot be told from receiveNIB by it, and is taken as that. */
function receiveAny(request: CallbackRequest, context: Context): Received {
  const root = documentIn(request.body);
  const push = root && pushes.find(({ envelope }) => envelope in root);
  const { callbacks } = context.config;
  if (!push) return answered({ name: 'respon', form: 'kode' }, 'not-stored', UNREADABLE, callbacks);
  const heard = receive(push, root, request, context);
  if (heard.kind === 'answered') return heard;
  return {
    ...heard,
    as: { name: push.callback, writes: true },
    answer: (answer) => respondTo(answer, envelopeOf(push, callbacks), callbacks),
  };
}

const UNREADABLE = 'Format data tidak sesuai, gunakan JSON';
const NOT_SET_UP = 'Layanan belum diaktifkan';

/** The NIB of the body is part of the token, so the body is read before the caller is known. */
function receive(push: Push, root: Members | undefined, request: CallbackRequest, context: Context): Received {
  const { config, now } = context;
  const { callbacks: partner } = config;
  const envelope = envelopeOf(push, partner);
  const refuse = (said: Said, why: string) => answered(envelope, said, why, partner);
  if (!partner) return refuse('not-stored', NOT_SET_UP);
  const document = onlyOf(root?.[push.envelope]);
  if (!document) return refuse('not-stored', UNREADABLE);
  const nib = nibIn(document);
  const isWithoutNib = push.method === 'receiveFileDS' && partner.fileToken === 'without-nib';
  const token = stateOfToken(request, partner, isWithoutNib ? '' : nib, now());
  if (token !== 'good') {
    const refused = refuse('bad-token', 'Token tidak sesuai');
    return token === 'bad' ? { ...refused, refused: true } : refused;
  }
  if (!/^\d{13}$/.test(nib)) return refuse('not-stored', 'nib tidak sesuai, harus 13 digit');
  const read = readDocument(push.fields, document);
  if (read.lacking !== undefined) return refuse('not-stored', `${read.lacking} belum diisi`);
  const question = { nib, ...withOwnWork(read.value, config.regionCode), tidakTerbaca: read.unread };
  return { kind: 'asked', question, identity: identityOf(push, document) };
}

function answered(envelope: Envelope, said: Said, why: string, partner: OssPartner | undefined) {
  return { kind: 'answered', response: respond(envelope, said, why, partner) } as const;
}

/** `undefined`: it is no JSON object. A mark of the byte order in front of it is harmless. */
function documentIn(body: string): Members | undefined {
  try {
    return asMembers(trimmedMembers(parseExactJson(body.replace(/^\uFEFF/, ''))));
  } catch {
    return undefined;
  }
}

/** A list with one document in it is that document. */
function onlyOf(value: unknown): Members | undefined {
  return asMembers(Array.isArray(value) && value.length === 1 ? value[0] : value);
}

/** As the token is made with it: a JSON number gets its leading zeros back. Empty where there is none. */
function nibIn(document: Members): string {
  const { nib } = document;
  const text = textOf(nib) ?? '';
  return typeof nib === 'string' ? text : (readDigits(text, 13) ?? '');
}

/** Of each permit whether it is the city's own work: its authority and its region (section 4). */
function withOwnWork(value: Members, regionCode: string): Members {
  const { izin } = value;
  if (!Array.isArray(izin)) return value;
  const isOwn = (row: Members) => row.kewenangan === 'kabupaten-kota' && row.kodeDaerah === regionCode;
  return { ...value, izin: izin.map((row: Members) => ({ ...row, milikKota: isOwn(row) })) };
}

/**
 * OSS gives a push no id, and sends identical copies at the same moment (section 4): method and content are the id. A
 * hash, as it is stored in the clear nowhere else. Members that say nothing, and their order, do not count.
 */
function identityOf({ method }: Push, document: Members): string {
  return createHash('sha256')
    .update(`${method} ${writeExactJson(inOrder(document))}`)
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  const members = asMembers(value);
  if (!members) return value;
  const said = Object.entries(members).filter(([, one]) => !isNothing(one));
  return Object.fromEntries(said.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([k, v]) => [k, inOrder(v)]));
}
