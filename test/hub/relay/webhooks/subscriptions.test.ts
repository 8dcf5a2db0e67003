import { expect, test } from '@jest/globals';
import { MOST_PER_APPLICATION, openSubscriptions } from '../../../../hub/relay/subscriptions.ts';
import type { StoredSubscription } from '../../../../hub/store/events.ts';
import { createSealing } from '../../../../hub/store/sealing.ts';
import { testClock } from '../../clock.ts';
import { memorySubscriptions, sealing } from './with-address.ts';

const wanted = { application: 'app_1', url: 'https://penerima.contoh.invalid/', kinds: ['*'] };
const DAY_MINUTES = 24 * 60;

async function opened(store = memorySubscriptions(), seals = sealing) {
  const clock = testClock();
  const subscriptions = await openSubscriptions({ store, sealing: seals, now: clock.now });
  const create = async (application = 'app_1') => {
    const made = await subscriptions.create({ ...wanted, application });
    if (made.kind !== 'made') throw new Error(made.kind);
    return made;
  };
  const rotate = async ({ id }: StoredSubscription) => {
    const made = await subscriptions.rotate(id);
    if (made.kind !== 'made') throw new Error(made.kind);
    return made;
  };
  return { store, clock, subscriptions, create, rotate };
}

test('a secret is whsec_ and 32 bytes of chance, sealed where it is kept', async () => {
  const { store, create } = await opened();
  const [one, other] = [await create(), await create()];
  expect(one.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(one.secret).not.toBe(other.secret);
  const kept = Buffer.from(store.kept.get(one.subscription.id)?.sealedSecrets ?? []);
  expect(kept.includes(one.secret.slice(6))).toBe(false);
});

test('an old secret is good for 24 hours after the change, then no more', async () => {
  const { clock, subscriptions, create, rotate } = await opened();
  const { secret: first, subscription } = await create();
  clock.pass(30 * DAY_MINUTES); // a secret that was never changed does not end
  expect(subscriptions.secretsOf(subscription)).toEqual([first]);
  const { secret: second, subscription: changed } = await rotate(subscription);
  expect(subscriptions.secretsOf(changed)).toEqual([second, first]);
  clock.pass(DAY_MINUTES - 1);
  expect(subscriptions.secretsOf(changed)).toEqual([second, first]);
  clock.pass(1);
  expect(subscriptions.secretsOf(changed)).toEqual([second]);
});

test('a second change on the same day keeps the secret that the receiver still has, and its end', async () => {
  const { clock, subscriptions, create, rotate } = await opened();
  const { secret: first, subscription } = await create();
  const { secret: second } = await rotate(subscription);
  clock.pass(60);
  const { secret: third, subscription: changed } = await rotate(subscription);
  expect(subscriptions.secretsOf(changed)).toEqual([third, second, first]);
  clock.pass(DAY_MINUTES - 60);
  expect(subscriptions.secretsOf(changed)).toEqual([third, second]);
});

test('never more than five secrets sign', async () => {
  const { subscriptions, create, rotate } = await opened();
  let { subscription } = await create();
  for (let time = 0; time < 8; time += 1) ({ subscription } = await rotate(subscription));
  expect(subscriptions.secretsOf(subscription)).toHaveLength(5);
});

test('where the key of the old secrets is lost, a new secret is the way out', async () => {
  const { store, create } = await opened();
  const { subscription } = await create();
  const other = createSealing({ keys: [{ id: 'lain', secret: 'another secret of the tests, 32 characters' }] });
  const { subscriptions, rotate } = await opened(store, other);
  expect(() => subscriptions.secretsOf(subscription)).toThrow('key that is not known');
  const { secret, subscription: changed } = await rotate(subscription);
  expect(subscriptions.secretsOf(changed)).toEqual([secret]);
});

test('an application has its own addresses and at most twenty', async () => {
  const { subscriptions, create } = await opened();
  const all = Array.from({ length: MOST_PER_APPLICATION + 3 }, () => subscriptions.create(wanted));
  const kinds = (await Promise.all(all)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'full')).toHaveLength(3);
  const { subscription } = await create('app_2');
  expect(subscriptions.of('app_2')).toEqual([subscription]);
  expect(subscriptions.of('app_1')).toHaveLength(MOST_PER_APPLICATION);
  expect(subscriptions.all()).toHaveLength(MOST_PER_APPLICATION + 1);
  expect(subscriptions.of('app_3')).toEqual([]);
});

test('what another process made, changed and removed is taken over', async () => {
  const here = await opened();
  const there = await opened(here.store);
  const { subscription } = await there.create();
  expect(here.subscriptions.get(subscription.id)).toBeUndefined();
  expect(await here.subscriptions.find(subscription.id)).toEqual(subscription); // looks before it says no
  const { secret } = await there.rotate(subscription);
  await here.subscriptions.refresh();
  const [taken] = here.subscriptions.of('app_1');
  expect(taken && here.subscriptions.secretsOf(taken)[0]).toBe(secret);
  expect(await there.subscriptions.remove(subscription.id)).toBe(true);
  await here.subscriptions.refresh();
  expect(here.subscriptions.all()).toEqual([]);
  expect(await here.subscriptions.remove(subscription.id)).toBe(false);
  expect(await here.subscriptions.rotate(subscription.id)).toEqual({ kind: 'absent' });
});

test('a list that was read before a change is not taken over after it', async () => {
  const store = memorySubscriptions();
  let answer = () => {};
  const held = {
    ...store,
    list: () =>
      new Promise<StoredSubscription[]>((resolve) => {
        const before = [...store.kept.values()];
        answer = () => resolve(before);
        if (!slow) answer();
      }),
  };
  let slow = false;
  const { subscriptions } = await opened(held);
  slow = true;
  const refreshing = subscriptions.refresh();
  const creating = subscriptions.create(wanted);
  await new Promise(setImmediate);
  slow = false;
  answer();
  await Promise.all([refreshing, creating]);
  expect(subscriptions.of('app_1')).toHaveLength(1);
});

test('what the store cannot do is said, and the next change is not held up by it', async () => {
  const store = memorySubscriptions();
  let broken = true;
  const { subscriptions } = await opened({
    ...store,
    put: async (subscription) => {
      if (broken) throw new Error('disk full');
      await store.put(subscription);
    },
  });
  await expect(subscriptions.create(wanted)).rejects.toThrow('disk full');
  expect(subscriptions.all()).toEqual([]);
  broken = false;
  expect(await subscriptions.create(wanted)).toMatchObject({ kind: 'made' });
});
