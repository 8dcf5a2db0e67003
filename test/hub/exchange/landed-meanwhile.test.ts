import { expect, test } from '@jest/globals';
import { createExchange } from '../../../hub/exchange/exchange.ts';
import type { ReadService } from '../../../hub/exchange/read-service.ts';
import { createSnapshots } from '../../../hub/exchange/snapshots.ts';
import type { Upstream } from '../../../hub/exchange/upstream.ts';
import type { Verdict } from '../../../hub/mapping/verdict.ts';
import type { SnapshotStore, StoredSnapshot } from '../../../hub/store/store.ts';
import { until } from '../until.ts';

const SERVICE: ReadService<string, string> = {
  ...{ kind: 'read', name: 'getPeserta', connector: 'bpjs', operations: ['peserta'], keep: 'penuh' },
  ...{ freshMs: 1000, staleMs: 600_000, deadlineMs: 60_000, patienceMs: 60_000 },
  operation: () => 'peserta',
  identity: (nomor) => nomor,
  asking: (nomor) => ({ nomor }),
};
const FOUND: Verdict = { kind: 'found', value: 'BUDI', drift: [] };
const DOWN: Verdict = { kind: 'fault', fault: { trouble: 'unreachable', outcome: 'not-done' } };
const ABSENT_MS = 60_000;

/**
 * A hub's reads; its store says nothing until the test lets it, nor does its upstream to the first call. Any other call
 * is one too many and comes to nothing at once.
 */
function slowOnBothSides(stored?: StoredSnapshot) {
  const looks: (() => void)[] = [];
  const calls: ((verdict: Verdict) => void)[] = [];
  let at = 10_000;
  const store: SnapshotStore = {
    get: () => new Promise((resolve) => looks.push(() => resolve(stored))),
    put: async () => {},
    remove: async () => {},
    prune: async () => 0,
  };
  const upstream: Partial<Upstream> = {
    ...{ instance: 'bpjs', shut: () => undefined, healthy: () => true },
    ask: async () => {
      const said = new Promise<Verdict>((say) => calls.push(say));
      return { verdict: calls.length === 1 ? await said : DOWN, release: 'vclaim-2.0' };
    },
  };
  const exchange = createExchange({
    snapshots: createSnapshots({
      ...{ store, most: 10, keyedHash: (text) => text },
      sealing: { seal: (text) => Buffer.from(text), open: (sealed) => Buffer.from(sealed) },
      trouble: (_what, error) => {
        throw error;
      },
    }),
    ...{ sourcesOf: () => [upstream as Upstream], keepOf: () => undefined, keyedHash: (text) => text },
    ...{ absentMs: ABSENT_MS, now: () => new Date(at) },
  });
  return {
    async read() {
      const result = await exchange.read(SERVICE, '0009900000001');
      return result.kind === 'answer' ? `${result.snapshot.value} ${result.keadaan}` : result.kind;
    },
    ...{ looks, calls },
    pass(ms: number) {
      at += ms;
    },
  };
}

/** Somebody asks while a flight is under way, and the store is so slow that the flight has landed when it answers. */
async function askDuringFlight({ read, looks, calls }: ReturnType<typeof slowOnBothSides>, verdict: Verdict) {
  const first = read();
  looks[0]?.();
  await until('the upstream is asked', () => calls.length === 1);
  const second = read();
  await until('the store is asked once more', () => looks.length === 2);
  calls[0]?.(verdict);
  const told = [await first];
  looks[1]?.();
  return [...told, await second];
}

test('what a flight brought is the answer of whoever was still looking in the store when it landed', async () => {
  const slow = slowOnBothSides();
  expect(await askDuringFlight(slow, FOUND)).toEqual(['BUDI segar', 'BUDI tersimpan']);
  expect(slow.calls).toHaveLength(1);
});

test('so is that there is no such record', async () => {
  const slow = slowOnBothSides();
  expect(await askDuringFlight(slow, { kind: 'absent' })).toEqual(['absent', 'absent']);
  expect(slow.calls).toHaveLength(1);
});

test('a look in the store brings nobody back who left the register meanwhile', async () => {
  const parts = { value: 'BUDI', source: 'bpjs', release: 'vclaim-2.0', warnings: [], subject: '' };
  const sealed = Buffer.from(JSON.stringify({ ...parts, fetchedAt: 0, freshUntil: 1000, staleUntil: 600_000 }));
  const { read, looks, calls, pass } = slowOnBothSides({ key: '', sealed, fetchedAt: 0, expiresAt: 600_000 });
  const asked = [read(), read()];
  await until('the store is asked', () => looks.length > 0);
  looks.shift()?.();
  await until('the upstream is asked', () => calls.length === 1);
  calls[0]?.({ kind: 'absent' });
  expect(await asked[0]).toBe('absent');
  for (const look of looks) look();
  expect(await asked[1]).toBe('absent');
  pass(ABSENT_MS + 1); // "no such record" is forgotten: now nothing else may be remembered
  const later = read();
  await until('the store is asked anew', () => looks.length > 0);
  expect(await Promise.race([later, 'still looking'])).toBe('still looking');
});
