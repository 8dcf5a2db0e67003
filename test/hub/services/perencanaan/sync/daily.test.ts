import { expect, test } from '@jest/globals';
import { until } from '../../../until.ts';
import { CHANNEL, MIRROR, skippingClock, withSync } from './with-sync.ts';

const HOUR = 3_600_000;

test('each day at its hour, once, whatever restarts come between; what was never copied at once', () => {
  const clock = skippingClock();
  // three in the night of another day: the hour of two is over, whatever the machine's clock says
  clock.skip(Date.parse('2027-03-02T03:00:00+07:00') - Date.now());
  const planning = { sumber: [MIRROR], pukul: '05:00', salin: ['skpd'] };
  return withSync({ planning, now: clock.now }, async ({ hub, idle }) => {
    const copies = async () => (await hub.store.copies.copies({ dataset: 'skpd/2027', limit: 10 })).length;
    await until('the first is there', async () => (await copies()) === 1);
    await idle();
    clock.skip(3 * HOUR); // it was begun for this day
    await hub.restart();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await copies()).toBe(1);
    clock.skip(23 * HOUR); // five of the next day
    await until('the second is there', async () => (await copies()) === 2);
    await idle();
    await hub.restart();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await copies()).toBe(2);
  });
});

test('people are warned before the session of an officer ends, and after', () => {
  const clock = skippingClock();
  const exp = Math.floor((Date.now() + 11 * HOUR) / 1000);
  const token = `x.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.x`;
  const sesi = { baseUrl: ['$', '{sandbox:sipd}'].join(''), token, idDaerah: '999' };
  const instance = {
    connector: 'sipd',
    releases: ['sesi'],
    agreementRequired: false,
    settings: { services: { sesi } },
  };
  const config = { instances: { 'sipd-petugas': instance } };
  return withSync({ config, planning: { sumber: [CHANNEL] }, now: clock.now }, async ({ hub }) => {
    const warnings = () => hub.logs.filter((line) => line.includes('an officer handed over'));
    await until('it is said', () => warnings().length === 1);
    expect(warnings()[0]).toContain('sipd-petugas: the session of \\"sesi\\"');
    await hub.restart();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(warnings()).toHaveLength(1);
    clock.skip(12 * HOUR);
    await until('it is said that it is over', () => warnings().some((line) => line.includes('is over')));
  });
});
