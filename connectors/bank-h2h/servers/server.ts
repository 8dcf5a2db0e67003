import type { BankH2hConfig } from '../../../openapi/generated/config.ts';
import type { CallbackRequest } from '../../callback.ts';

/** A call whose address is known; its body is read, and its credentials are not looked at yet. */
export interface IncomingCall {
  readonly request: CallbackRequest;
  /** Query and body. */
  readonly members: Readonly<Record<string, unknown>>;
}

export interface Keyring {
  readonly config: BankH2hConfig;
  readonly now: Date;
}

/** Why somebody is not let in, in the reasons that a release may have words for; `auth` where it has no other. */
export interface Refusal {
  readonly reason: 'auth' | 'auth-missing' | 'auth-expired' | 'auth-login';
  /** What somebody guesses was wrong: who keeps trying is stopped by the hub. */
  readonly guessed: boolean;
}

export interface Login {
  readonly user: string;
  readonly token: string;
  readonly seconds: number;
}

/** The server half of one protocol: pure, the clock and the keys are arguments. */
export interface Server {
  /** `undefined`: it is the bank. */
  refusalOf(call: IncomingCall, keys: Keyring): Refusal | undefined;
  /** Where the bank fetches a token first: whoever knows the secret gets one. */
  login?(call: IncomingCall, keys: Keyring): Login | Refusal;
}

export const MISSING: Refusal = { reason: 'auth-missing', guessed: false };
export const WRONG: Refusal = { reason: 'auth', guessed: true };
export const EXPIRED: Refusal = { reason: 'auth-expired', guessed: false };
export const BAD_LOGIN: Refusal = { reason: 'auth-login', guessed: true };
/** Nobody knows a key that is not set: it is no guess to call. */
export const NOT_SET_UP: Refusal = { reason: 'auth', guessed: false };

export function memberText(members: Readonly<Record<string, unknown>>, name: string): string {
  const value = members[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}
