import { expect, test } from '@jest/globals';
import { createNotices } from '../../../hub/notices/notices.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { testClock } from '../clock.ts';
import { withReceiver } from '../relay/webhooks/with-receiver.ts';
import { until } from '../until.ts';
import { HUB_SECRET, withHub } from '../with-hub.ts';

test('a hub tells a channel of its incidents, by the names of the unified API and with the page of the console', () => {
  const clock = testClock();
  const config = { publicUrl: 'https://simpul.kota.example' };
  return withReceiver((receiver) =>
    withHub({ now: clock.now, config }, async ({ store, logs, stop }) => {
      const { sealing } = sealsOf(HUB_SECRET);
      const console = createNotices({
        ...{ store, sealing, now: clock.now, servicesOn: () => [], titleOf: () => undefined },
        addressRules: { allowHttp: true, allowPrivate: true },
        trouble: (what) => expect(what).toBe(''),
      });
      const put = await console.putChannel({ name: 'Tiket', kind: 'webhook', settings: { url: receiver.url } });
      expect(put.kind).toBe('kept');
      await store.releases.openIncident({
        ...{ id: 'ins_1', kind: 'hulu-berubah', instance: 'bpjs', operation: 'peserta-by-nik', detail: '{}' },
        openedAt: clock.now().getTime(),
      });
      await until('it is told', async () => {
        clock.pass(0.2);
        return receiver.taken().length > 0;
      });
      const { data } = JSON.parse(receiver.received[0]?.body ?? '') as { data: { teks: string } };
      expect(data.teks).toContain('Baca kepesertaan JKN (getPeserta)');
      expect(data.teks).toContain('https://simpul.kota.example/console/insiden/ins_1');
      await console.close();
      await stop();
      expect(logs.filter((line) => line.includes('notice') || line.includes('channel'))).toEqual([]);
    }),
  );
});
