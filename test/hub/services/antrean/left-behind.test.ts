import { describe, expect, test } from '@jest/globals';
import { announcePending } from '../../../../hub/services/antrean/announcing.ts';
import { batalAntrean } from '../../../../hub/services/antrean/batal-antrean.ts';
import { pesanAntrean } from '../../../../hub/services/antrean/pesan-antrean.ts';
import { getJadwalTerbit } from '../../../../hub/services/antrean/publishing.ts';
import { tahapAntrean } from '../../../../hub/services/antrean/tahap-antrean.ts';
import { booking, DAY, person, publish, SESSION } from '../../callbacks/hospital.ts';
import { withCallbacks } from '../../callbacks/with-callbacks.ts';
import { BOOKING, CODE } from './with-hospital.ts';

const ASKED = { ...BOOKING, tanggalPeriksa: DAY };
const TASK = { kodeBooking: CODE, tahap: 3, waktu: `${DAY}T08:00:00+07:00` } as const;

/** A plan that was made and has no message: its process was killed in between. */
describe('a request that a kill cut in two is sent again', () => {
  test('and goes on where it is the same, and is a conflict where it is not', () =>
    withCallbacks({}, async ({ contextOf, store }) => {
      const context = contextOf('simrs');
      await pesanAntrean.plan(ASKED, context);
      expect(await pesanAntrean.plan(ASKED, context)).toMatchObject({ submissions: [{ about: `antrean ${CODE}` }] });
      await expect(pesanAntrean.plan({ ...ASKED, telepon: '081200000002' }, context)).rejects.toMatchObject({
        kind: 'bentrok',
      });
      await expect(pesanAntrean.plan(ASKED, contextOf('rs-lain'))).rejects.toMatchObject({ kind: 'bentrok' });
      expect(await store.records.count({ collection: 'antrean' })).toBe(1);
    }));

  test('a task goes on where it is the same; another waits until it is sure that the first is not on its way', () =>
    withCallbacks({}, async ({ contextOf, clock }) => {
      await pesanAntrean.plan(ASKED, contextOf('simrs'));
      await tahapAntrean.plan(TASK, contextOf('simrs'));
      expect(await tahapAntrean.plan(TASK, contextOf('simrs'))).toMatchObject({ submissions: [{ asked: TASK }] });
      const later = { ...TASK, waktu: `${DAY}T08:01:00+07:00` };
      await expect(tahapAntrean.plan(later, contextOf('simrs'))).rejects.toMatchObject({
        kind: 'permintaan-tidak-sah',
      });
      clock.pass(1);
      expect(await tahapAntrean.plan(later, contextOf('simrs'))).toMatchObject({ submissions: [{ asked: later }] });
    }));

  test('a cancellation goes on', () =>
    withCallbacks({}, async ({ contextOf }) => {
      await pesanAntrean.plan(ASKED, contextOf('simrs'));
      const asked = { kodeBooking: CODE, keterangan: 'Dokter berhalangan' };
      await batalAntrean.plan(asked, contextOf('simrs'));
      expect(await batalAntrean.plan(asked, contextOf('simrs'))).toMatchObject({ submissions: [{ asked }] });
    }));

  test('the place of a cancelled booking is given back by the next process', () =>
    withCallbacks({}, async (given) => {
      await publish(given, { sessions: [{ ...SESSION, kuotaJkn: 1 }] });
      const { response } = await given.jkn.ambil(booking(1));
      const { kodebooking } = response as { kodebooking: string };
      // the cancellation was written, and nothing after it
      const context = given.jobContext();
      const at = context.now.getTime();
      const cancelled = { state: 'dibatalkan', watchAt: at } as const;
      await context.records.change('antrean', kodebooking, at, () => cancelled);
      expect(await given.jkn.ambil(booking(2))).toMatchObject({ code: 201 });
      await announcePending.run(context);
      expect(await given.jkn.ambil(booking(2))).toMatchObject({ code: 200, response: { nomorantrean: 'INT-2' } });
      expect(await context.records.watched('antrean', at + 3_600_000, 10)).toEqual([]);
    }));
});

describe('numbers of the desk and of Mobile JKN', () => {
  const desk = (nomorAntrean: string, angkaAntrean: number, number: number) => ({
    ...{ ...ASKED, kodeBooking: `MEJA-${nomorAntrean}-${number}`, nomorAntrean, angkaAntrean },
    ...{ nik: person(number).nik, nomorKartu: person(number).nomorkartu },
  });

  test('never meet: the hub goes on after the desk, and tells the desk what it gave', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      await pesanAntrean.plan(desk('INT-3', 3, 1), given.contextOf('simrs'));
      expect(await given.jkn.ambil(booking(2))).toMatchObject({
        response: { nomorantrean: 'INT-4', sisakuotajkn: 28 },
      });
      await expect(pesanAntrean.plan(desk('INT-4', 4, 3), given.contextOf('simrs'))).rejects.toMatchObject({
        kind: 'bentrok',
        detail: expect.stringMatching(/INT-4 sudah diberikan lewat Mobile JKN/),
      });
      expect(await given.jkn.ambil(booking(1))).toMatchObject({ code: 201, message: expect.stringMatching(/1 kali/) });
    }));

  test('what the desk books beyond the quota is booked, and leaves nothing for Mobile JKN', () =>
    withCallbacks({}, async (given) => {
      await publish(given, { sessions: [{ ...SESSION, kuotaJkn: 1 }] });
      await pesanAntrean.plan(desk('INT-1', 1, 1), given.contextOf('simrs'));
      await pesanAntrean.plan(desk('INT-2', 2, 2), given.contextOf('simrs'));
      expect(await given.jkn.ambil(booking(3))).toMatchObject({ code: 201, message: expect.stringMatching(/penuh/) });
      expect(await given.run(getJadwalTerbit, { tanggal: DAY })).toMatchObject({ data: [{ terpakaiJkn: 2 }] });
    }));
});

test('two hospitals of one hub do not see each other where an instance is bound to its application', () =>
  withCallbacks({ ownerOf: () => 'rs-lain' }, async (given) => {
    await publish(given);
    expect(await given.jkn.ambil(booking(1))).toMatchObject({
      code: 201,
      message: expect.stringMatching(/^Tidak ada jadwal/),
    });
  }));
