import type { OperatorStore, StoredOperator } from '../store/operators.ts';
import type { Attempts } from './attempts.ts';
import type { Credentials, Session, SignIn } from './operators.ts';
import type { Passwords } from './passwords.ts';
import type { OpenSession, Sessions } from './sessions.ts';
import type { TwoFactor } from './two-factor.ts';

export interface SignInParts {
  readonly store: OperatorStore;
  readonly passwords: Passwords;
  readonly twoFactor: TwoFactor;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
  readonly toSession: (found: OpenSession) => Session;
}

const WRONG = { kind: 'salah' } as const;

export function createSignIn(parts: SignInParts): (given: Credentials) => Promise<SignIn> {
  const { store, passwords, twoFactor, sessions, attempts, toSession } = parts;
  /** A code is good once, even when it is sent twice at the same moment. */
  const uses = async (operator: StoredOperator, sealed: Uint8Array, code: string): Promise<boolean> => {
    const step = twoFactor.stepOf(sealed, operator, code);
    return step !== undefined && store.useStep(operator.id, step);
  };
  return async ({ name: typed, password, code = '', address }) => {
    const name = typed.trim().toLowerCase();
    const taken = await attempts.take({ name, address });
    if (typeof taken === 'number') return { kind: 'terlalu-sering', retryAfterSeconds: taken };
    const operator = await store.byName(name);
    const right = await passwords.matches(password, operator?.passwordHash);
    if (!operator || !right) return WRONG;
    if (operator.twoFactor !== null) {
      if (code.trim() === '') {
        await taken();
        return { kind: 'perlu-kode' };
      }
      if (!(await uses(operator, operator.twoFactor, code))) return WRONG;
    }
    const opened = await sessions.open(operator);
    if (!opened) return WRONG;
    await taken();
    return { kind: 'masuk', token: opened.token, session: toSession(opened) };
  };
}
