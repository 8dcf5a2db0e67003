import { hashKey } from '../access/applications.ts';
import { loadApiDocument } from '../api/document.ts';
import { scopesOf } from '../api/scopes.ts';
import type { CheckedConfig } from '../config/load.ts';
import type { Store } from '../store/store.ts';

const DEMO_REQUESTS_PER_MINUTE = 6_000_000;

/** The application that `npm start` prints a key for; it has every scope there is. */
export async function putDemoApplication({ mode, demoKey, agreements }: CheckedConfig, store: Store, now: () => Date) {
  if (mode === 'production' || demoKey === undefined) {
    await store.applications.revoke('demo', now().getTime());
    return;
  }
  await store.applications.put({
    id: 'demo',
    name: 'demo',
    keyHash: hashKey(demoKey),
    scopes: scopesOf(loadApiDocument()).map(({ name }) => name),
    purposes: [...new Set(['pelayanan-publik', ...agreements.flatMap(({ keperluan }) => keperluan)])],
    requestsPerMinute: DEMO_REQUESTS_PER_MINUTE,
    createdAt: now().getTime(),
  });
}
