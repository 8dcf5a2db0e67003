import { expect, test } from '@jest/globals';
import type { NoticeStore } from '../../../hub/store/notices.ts';
import type { SqliteClient } from '../../../hub/store/sqlite/client.ts';
import { createNoticeStore } from '../../../hub/store/sqlite/notices.ts';
import { channel, notice } from '../../conformance/store-notices.ts';
import { planOf } from './plans.ts';
import { withStore } from './with-store.ts';

// What is looked at every second must cost the same with a month of notices behind it. The statements are those that really
// reach the database.

const telling = { channel: 'slr_1', version: 1, told: '', notice: notice() };
const ASKED: Readonly<Record<string, (notices: NoticeStore) => Promise<unknown>>> = {
  put: (notices) => notices.putChannel(channel({ on: false }), 1, true),
  remove: (notices) => notices.removeChannel('slr_1', 1),
  tell: (notices) => notices.tell(telling),
  claim: (notices) => notices.claim('one', 1, 1),
  delivered: (notices) => notices.delivered(1, 1, ''),
  failed: (notices) => notices.failed({ sequence: 1, owner: 'one', dueAt: 1, trouble: '', letsPass: false }),
  'give back': (notices) => notices.giveBack('one'),
  hurry: (notices) => notices.hurry('slr_1', 1),
  'log of one': (notices) => notices.list({ channel: 'slr_1', limit: 1 }),
  prune: (notices) => notices.prune(1),
};
/** Only what waits is in it. */
const OF_THE_FEW = /USING (COVERING )?INDEX notices_waiting/;
const FILL = `with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < 50000)
  insert into notices
    (id, channel, channel_name, at, state, lets_pass, attempts, due_at, leased_until, ended_at, trouble, content)
  select 'kbr_' || i, 'slr_' || (i % 5), '', i, case when i % 100 then 'delivered' else 'waiting' end, 0, 1, i, 0,
    case when i % 100 then i end, '', '{}' from numbers`;

test('a month of notices is looked through by nobody', () =>
  withStore(async (_store, client) => {
    for (const before of ['', FILL, 'analyze']) {
      await client.exec(before);
      const scans = [];
      for (const name of Object.keys(ASKED)) {
        const steps = await plan(client, name);
        expect(steps.length).toBeGreaterThan(0);
        const all = steps.filter((step) => /^SCAN (notices|due|other)\b/.test(step) && !OF_THE_FEW.test(step));
        scans.push(...all.map((step) => `${name}: ${step}`));
      }
      expect(scans).toEqual([]);
    }
  }));

test.each([
  { of: 'claim', uses: 'notices_waiting (channel=?' },
  { of: 'give back', uses: 'notices_owner (owner=?' },
  { of: 'hurry', uses: 'notices_waiting (channel=?' },
  { of: 'prune', uses: 'notices_ended (ended_at' },
])('$of uses $uses', ({ of, uses }) =>
  withStore(async (_store, client) => {
    const steps = await plan(client, of);
    expect(steps.join('\n')).toContain(uses);
  }),
);

function plan(client: SqliteClient, name: string): Promise<readonly string[]> {
  return planOf(client, async (watched) => ASKED[name]?.(createNoticeStore(watched)));
}
