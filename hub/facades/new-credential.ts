import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Credential } from './credentials.ts';

/** How an old interface knows its callers: an id and a secret, or a token that is both. */
export type CredentialKind = 'pair' | 'token';

/** Absent: made here. */
export interface OwnCredential {
  readonly id?: string;
  readonly secret?: string;
}

/** A number for an id: some clients keep it as one. An old id has its old secret. */
export function newCredential(upstream: string, kind: CredentialKind, { id, secret }: OwnCredential): Credential {
  if (kind === 'token') {
    const token = secret ?? `{${randomUUID().toUpperCase()}}`;
    return { upstream, id: token, secret: token };
  }
  return {
    upstream,
    id: id ?? String(randomInt(100_000_000, 1_000_000_000)),
    secret: secret ?? randomBytes(24).toString('base64url'),
  };
}

/** What a person calls it by: short, and of no use to whoever finds it. */
export function referenceOf(recordId: string): string {
  return recordId.replace(/[^A-Za-z0-9]/g, '').slice(0, 10);
}

/** A token stands for itself and is never shown. */
export function shownId({ id, secret }: Credential): string | undefined {
  return id === secret ? undefined : id;
}
