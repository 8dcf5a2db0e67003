import { newId } from '../identifiers/new-id.ts';
import type { OperatorStore, StoredOperator } from '../store/operators.ts';
import type { Sealing } from '../store/sealing.ts';
import { type AttemptLimits, createAttempts } from './attempts.ts';
import { absent, checkChange, checkName, checkPassword, checkRole, nameTaken } from './operator-rules.ts';
import { isRole, type Operator, type Operators, type Role, type Session } from './operators.ts';
import { createPasswords, type ScryptCost } from './passwords.ts';
import { createSessions, hashToken, type OpenSession } from './sessions.ts';
import { createSignIn } from './sign-in.ts';
import { createTwoFactor } from './two-factor.ts';

export interface OperatorParts {
  readonly store: OperatorStore;
  readonly sealing: Sealing;
  readonly now: () => Date;
  readonly trouble: (what: string, error: unknown) => void;
  /** Less than the usual costs less, and is worth less. */
  readonly passwordCost?: ScryptCost;
  readonly attempts?: AttemptLimits;
}

/** The role there is always somebody of. */
const KEPT: Role = 'admin';

export function createOperators({
  store,
  sealing,
  now,
  trouble,
  passwordCost,
  attempts: limits,
}: OperatorParts): Operators {
  const passwords = createPasswords(passwordCost);
  const twoFactor = createTwoFactor(sealing, now);
  const sessions = createSessions({ store, now, trouble });
  const attempts = createAttempts(limits);

  return {
    signIn: createSignIn({ store, passwords, twoFactor, sessions, attempts, toSession }),
    async find(token) {
      const found = await sessions.find(token);
      return found && toSession(found);
    },
    signOut: (token) => sessions.end(token),
    list: async () => (await store.list()).map(toOperator),
    async create({ name, role, password }) {
      checkName(name);
      checkRole(role);
      checkPassword(password, name);
      const at = now().getTime();
      const operator: StoredOperator = {
        ...{ id: newId('opr', at), name, role, passwordHash: await passwords.hash(password), createdAt: at },
        ...{ twoFactor: null, offeredTwoFactor: null, usedStep: null, disabledAt: null },
      };
      if (!(await store.create(operator))) throw nameTaken();
      return toOperator(operator);
    },
    async setRole(id, role) {
      checkRole(role);
      checkChange(await store.setRole(id, role, KEPT), 'role');
    },
    async setPassword(id, password) {
      const { name } = await active(store, id);
      checkPassword(password, name);
      if (!(await store.setPassword(id, await passwords.hash(password)))) throw absent();
    },
    async disable(id) {
      checkChange(await store.disable(id, now().getTime(), KEPT), 'id');
    },
    async changeOwnPassword(id, current, next, keep) {
      const { name, passwordHash } = await active(store, id);
      checkPassword(next, name);
      const taken = await attempts.take({ name }); // whoever found a session open may guess no more than at the door
      if (typeof taken === 'number' || !(await passwords.matches(current, passwordHash))) return false;
      await taken();
      const kept = keep === undefined ? undefined : hashToken(keep);
      if (!(await store.setPassword(id, await passwords.hash(next), kept))) throw absent();
      return true;
    },
    async beginTwoFactor(id) {
      const { sealed, secret, uri } = twoFactor.offer(await active(store, id));
      if (!(await store.offerTwoFactor(id, sealed))) throw absent();
      return { secret, uri };
    },
    async confirmTwoFactor(id, code) {
      const operator = await active(store, id);
      if (operator.offeredTwoFactor === null) return false;
      const step = twoFactor.stepOf(operator.offeredTwoFactor, operator, code);
      return step !== undefined && store.confirmTwoFactor(id, operator.offeredTwoFactor, step);
    },
    async endTwoFactor(id) {
      if (!(await store.endTwoFactor(id))) throw absent();
    },
  };
}

async function active(store: OperatorStore, id: string): Promise<StoredOperator> {
  const found = await store.get(id);
  if (!found || found.disabledAt !== null) throw absent();
  return found;
}

function toSession({ operator, expiresAt }: OpenSession): Session {
  return { operator: toOperator(operator), expiresAt };
}

function toOperator({ id, name, role, twoFactor, createdAt, disabledAt }: StoredOperator): Operator {
  if (!isRole(role)) throw new Error(`access: the operator ${id} has a role that this version does not know`);
  return { id, name, role, twoFactor: twoFactor !== null, createdAt, ...(disabledAt === null ? {} : { disabledAt }) };
}
