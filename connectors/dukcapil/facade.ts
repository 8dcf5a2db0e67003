import type { FacadeAnswer, FacadeProtocol, FacadeReceived, FacadeRefusal, FacadeRequest } from '../connector.ts';
import { parseExactJson, writeExactJson } from '../exact-json.ts';
import { isSame } from '../same-text.ts';

const REFUSED: FacadeRefusal = { because: 'auth' };

/**
 * The regional servers of about 2018 to 2022: credentials in the body, everything in `content[0]`, numbers as JSON
 * numbers, HTTP 200 for refusals as well (the Dukcapil notes, sections 3 and 4). The registered address (`IP_USER`) was
 * that of the old network and says nothing here, so it is not looked at.
 */
export const getJsonFacade: FacadeProtocol = {
  credential: 'pair',
  receive,
  answer,
};

const CREDENTIALS: ReadonlySet<string> = new Set(['USER_ID', 'PASSWORD', 'IP_USER', 'IP_USERS', 'IP_ADDRESS']);

function receive({ body }: FacadeRequest): FacadeReceived {
  const fields = fieldsOf(body);
  if (!fields) return { kind: 'refused', because: 'misasked' };
  const id = textOf(fields.USER_ID);
  const password = textOf(fields.PASSWORD);
  if (id === '' || password === '') return { kind: 'refused', ...REFUSED };
  const question = Object.fromEntries(Object.entries(fields).filter(([name]) => !CREDENTIALS.has(name)));
  return {
    kind: 'claimed',
    id,
    check: (secret) => (secret !== undefined && isSame(password, secret) ? undefined : REFUSED),
    body: question,
  };
}

/** Names are accepted in upper and lower case (the Dukcapil notes, section 3.1). */
function fieldsOf(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read = parseExactJson(body);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
    return Object.fromEntries(Object.entries(read).map(([name, value]) => [name.toUpperCase(), value]));
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value).trim()
    : '';
}

function answer({ http: status, sentence = '', payload }: FacadeAnswer) {
  const envelope = {
    content: [payload ?? { RESPON: sentence }],
    lastPage: true,
    numberOfElements: 1,
    sort: null,
    totalElements: 1,
    firstPage: true,
    number: 0,
    size: 1,
  };
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: writeExactJson(envelope) };
}
