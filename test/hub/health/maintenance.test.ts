import { expect, test } from '@jest/globals';
import { planMaintenance } from '../../../hub/health/maintenance.ts';
import { withStore } from '../store/with-store.ts';
import { DAY, HOUR, MIDNIGHT } from './traffic.ts';

const PLANNED = { instance: 'bpjs', from: MIDNIGHT, to: MIDNIGHT + HOUR, note: 'ganti server', by: 'Rini' };

test('maintenance is planned, and found while it goes on', () =>
  withStore(async ({ health }) => {
    const planned = await planMaintenance(health, PLANNED, new Date(MIDNIGHT - DAY));
    expect(planned).toMatchObject({ ...PLANNED, id: expect.stringMatching(/^plh_/) });
    expect(await health.maintenance({ from: MIDNIGHT + 1, to: MIDNIGHT + 2 })).toEqual([planned]);
  }));

test.each([
  { given: 'ends before it begins', changes: { to: MIDNIGHT - 1 }, says: /berakhir/ },
  { given: 'has no length', changes: { to: MIDNIGHT }, says: /berakhir/ },
  { given: 'is no moment', changes: { to: Number.NaN }, says: /berakhir/ },
  { given: 'is over', changes: { from: MIDNIGHT - 3 * DAY, to: MIDNIGHT - 2 * DAY }, says: /lewat/ },
  { given: 'goes on for a year', changes: { to: MIDNIGHT + 365 * DAY }, says: /31 hari/ },
])('maintenance that $given is not planned', ({ changes, says }) =>
  withStore(async ({ health }) => {
    await expect(planMaintenance(health, { ...PLANNED, ...changes }, new Date(MIDNIGHT - DAY))).rejects.toThrow(says);
    expect(await health.maintenance({ from: 0, to: Number.MAX_SAFE_INTEGER })).toEqual([]);
  }),
);
