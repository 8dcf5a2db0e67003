import type { Logger } from 'pino';
import { DEMO_PASSWORD } from '../access/passwords.ts';
import type { CheckedConfig } from '../config/load.ts';
import { newId } from '../identifiers/new-id.ts';
import type { Store } from '../store/store.ts';

/**
 * Of `DEMO_PASSWORD`, made once: everybody knows the password, so nobody learns anything from its hash, and a start need
 * not take the third of a second that making one takes. Whoever has this very hash never changed the password.
 */
export const DEMO_PASSWORD_HASH = 'scrypt$32768$8$3$EF_202DlodPWo_6yLn0bqA$6LCkjaQCoD82DfdMmqjGwclVM0XaGmixNHerp6M6fYo';

/** The operator of `npm start`, where there is no other. Elsewhere its password opens nothing. */
export async function putDemoOperator(
  { mode, demoKey }: Pick<CheckedConfig, 'mode' | 'demoKey'>,
  { operators }: Pick<Store, 'operators'>,
  log: Pick<Logger, 'warn'>,
  now: () => Date,
): Promise<void> {
  const at = now().getTime();
  const active = (await operators.list()).filter(({ disabledAt }) => disabledAt === null);
  if (mode === 'development' && demoKey !== undefined) {
    if (active.length > 0) return;
    await operators.create({
      ...{ id: newId('opr', at), name: 'admin', role: 'admin', passwordHash: DEMO_PASSWORD_HASH, createdAt: at },
      ...{ twoFactor: null, offeredTwoFactor: null, usedStep: null, disabledAt: null },
    });
    return;
  }
  for (const { id, name, passwordHash } of active) {
    if (passwordHash !== DEMO_PASSWORD_HASH) continue;
    await operators.disable(id, at);
    log.warn(
      { operator: name },
      'an operator still had the demo password and was disabled; make another: npx simpul operators create',
    );
  }
}

/** Name and password of the demo operator; `undefined` where there is none, or it has another password by now. */
export async function demoCredentials({ operators }: Pick<Store, 'operators'>) {
  const there = (await operators.list()).find(
    ({ passwordHash, disabledAt }) => passwordHash === DEMO_PASSWORD_HASH && disabledAt === null,
  );
  return there && { nama: there.name, sandi: DEMO_PASSWORD };
}
