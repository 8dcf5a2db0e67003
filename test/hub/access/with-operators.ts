import { createHash, createHmac } from 'node:crypto';
import type { AttemptLimits } from '../../../hub/access/attempts.ts';
import { createOperators } from '../../../hub/access/create-operators.ts';
import type { Operator, Operators, Role } from '../../../hub/access/operators.ts';
import { createSealing } from '../../../hub/store/sealing.ts';
import type { Store } from '../../../hub/store/store.ts';
import { type TestClock, testClock } from '../clock.ts';
import { withStore } from '../store/with-store.ts';

export const PASSWORD = 'kuda hijau di atas awan';
/** Costs nothing, so that a test may sign in a hundred times. */
export const CHEAP = { N: 16, r: 1, p: 1 };

export interface OperatorSurroundings {
  readonly operators: Operators;
  readonly store: Store;
  readonly clock: TestClock;
  readonly troubles: readonly string[];
  put(name: string, role: Role): Promise<Operator>;
  signIn(
    name: string,
    given?: { readonly password?: string; readonly code?: string; readonly address?: string },
  ): ReturnType<Operators['signIn']>;
  /** Signs in with the right password; the token. */
  enter(name: string, code?: string): Promise<string>;
  /** Gives an operator a second factor; its secret. The code of this moment is used up by it. */
  secure(id: string): Promise<string>;
}

export async function withOperators(
  use: (given: OperatorSurroundings) => Promise<void>,
  attempts: Partial<AttemptLimits> = {},
): Promise<void> {
  await withStore(async (store) => {
    const clock = testClock();
    const troubles: string[] = [];
    const operators = createOperators({
      ...{ store: store.operators, now: clock.now, passwordCost: CHEAP },
      sealing: createSealing({ keys: [{ id: 'a', secret: 'a secret of the tests' }] }),
      trouble: (what) => void troubles.push(what),
      attempts: { perAddress: 1000, perName: 1000, duringSeconds: 900, ...attempts },
    });
    const signIn: OperatorSurroundings['signIn'] = (name, given = {}) =>
      operators.signIn({ name, password: PASSWORD, address: '10.0.0.1', ...given });
    await use({
      ...{ operators, store, clock, troubles, signIn },
      put: (name, role) => operators.create({ name, role, password: PASSWORD }),
      async enter(name, code) {
        const came = await signIn(name, code === undefined ? {} : { code });
        if (came.kind !== 'masuk') throw new Error(`${name} did not get in: ${came.kind}`);
        return came.token;
      },
      async secure(id) {
        const { secret } = await operators.beginTwoFactor(id);
        if (!(await operators.confirmTwoFactor(id, codeOf(secret, clock.now())))) throw new Error('not confirmed');
        return secret;
      },
    });
  });
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What an authenticator app shows at a moment: RFC 6238 and RFC 4226, section 5.3, by themselves. */
export function codeOf(secret: string, at: Date): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)));
  const mac = createHmac('sha1', bytesOfBase32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function bytesOfBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
