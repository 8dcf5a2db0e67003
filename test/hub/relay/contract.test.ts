import { describe, expect, test } from '@jest/globals';
import type { BookingLedger } from '../../../connectors/bpjs/sandbox/bookings.ts';
import { messageIn, OTHER_KEY, REPORT, read } from '../api/handing-over.ts';
import { withOwnHub } from '../releases/with-own-mappings.ts';
import { BOOKING } from '../services/antrean/with-hospital.ts';
import { until } from '../until.ts';
import {
  allBecome,
  eachOnce,
  hand,
  heldFor,
  historyOf,
  laneOf,
  MENDED,
  statesOf,
  taken,
  WANTED,
  WORDS,
  withCity,
} from './contract.ts';

// An upstream begins to want something that nobody sends: every message is refused, in the same words. That is no
// thousand bad messages.

describe('a member that is mandatory from one message to the next', () => {
  test('holds the lane with the upstream’s words, and one line in a mapping lets everything arrive once', () =>
    withCity(async (hub, folder) => {
      await allBecome(hub, await hand(hub, 0, 25), 'terkirim');
      hub.sandboxes.lapor.set(WANTED);
      const late = await hand(hub, 25, 40);
      await heldFor(hub, WORDS);
      expect(await laneOf(hub)).toMatchObject({ keadaan: 'tertahan', alasan: `contract: ${WORDS}`, menunggu: 15 });
      await allBecome(hub, late, 'menunggu');
      const histories = await Promise.all(late.map((id) => historyOf(hub, id)));
      const takenBack = histories.filter((history) => history.includes('ditarik'));
      expect(takenBack.length).toBeGreaterThanOrEqual(3);
      for (const history of takenBack) expect(history).toEqual(expect.arrayContaining(['ditolak', 'ditarik']));
      await until(
        'the incident is on the disk',
        async () => (await hub.store.releases.incidents({ limit: 9 })).length > 0,
      );
      expect(await hub.store.releases.incidents({ open: true, limit: 9 })).toMatchObject([
        {
          kind: 'kontrak-kirim',
          instance: 'lapor',
          operation: 'laporan-kirim',
          detail: expect.stringContaining(WORDS),
        },
      ]);
      const used = () => hub.logs.some((line) => line.includes('mappings were edited and are used'));
      await folder.write(MENDED);
      await until('the edit is used', used);
      const mendedAt = performance.now();
      await until('the lane is open', async () => (await laneOf(hub))?.keadaan === 'terbuka');
      process.stdout.write(`from the edit to an open lane: ${Math.round(performance.now() - mendedAt)} ms\n`);
      await allBecome(hub, late, 'terkirim');
      expect(taken(hub)).toEqual(eachOnce(40));
      await until(
        'it is over',
        async () => (await hub.store.releases.incidents({ open: true, limit: 9 })).length === 0,
      );
    }));

  test('is given by another release that is listed, without anybody’s doing', () =>
    withCity(
      async (hub) => {
        await allBecome(hub, await hand(hub, 0, 25), 'terkirim');
        hub.sandboxes.lapor.set(WANTED);
        await allBecome(hub, await hand(hub, 25, 40), 'terkirim');
        expect(taken(hub)).toEqual(eachOnce(40));
        expect((await hub.store.releases.choices()).map(({ operation, release }) => `${operation} ${release}`)).toEqual(
          ['laporan-kirim usulan-kota'],
        );
        await until('it is over', async () => {
          const there = await hub.store.releases.incidents({ limit: 9 });
          return there.length > 0 && there.every(({ closedAt }) => closedAt !== null);
        });
      },
      { releases: ['usulan-1', 'usulan-kota'], files: MENDED },
    ));

  test('is given by a release that a person chooses while the lane waits', () =>
    withCity(
      async (hub) => {
        await allBecome(hub, await hand(hub, 0, 25), 'terkirim');
        hub.sandboxes.lapor.set(WANTED);
        const late = await hand(hub, 25, 30);
        await heldFor(hub, WORDS);
        const place = { instance: 'lapor', operation: 'laporan-kirim', release: 'usulan-kota', pinned: true };
        await hub.store.releases.choose([{ ...place, since: 1, by: 'Bu Rina', reason: 'LAPOR berubah' }]);
        await allBecome(hub, late, 'terkirim');
        expect(taken(hub)).toEqual(eachOnce(30));
      },
      { releases: ['usulan-1'], files: MENDED },
    ));

  test('is still waited for after a restart, and while a person paused the lane', () =>
    withCity(async (hub, folder) => {
      await allBecome(hub, await hand(hub, 0, 25), 'terkirim');
      hub.sandboxes.lapor.set(WANTED);
      const late = await hand(hub, 25, 32);
      await heldFor(hub, WORDS);
      await hub.restart();
      await heldFor(hub, WORDS);
      late.push(...(await hand(hub, 32, 36)));
      await hub.store.messages.putLane({
        ...{ lane: 'lapor laporan-kirim', state: 'paused', reason: 'rapat', since: Date.now(), until: null },
      });
      await until('it is paused', async () => (await laneOf(hub))?.keadaan === 'dijeda');
      await folder.write(MENDED);
      await until('the edit is used', () =>
        hub.logs.some((line) => line.includes('mappings were edited and are used')),
      );
      expect(new Set(await statesOf(hub, late))).toEqual(new Set(['menunggu']));
      await hub.store.messages.putLane({
        ...{ lane: 'lapor laporan-kirim', state: 'held', reason: 'rapat', since: Date.now(), until: 0 },
      });
      await allBecome(hub, late, 'terkirim');
      expect(taken(hub)).toEqual(eachOnce(36));
      await until(
        'it is over',
        async () => (await hub.store.releases.incidents({ open: true, limit: 9 })).length === 0,
      );
    }));

  test('lets an application correct or cancel what waits for it', () =>
    withCity(async (hub, folder) => {
      await allBecome(hub, await hand(hub, 0, 25), 'terkirim');
      hub.sandboxes.lapor.set(WANTED);
      const [cancelled = '', corrected = '', other = ''] = await hand(hub, 25, 28);
      await heldFor(hub, WORDS);
      await allBecome(hub, [cancelled, corrected, other], 'menunggu');
      await until('it is cancelled', async () => {
        const { status } = await hub.ask('POST', `/v1/pesan/${cancelled}/batal`);
        return status === 200; // 409 while it is just being tried
      });
      await until('it is corrected', async () => {
        const { status } = await hub.post(`/v1/pesan/${corrected}/ulang`, { ...REPORT, isi: 'Lampu nomor 99 padam.' });
        return status < 300;
      });
      await folder.write(MENDED);
      await allBecome(hub, [corrected, other], 'terkirim');
      expect((await read(hub, cancelled)).keadaan).toBe('dibatalkan');
      const want = new Map([...eachOnce(25), ['Lampu nomor 27 padam.', 1], ['Lampu nomor 99 padam.', 1]]);
      expect(new Map([...taken(hub)].sort())).toEqual(new Map([...want].sort()));
    }));
});

