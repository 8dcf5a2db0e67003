import { expect, test } from '@jest/globals';
import type { CallbackAnswer } from '../../../connectors/callback.ts';
import { oss } from '../../../connectors/oss/connector.ts';
import { createTeller } from '../../../connectors/oss/sandbox/teller.ts';
import type { CallbackService } from '../../../hub/services/callback-service.ts';
import { type CallbackSurroundings, withCallbacks } from './with-callbacks.ts';

// OSS tells something once, as far as anybody knows. What could not be decided then is decided later.

const NIBS = ['9999000000042', '9999000000055', '9999000000068'];
const PARTNER = { username: 'OSSCONTOH', password: 'sandi-contoh' };
const settings = {
  ...{ institution: '275', regionCode: '1275000000', services: {} },
  callbacks: { ...PARTNER, rule: 'token', yesterdayMinutes: 10, refusalStatus: 200, unavailableStatus: 200 },
};

interface Told {
  readonly nib: string;
  readonly at: number;
}

/** A city whose service fails as often as it is told to. */
function withCity(use: (given: CallbackSurroundings, city: City) => Promise<void>): Promise<void> {
  const city: City = { failures: 0, told: [] };
  const service: CallbackService = {
    ...{ connector: 'oss', callback: 'oss.nib' },
    async answer({ nib }, { now }): Promise<CallbackAnswer> {
      if (city.failures > 0) {
        city.failures -= 1;
        throw new Error('the database is busy');
      }
      city.told.push({ nib: String(nib), at: now.getTime() });
      return { kind: 'done', value: {} };
    },
  };
  const instances = [{ name: 'oss', connector: oss as never, settings }];
  return withCallbacks({ instances, services: [service] }, (given) => use(given, city));
}
interface City {
  failures: number;
  readonly told: Told[];
}

async function push({ url, clock }: CallbackSurroundings, nib: string): Promise<string | undefined> {
  const teller = createTeller({ ...PARTNER, cityUrl: `${url}/callbacks/oss`, now: clock.now });
  const [answer] = await teller.push('receiveNIB', nib, { dataNIB: { nib, tgl_terbit_nib: '2026-11-20' } });
  return answer?.code;
}

const workOff = ({ callbacks, jobContext }: CallbackSurroundings) => callbacks.leftBehind.run(jobContext());

test('what could not be decided is worked off in the order it was heard, with the moment it was heard at', () =>
  withCity(async (given, city) => {
    city.failures = NIBS.length;
    const heardAt: number[] = [];
    for (const nib of NIBS) {
      heardAt.push(given.clock.now().getTime());
      expect(await push(given, nib)).toBe('2');
      given.clock.pass(1 / 60);
    }
    given.clock.pass(1);
    await workOff(given);
    expect(city.told).toEqual(NIBS.map((nib, index) => ({ nib, at: heardAt[index] })));
    await workOff(given);
    expect(city.told).toHaveLength(NIBS.length);
  }));

test('whoever tells it once more hears that it is stored, and it is not done twice', () =>
  withCity(async (given, city) => {
    city.failures = 1;
    expect(await push(given, NIBS[0] ?? '')).toBe('2');
    given.clock.pass(1);
    await workOff(given);
    expect(await push(given, NIBS[0] ?? '')).toBe('1');
    expect(city.told).toHaveLength(1);
  }));

test('what is told again before is decided then', () =>
  withCity(async (given, city) => {
    city.failures = 1;
    expect(await push(given, NIBS[0] ?? '')).toBe('2');
    expect(await push(given, NIBS[0] ?? '')).toBe('1');
    given.clock.pass(1);
    await workOff(given);
    expect(city.told).toHaveLength(1);
  }));

test('what may still be under way is left alone; a start takes what was there before it', () =>
  withCity(async (given, city) => {
    await workOff(given); // the hub has started
    given.clock.pass(1 / 60);
    city.failures = 1;
    expect(await push(given, NIBS[0] ?? '')).toBe('2');
    given.clock.pass(1 / 60);
    await workOff(given);
    expect(city.told).toEqual([]);
    given.clock.pass(1 / 3);
    await workOff(given);
    expect(city.told).toHaveLength(1);
  }));

test('what fails again and again is tried less and less often, and is not lost', () =>
  withCity(async (given, city) => {
    city.failures = 100;
    await push(given, NIBS[0] ?? '');
    for (let run = 0; run < 40; run += 1) {
      given.clock.pass(1 / 12);
      await workOff(given);
    }
    const tried = 99 - city.failures;
    expect(tried).toBeGreaterThan(3);
    expect(tried).toBeLessThan(8);
    city.failures = 0;
    given.clock.pass(10);
    await workOff(given);
    expect(city.told).toHaveLength(1);
  }));
