import { type KeyObject, randomBytes } from 'node:crypto';
import type { AuditRecord, ChainedAuditRecord, KeptAuditRecord } from '../store/audit.ts';
import { macOfKey } from './hmac.ts';

/** Where a chain has come to. `mac` is `''` before its first record. */
export interface ChainEnd {
  readonly chain: string;
  readonly place: number;
  readonly mac: string;
}

/** A record that must be there: whoever names it has seen it. */
export interface Named {
  readonly sequence: number;
  readonly mac: string;
}

/** Of the record that begins a chain. */
export const BEGINNING = 'audit.mulai';
/** Of other chains as many as there are processes; commands add one each. */
const MOST_NAMED = 32;

export function newChain(): ChainEnd {
  return { chain: randomBytes(9).toString('base64url'), place: 0, mac: '' };
}

/** The records as they go on a chain. */
export function chained(records: readonly AuditRecord[], end: ChainEnd, key: KeyObject): ChainedAuditRecord[] {
  let { place, mac } = end;
  return records.map((record) => {
    const { chain } = end;
    place += 1;
    const next = { ...record, chain, place, mac: '' };
    const bound = boundText(next, mac);
    if (bound.includes(ESCAPED)) Object.assign(next, wellFormed(record));
    mac = macOfKey(key)(bound.includes(ESCAPED) ? boundText(next, mac) : bound);
    next.mac = mac;
    return next;
  });
}

/** What JSON makes of half a character and of a zero begins so: hardly any record has to be looked at field by field. */
const ESCAPED = '\\u';

/**
 * HMAC-SHA256 over the mac of the record before and everything of this one but its sequence, as a JSON list: no field can
 * be moved into its neighbour. base64url, 43 characters.
 */
export function macOf(record: Omit<ChainedAuditRecord, 'mac'>, before: string, key: KeyObject): string {
  return macOfKey(key)(boundText(record, before));
}

function boundText(record: Omit<ChainedAuditRecord, 'mac'>, before: string): string {
  const { chain, place, at, requestId, application, purpose, agreement, service, subject, fields, outcome } = record;
  const bound = [
    before,
    chain,
    place,
    at,
    requestId,
    application,
    purpose,
    agreement,
    service,
    subject,
    fields,
    outcome,
  ];
  return JSON.stringify(bound);
}

/**
 * The first record of a chain. It names the newest record of every chain that was written to lately, so that what is cut
 * off their ends is missed.
 */
export function beginningOf({ chain }: ChainEnd, newest: readonly KeptAuditRecord[], at: number): AuditRecord {
  const heads = new Map<string, string>();
  for (const { chain: other, sequence, mac } of newest)
    if (other !== null && !heads.has(other) && heads.size < MOST_NAMED) heads.set(other, `${sequence}:${mac}`);
  return {
    ...{ at, requestId: chain, application: 'simpul', purpose: 'pengoperasian', agreement: '', service: BEGINNING },
    ...{ subject: '', fields: [...heads.values()].join(','), outcome: 'mulai' },
  };
}

/** The records that a beginning names. */
export function namedBy({ fields }: Pick<AuditRecord, 'fields'>): readonly Named[] {
  return fields.split(',').flatMap((text) => namedIn(text) ?? []);
}

/** `120:` and the mac of the record with the sequence 120; `undefined` for another text. */
export function namedIn(text: string): Named | undefined {
  const [, sequence, mac] = /^(\d{1,15}):([\w-]{43})$/.exec(text) ?? [];
  return sequence === undefined || mac === undefined ? undefined : { sequence: Number(sequence), mac };
}

/** As every database gives it back: half a character is no text in UTF-8, and PostgreSQL takes no zero. */
function wellFormed(record: AuditRecord): AuditRecord {
  const text = (given: string) => given.toWellFormed().replaceAll('\0', '\uFFFD');
  return {
    at: record.at,
    requestId: text(record.requestId),
    application: text(record.application),
    purpose: text(record.purpose),
    agreement: text(record.agreement),
    service: text(record.service),
    subject: text(record.subject),
    fields: text(record.fields),
    outcome: text(record.outcome),
  };
}