describe('messages that are bad themselves', () => {
  const BAD = { kategori: '999' };
  const UNKNOWN = 'Kategori tidak dikenal';

  test('hold another application’s up for a moment only, are refused in the end, and hold nobody for that again', () =>
    withCity(async (hub) => {
      await allBecome(hub, await hand(hub, 0, 25), 'terkirim');
      const bad = await hand(hub, 100, 104, {}, BAD);
      await heldFor(hub, UNKNOWN);
      const good = await hand(hub, 25, 30, { key: OTHER_KEY });
      await until('the others arrive', () => taken(hub).size === 30);
      await allBecome(hub, bad, 'ditolak');
      const more = await hand(hub, 105, 115, {}, BAD);
      await allBecome(hub, more, 'ditolak');
      expect((await laneOf(hub))?.keadaan).toBe('terbuka');
      expect(taken(hub)).toEqual(eachOnce(30));
      expect(good).toHaveLength(5);
      for (const id of more) expect(await historyOf(hub, id)).not.toContain('ditarik');
    }));
});

describe('an interface that is gone', () => {
  test('loses and doubles nothing: what it did not take is sent by the next at once', () =>
    withCity(
      async (hub) => {
        const before = await hand(hub, 0, 10);
        await allBecome(hub, before, 'terkirim');
        hub.sandboxes.lapor.set({ legacy: 'gone' });
        const after = await hand(hub, 10, 40);
        await allBecome(hub, after, 'terkirim');
        expect(taken(hub)).toEqual(eachOnce(40));
        expect((await laneOf(hub))?.keadaan).toBe('terbuka');
        expect(await hub.store.releases.choices()).toMatchObject([
          { operation: 'laporan-kirim', release: 'usulan-1', by: 'simpul' },
        ]);
      },
      { releases: ['legacy-xml', 'usulan-1'] },
    ));
});

describe('a member that is mandatory of bookings', () => {
  const START = Date.parse('2026-11-20T03:00:00Z') - performance.now();
  const onTheDay = () => new Date(START + performance.now());
  const WITH_CHANNEL = {
    'bpjs/antrean-kota/release.yaml': `
upstream: bpjs
release: antrean-kota
protocol: antrean
service: antrean-rs
inherits: antrean-rs
`,
    'bpjs/antrean-kota/antrean-tambah.yaml': `
operation: antrean-tambah
ask: { body: { kanal: { value: RS } } }
`,
  };

  test('is sent by the release that has it: nothing lost, nothing doubled', () => {
    const releases = ['vclaim-2.0', 'antrean-rs', 'antrean-kota'];
    const config = { instances: { bpjs: { releases } }, relay: { firstRetryMs: 20, longestRetryMs: 100 } };
    return withOwnHub(WITH_CHANNEL, { config, now: onTheDay }, async (hub) => {
      const code = (number: number) => `20261120INT${String(number).padStart(3, '0')}`;
      const book = async (number: number) => {
        const answer = await hub.post('/v1/jkn/antrean', {
          ...BOOKING,
          ...{ kodeBooking: code(number), angkaAntrean: number, nomorAntrean: `INT-${number}` },
        });
        return messageIn(answer).id;
      };
      const ids: string[] = [];
      for (let number = 1; number <= 22; number += 1) ids.push(await book(number));
      await allBecome(hub, ids, 'terkirim');
      hub.sandboxes.bpjs.set({ antreanMandatory: ['kanal'] });
      for (let number = 23; number <= 32; number += 1) ids.push(await book(number));
      await allBecome(hub, ids, 'terkirim');
      const { bookings } = hub.sandboxes.bpjs.ledger() as BookingLedger;
      expect(bookings.map(({ kodebooking }) => kodebooking).sort()).toEqual(
        Array.from({ length: 32 }, (_, index) => code(index + 1)),
      );
      expect(bookings.filter(({ extra }) => extra.kanal === 'RS')).toHaveLength(10);
      expect((await laneOf(hub, { instansi: 'bpjs', operasi: 'antrean-tambah' }))?.keadaan).toBe('terbuka');
      expect(await hub.store.releases.choices()).toMatchObject([{ release: 'antrean-kota', by: 'simpul' }]);
    });
  });
});
