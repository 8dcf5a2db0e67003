import type { FacadeAnswer, FacadeProtocol, FacadeReceived, FacadeRefusal, FacadeRequest } from '../connector.ts';
import { isSame } from '../same-text.ts';
import { readXml, writeXml } from './xml.ts';

const REFUSED: FacadeRefusal = { because: 'auth' };

/**
 * The first generation's intake: XML both ways, the token an attribute of the root (the LAPOR notes, section 2.1). The
 * root of its answers and the form of its errors are unknown: here `response`, and in it an `error`.
 */
export const xml1Facade: FacadeProtocol = {
  credential: 'token',
  receive,
  answer,
};

function receive({ body }: FacadeRequest): FacadeReceived {
  const read = readXml(body, 'keep');
  if (!read) return { kind: 'refused', because: 'misasked' };
  const { '@token': token, ...question } = read;
  if (typeof token !== 'string' || token.trim() === '') return { kind: 'refused', ...REFUSED };
  const id = token.trim();
  return {
    kind: 'claimed',
    id,
    check: (secret) => (secret !== undefined && isSame(id, secret) ? undefined : REFUSED),
    body: question,
  };
}

function answer({ http: status, sentence = '', payload }: FacadeAnswer) {
  const response = payload === undefined ? { error: sentence } : payload;
  return { status, headers: { 'Content-Type': 'text/xml; charset=UTF-8' }, body: writeXml({ response }) };
}
