import type { Opened, Opener } from './envelopes.ts';
import { isList, isRecord, type Json, type JsonRecord } from './json.ts';

const CODES = ['kode', 'code', 'kode_status', 'status'];
const SAID = ['keterangan', 'message', 'success'];
/** After these nobody knows what was done (section 7). */
const UNANSWERED = ['500', '504'];

/**
 * The OSS notes, section 7: one envelope, whose name is trimmed and compared without case, and a code of three digits
 * under one of four names; inqueryProyek has no envelope.
 */
export const oss: Opener = (body) => {
  const root = trimmed(body ?? null);
  if (isList(root)) return lost('kode');
  if (!isRecord(root)) return { kind: 'fault' };
  if (codeNameIn(root) !== undefined) return contentOf(root, [], []);
  const coded = Object.keys(root).filter((name) => codeNameIn(root[name] ?? null) !== undefined);
  const name = coded.find(isKnown) ?? coded[0];
  if (name === undefined) return lost('kode');
  const besides = Object.keys(root).flatMap((one) => (one === name ? [] : [`(envelope).${one}`]));
  return contentOf(root[name] as JsonRecord, [name], isKnown(name) ? besides : ['(envelope)', ...besides]);
};

const lost = (path: string): Opened => ({ kind: 'changed', paths: [path] });
const isKnown = (name: string) => /^(respon.*|datalicense)$/i.test(name);

function contentOf(content: JsonRecord, path: readonly string[], additive: readonly string[]): Opened {
  const codeName = codeNameIn(content) ?? '';
  const code = String(content[codeName]).trim();
  if (UNANSWERED.includes(code)) return { kind: 'fault' };
  if (content.success === false && code === '200') return lost('success');
  const payload = Object.entries(content).filter(([name]) => name !== codeName && !SAID.includes(name));
  return { kind: 'content', payload: Object.fromEntries(payload), code, path, additive };
}

function codeNameIn(content: Json): string | undefined {
  if (!isRecord(content)) return undefined;
  return CODES.find((name) => {
    const value = content[name];
    return ['string', 'number', 'bigint'].includes(typeof value) && /^\s*\d{3}\s*$/.test(String(value));
  });
}

/** "Trim keys" (section 4); of two that become one, that which says something. */
function trimmed(value: Json): Json {
  if (isList(value)) return value.map(trimmed);
  if (!isRecord(value)) return value;
  const made: Record<string, Json> = {};
  for (const [name, below] of Object.entries(value)) {
    const saysNothing = ['', '-', 'null'].includes(String(made[name.trim()] ?? '').trim());
    if (saysNothing) made[name.trim()] = trimmed(below);
  }
  return made;
}
