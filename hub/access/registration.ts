import type { ApplicationStore, StoredApplication } from '../store/store.ts';
import { hashKey, newApplicationId, newKey } from './applications.ts';

/** What somebody says about an application that is to be registered. */
export interface Registration {
  readonly name: string;
  readonly scopes: readonly string[];
  /** The usual one first. */
  readonly purposes: readonly string[];
  /** Absent: the hub's default. */
  readonly requestsPerMinute?: number;
}

/** What is wrong with one part of it; whoever asked for it puts it into words. */
export interface RegistrationFault {
  readonly part: keyof Registration;
  readonly because: 'malformed' | 'unknown' | 'none' | 'twice';
  /** The values that are. */
  readonly values: readonly string[];
}

const NAME = /^[a-z0-9][a-z0-9-]{1,39}$/;
const PURPOSE = /^[a-z0-9-]{2,40}$/;
export const MOST_REQUESTS_PER_MINUTE = 10_000_000;

/** `scopes`: those there are. */
export function faultsOf(registration: Registration, scopes: Iterable<string>): readonly RegistrationFault[] {
  const known = new Set(scopes);
  const { name, purposes, requestsPerMinute: limit } = registration;
  const faults: readonly RegistrationFault[] = [
    { part: 'name', because: 'malformed', values: NAME.test(name) ? [] : [name] },
    ...listFaults('scopes', registration.scopes),
    { part: 'scopes', because: 'unknown', values: registration.scopes.filter((scope) => !known.has(scope)) },
    ...listFaults('purposes', purposes),
    { part: 'purposes', because: 'malformed', values: purposes.filter((purpose) => !PURPOSE.test(purpose)) },
    { part: 'requestsPerMinute', because: 'malformed', values: isLimit(limit) ? [] : [String(limit)] },
  ];
  return faults.filter(({ because, values }) => because === 'none' || values.length > 0);
}

function listFaults(part: 'scopes' | 'purposes', values: readonly string[]): readonly RegistrationFault[] {
  if (values.length === 0) return [{ part, because: 'none', values }];
  return [{ part, because: 'twice', values: values.filter((value, place) => values.indexOf(value) < place) }];
}

function isLimit(limit: number | undefined): boolean {
  return limit === undefined || (Number.isInteger(limit) && limit >= 1 && limit <= MOST_REQUESTS_PER_MINUTE);
}

export interface Registered {
  readonly application: StoredApplication;
  /** In clear, this once. */
  readonly key: string;
}

/** Rejects with a StoreError when the name is taken by an application that is not revoked. */
export async function register(
  store: Pick<ApplicationStore, 'create'>,
  registration: Registration,
  at: number,
): Promise<Registered> {
  const key = newKey();
  const application = { id: newApplicationId(), ...registration, keyHash: hashKey(key), createdAt: at };
  await store.create(application);
  return { application, key };
}

/** A new key in place of the old one. `undefined`: there is no such application, or it is revoked. */
export async function renewKey(store: Pick<ApplicationStore, 'change'>, id: string): Promise<string | undefined> {
  const key = newKey();
  return (await store.change(id, { keyHash: hashKey(key) })) ? key : undefined;
}

/** By name or id; revoked ones are not found. */
export function activeAmong(all: readonly StoredApplication[], nameOrId: string): StoredApplication | undefined {
  return all.find(({ id, name, revokedAt }) => revokedAt === undefined && (id === nameOrId || name === nameOrId));
}
