/** Somebody who works with the console. */
export interface StoredOperator {
  readonly id: string;
  /** What is typed to sign in. Unique among those that are not disabled. */
  readonly name: string;
  /** Says itself how it was made; `hub/access/passwords.ts`. */
  readonly passwordHash: string;
  readonly role: string;
  /** Sealed secret of the second factor; null: a password is enough. */
  readonly twoFactor: Uint8Array | null;
  /** Sealed secret that was shown and not confirmed yet. */
  readonly offeredTwoFactor: Uint8Array | null;
  /** The newest time step whose code was used: neither it nor an earlier one is good again. */
  readonly usedStep: number | null;
  readonly createdAt: number;
  readonly disabledAt: number | null;
}

export interface StoredSession {
  /** SHA-256 of the token, hexadecimal. */
  readonly tokenHash: string;
  readonly operator: string;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
}

/** What became of a change: done, or there is no such operator, or it would leave nobody of a role there must be one of. */
export type OperatorChange = 'done' | 'absent' | 'last';

/** Who may use the console, and who is using it. */
export interface OperatorStore {
  /** Resolves `false` when the name is taken by one that is not disabled. */
  create(operator: StoredOperator): Promise<boolean>;
  /** Also one that is disabled. */
  get(id: string): Promise<StoredOperator | undefined>;
  /** The one that is not disabled. */
  byName(name: string): Promise<StoredOperator | undefined>;
  /** Oldest first, disabled ones included. */
  list(): Promise<readonly StoredOperator[]>;
  /** `keep`: a role that at least one keeps. Of several who make each other less at once, one is refused. */
  setRole(id: string, role: string, keep: string): Promise<OperatorChange>;
  /** Ends every session in the same commit. Without `keep` even the last one is disabled. */
  disable(id: string, at: number, keep?: string): Promise<OperatorChange>;
  /** Ends every session but that with the hash `except`, in the same commit. Resolves `false` for one that is disabled. */
  setPassword(id: string, passwordHash: string, except?: string): Promise<boolean>;

  /** Replaces what was offered before; the second factor in use stays. Resolves `false` for one that is disabled. */
  offerTwoFactor(id: string, sealed: Uint8Array): Promise<boolean>;
  /** Takes what was offered into use, where it is still this. */
  confirmTwoFactor(id: string, sealed: Uint8Array, step: number): Promise<boolean>;
  /** Resolves `false` when this step or a later one was used before. */
  useStep(id: string, step: number): Promise<boolean>;
  /** Takes back what is in use and what is offered. Resolves `false` where there is no such operator. */
  endTwoFactor(id: string): Promise<boolean>;

  /** Resolves `false`, opening none, when the operator was disabled or given another password meanwhile. */
  openSession(session: StoredSession, passwordHash: string): Promise<boolean>;
  /** With its operator as it is now; `undefined` where there is none. */
  session(
    tokenHash: string,
  ): Promise<{ readonly session: StoredSession; readonly operator: StoredOperator } | undefined>;
  /** Nothing where there is none, or it was seen later. */
  sawSession(tokenHash: string, at: number): Promise<void>;
  endSession(tokenHash: string): Promise<void>;
  /** Removes those that have expired. Resolves to how many. */
  pruneSessions(now: number): Promise<number>;
}
