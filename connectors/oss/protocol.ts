import { faultOfStatus, readAnswerText, retryAfter } from '../answer-text.ts';
import type { Drift, Fault, HttpResponse, Reply } from '../connector.ts';
import { UpstreamFault } from '../connector.ts';
import { extraOf, noteExtra } from '../envelope-drift.ts';
import { damaged, isGoneStatus, pathGone } from '../unreadable.ts';
import { asMembers, type Members, trimmedMembers } from './members.ts';

export interface Opening {
  readonly instance: string;
  readonly now: Date;
}

/** Where the code stands, and where the sentence does; the first that is there (the OSS notes, section 7). */
const CODES = ['kode', 'code', 'kode_status', 'status'] as const;
const SENTENCES = ['keterangan', 'message'] as const;

/**
 * Opens an answer of OSS: one envelope whose name varies by method, table and example, or none at all. Names are compared
 * without the spaces around them. `Reply.code` is the code as text, `payload` the rest of the envelope's content.
 * Throws an `UpstreamFault` for whatever is no JSON, and for the codes 500 and 504, after which nothing is known.
 */
export function openEnvelope(response: HttpResponse, { instance, now }: Opening): Reply {
  const body = readAnswerText(response, now);
  if (body.kind !== 'json') {
    if (isGoneStatus(response.status)) return pathGone(response.status);
    throw new UpstreamFault(
      instance,
      body.kind === 'fault' ? unanswered(response, body.fault) : sentence(response, now),
    );
  }
  const root = asMembers(trimmedMembers(body.value));
  const opened = root && contentOf(root);
  if (!opened) return withoutCode(response, { instance, now });
  return replyOf(opened, response, { instance, now });
}

interface Opened {
  readonly content: Members;
  readonly code: string;
  readonly codeName: string;
  readonly extra: readonly Drift[];
}

/** `dataLicense` of inqueryLicense is the one envelope whose name does not begin with `respon`. */
const ENVELOPE = /^(respon|datalicense$)/i;

function contentOf(root: Members): Opened | undefined {
  const extra: Drift[] = [];
  const entries = Object.entries(root);
  const inside = entries.filter(([, value]) => codeIn(asMembers(value)) !== undefined);
  const [named = inside[0]] = inside.filter(([name]) => ENVELOPE.test(name));
  const content = codeIn(root) === undefined && named ? asMembers(named[1]) : root; // inqueryProyek has no envelope
  const found = codeIn(content);
  if (!content || !found) return undefined;
  if (content !== root) {
    if (named && !ENVELOPE.test(named[0])) noteExtra(extra, '(envelope)', 'respon…', content);
    for (const [name, value] of entries)
      if (name !== named?.[0]) noteExtra(extra, `(envelope).${name}`, 'nothing', value);
  }
  return { content, ...found, extra };
}

/** Sometimes a number, sometimes text. A word is no code: dataNIB of checkNIB has a `status` of its own. */
function codeIn(content: Members | undefined): { readonly code: string; readonly codeName: string } | undefined {
  for (const codeName of CODES) {
    const value = content?.[codeName];
    const code = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    if (/^\d{3}$/.test(code)) return { code, codeName };
  }
  return undefined;
}

const UNANSWERED: readonly string[] = ['500', '504'];

function replyOf(
  { content, code, codeName, extra }: Opened,
  { status, headers }: HttpResponse,
  opening: Opening,
): Reply {
  const { instance, now } = opening;
  if (UNANSWERED.includes(code))
    throw new UpstreamFault(instance, { trouble: 'unanswered', outcome: 'unknown', reason: `kode_${code}` });
  const { success, ...members } = content;
  if (success === false && code === '200') return damaged(status, 'success', 'true', 'false');
  const said = new Set<string>([codeName, ...SENTENCES]);
  const retryAt = retryAfter(headers, now);
  return {
    payload: Object.fromEntries(Object.entries(members).filter(([name]) => !said.has(name))),
    httpStatus: status,
    code,
    ...sentenceIn(content),
    ...(retryAt === undefined ? {} : { retryAt }),
    ...extraOf(extra),
  };
}

/** inqueryLicense explains in `meta[{message, field}]` where its own sentence is empty. */
function sentenceIn(content: Members): Pick<Reply, 'message'> {
  const [first] = Array.isArray(content.meta) ? content.meta : [];
  const said = [...SENTENCES.map((name) => content[name]), asMembers(first)?.message].find(
    (one): one is string => typeof one === 'string' && one.trim() !== '',
  );
  return said === undefined ? {} : { message: said.trim() };
}

/** JSON without a code: of a gateway, by its HTTP status, or a new envelope. */
function withoutCode(response: HttpResponse, { instance, now }: Opening): Reply {
  const { status, headers } = response;
  if (isGoneStatus(status)) return pathGone(status);
  if (status >= 400)
    throw new UpstreamFault(instance, unanswered(response, faultOfStatus(status, headers, 'no_code', now)));
  return damaged(status, 'kode', 'three digits', 'none');
}

function sentence(response: HttpResponse, now: Date): Fault {
  return unanswered(response, faultOfStatus(response.status, response.headers, 'not_json', now));
}

/** HTTP 500 and 504 are read as the codes are: it may have happened (section 7). */
function unanswered({ status }: HttpResponse, fault: Fault): Fault {
  return status === 500 || status === 504 ? { ...fault, trouble: 'unanswered', outcome: 'unknown' } : fault;
}

/**
 * The body as OSS wants it: its envelope under the name the instance has for it, and `$kd_instansi` under that very name
 * replaced by the instance's own. `envelope` undefined: the release's.
 */
export function completeBody(body: Members, institution: string, envelope: string | undefined): Members {
  const [only, ...others] = Object.entries(body);
  const named = envelope !== undefined && only && others.length === 0 ? { [envelope]: only[1] } : body;
  return withInstitution(named, institution) as Members;
}

function withInstitution(value: unknown, institution: string): unknown {
  const members = asMembers(value);
  if (!members) return value;
  const made = Object.entries(members).map(([name, one]) => [
    name,
    name === 'kd_instansi' && one === '$kd_instansi' ? institution : withInstitution(one, institution),
  ]);
  return Object.fromEntries(made);
}
