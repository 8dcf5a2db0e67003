import { hash, randomBytes } from 'node:crypto';
import type { OperatorStore, StoredOperator, StoredSession } from '../store/operators.ts';
import type { Role } from './operators.ts';

interface Lifetime {
  readonly absoluteMs: number;
  /** Without a request it ends after this. */
  readonly idleMs: number;
}

const HOUR_MS = 3_600_000;
const A_DAYS_WORK: Lifetime = { absoluteMs: 12 * HOUR_MS, idleMs: 2 * HOUR_MS };
const LIFETIMES: Readonly<Record<Role, Lifetime>> = {
  // a display on the wall, at which nobody can do anything
  pengamat: { absoluteMs: 30 * 24 * HOUR_MS, idleMs: 30 * 24 * HOUR_MS },
  operator: A_DAYS_WORK,
  admin: A_DAYS_WORK,
};
const SEEN_EVERY_MS = 60_000;

export interface OpenSession {
  readonly operator: StoredOperator;
  readonly expiresAt: number;
}

export interface Sessions {
  /** `undefined` when the operator was disabled, or got another password, since this was read. */
  open(operator: StoredOperator): Promise<(OpenSession & { readonly token: string }) | undefined>;
  find(token: string): Promise<OpenSession | undefined>;
  end(token: string): Promise<void>;
}

export interface SessionParts {
  readonly store: OperatorStore;
  readonly now: () => Date;
  readonly trouble: (what: string, error: unknown) => void;
}

export function createSessions({ store, now, trouble }: SessionParts): Sessions {
  const saw = async ({ tokenHash, seenAt }: StoredSession, at: number) => {
    if (at - seenAt < SEEN_EVERY_MS) return;
    // on a full disk reads go on: whoever looks is not sent away because that could not be written down
    await store.sawSession(tokenHash, at).catch((error: unknown) => trouble('a session could not be marked', error));
  };
  return {
    async open(operator) {
      const at = now().getTime();
      await store.pruneSessions(at);
      const token = randomBytes(32).toString('base64url');
      const session = { tokenHash: hashToken(token), operator: operator.id, createdAt: at, seenAt: at };
      const expiresAt = at + lifetimeOf(operator).absoluteMs;
      const opened = await store.openSession({ ...session, expiresAt }, operator.passwordHash);
      return opened ? { token, operator, expiresAt } : undefined;
    },
    async find(token) {
      if (!/^[\w-]{43}$/.test(token)) return undefined;
      const found = await store.session(hashToken(token));
      if (!found || found.operator.disabledAt !== null) return undefined;
      const { session, operator } = found;
      const at = now().getTime();
      const { absoluteMs, idleMs } = lifetimeOf(operator); // of the role as it is now, which may be another one
      const expiresAt = Math.min(session.expiresAt, session.createdAt + absoluteMs);
      if (at >= expiresAt || at >= session.seenAt + idleMs) return undefined;
      await saw(session, at);
      return { operator, expiresAt };
    },
    end: (token) => store.endSession(hashToken(token)),
  };
}

/** Tokens are random and long, so one round of SHA-256 is enough to keep what is stored useless. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

function lifetimeOf({ role }: StoredOperator): Lifetime {
  return LIFETIMES[role as Role] ?? A_DAYS_WORK;
}
