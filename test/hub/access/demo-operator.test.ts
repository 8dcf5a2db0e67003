import { expect, test } from '@jest/globals';
import { DEMO_PASSWORD } from '../../../hub/access/passwords.ts';
import type { Store } from '../../../hub/store/store.ts';
import { DEMO_PASSWORD_HASH, putDemoOperator } from '../../../hub/wiring/demo-operator.ts';
import { operator } from '../../conformance/store-operators.ts';
import { withStore } from '../store/with-store.ts';
import { withHub } from '../with-hub.ts';

const DEVELOPMENT = { mode: 'development', demoKey: 'simpul-demo-key' } as const;
const PRODUCTION = { mode: 'production' } as const;
const AT = Date.parse('2026-11-20T03:00:00Z');

/** Starts once with each configuration; what was warned of. */
async function started(store: Store, ...configs: readonly Parameters<typeof putDemoOperator>[0][]) {
  const warnings: unknown[] = [];
  const warn = (...said: unknown[]) => void warnings.push(said);
  for (const config of configs) await putDemoOperator(config, store, { warn } as never, () => new Date(AT));
  return warnings;
}

test('development begins with an admin, once, whose password is that of the demo', () =>
  withStore(async (store) => {
    expect(await started(store, DEVELOPMENT, DEVELOPMENT)).toEqual([]);
    expect(await store.operators.list()).toMatchObject([
      { name: 'admin', role: 'admin', passwordHash: DEMO_PASSWORD_HASH, createdAt: AT, disabledAt: null },
    ]);
  }));

test('development that has an operator of its own, or no demo key, gets none', () =>
  withStore(async (store) => {
    await started(store, { mode: 'development' });
    expect(await store.operators.list()).toEqual([]);
    await store.operators.create(operator({ name: 'wulan' }));
    await started(store, DEVELOPMENT);
    expect(await store.operators.list()).toMatchObject([{ name: 'wulan' }]);
  }));

test.each([
  { where: 'production', config: PRODUCTION },
  { where: 'development without a demo key', config: { mode: 'development' } as const },
])('in $where the demo password opens nothing, even where nobody else is admin', ({ config }) =>
  withStore(async (store) => {
    await started(store, DEVELOPMENT);
    const [demo] = await store.operators.list();
    const session = { tokenHash: 'token', operator: demo?.id ?? '', createdAt: AT, seenAt: AT, expiresAt: AT + 1 };
    expect(await store.operators.openSession(session, DEMO_PASSWORD_HASH)).toBe(true);
    await store.operators.create(operator({ id: 'opr_wulan', name: 'wulan' }));
    const warnings = await started(store, config, config);
    expect(warnings).toEqual([[{ operator: 'admin' }, expect.stringContaining('npx simpul operators create')]]);
    expect(await store.operators.list()).toMatchObject([
      { name: 'wulan', disabledAt: null },
      { name: 'admin', disabledAt: AT },
    ]);
    expect(await store.operators.session('token')).toBeUndefined();
  }),
);

test('who gave the demo operator another password keeps it in production', () =>
  withStore(async (store) => {
    await started(store, DEVELOPMENT);
    const [demo] = await store.operators.list();
    await store.operators.setPassword(demo?.id ?? '', 'hash of another');
    expect(await started(store, PRODUCTION)).toEqual([]);
    expect(await store.operators.byName('admin')).toBeDefined();
  }));

test('a hub starts with it, and who signed in stays so when it is started again', () =>
  withHub({}, async (hub) => {
    const came = await hub.hub.operators.signIn({ name: 'admin', password: DEMO_PASSWORD, address: '127.0.0.1' });
    expect(came).toMatchObject({ kind: 'masuk', session: { operator: { role: 'admin' } } });
    const { token } = came as Extract<typeof came, { kind: 'masuk' }>;
    await hub.restart();
    expect(await hub.hub.operators.find(token)).toMatchObject({ operator: { name: 'admin' } });
    expect(await hub.hub.operators.list()).toHaveLength(1);
  }));
