import { expect, test } from '@jest/globals';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { atEightAnd, BOOKING, KODE, ledgerOf, now, said, sendTasks } from './antrean-client.ts';

interface Row {
  readonly given: string;
  readonly new?: true;
  /** Task and minutes after eight; all but the last are taken. */
  readonly tasks: readonly (readonly [number, number])[];
  readonly recipe?: string;
  readonly says: string;
}

const EARLY = 'tidak valid atau TaskId sebelumnya belum terkirim';

// Sections 7.2 and 7.4.
test.each<Row>([
  {
    given: 'a known patient',
    tasks: [
      [3, 0],
      [4, 10],
      [5, 20],
    ],
    says: '200 Ok',
  },
  {
    given: 'a new patient',
    new: true,
    tasks: [
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
    ],
    says: '200 Ok',
  },
  {
    given: 'medicine',
    recipe: 'Racikan',
    tasks: [
      [3, 0],
      [4, 1],
      [5, 2],
      [6, 3],
      [7, 4],
    ],
    says: '200 Ok',
  },
  { given: 'a patient who did not come', tasks: [[99, 30]], says: '200 Ok' },
  {
    given: 'a patient who left',
    tasks: [
      [3, 0],
      [99, 30],
    ],
    says: '200 Ok',
  },
  {
    given: 'the same task',
    tasks: [
      [3, 0],
      [4, 10],
      [4, 10],
    ],
    says: '208 TaskId=4 sudah ada',
  },
  {
    given: 'the same task with another time',
    tasks: [
      [3, 0],
      [4, 10],
      [4, 15],
    ],
    says: '208 TaskId=4 sudah ada',
  },
  {
    given: 'an earlier task again',
    tasks: [
      [3, 0],
      [4, 10],
      [3, 0],
    ],
    says: '208 TaskId=3 sudah ada',
  },
  {
    given: 'the last task of a closed booking again',
    tasks: [
      [99, 30],
      [99, 30],
    ],
    says: '208 TaskId=99 sudah ada',
  },
  { given: 'the clinic before waiting', tasks: [[4, 10]], says: '201 TaskId=3 belum ada' },
  { given: 'the end before the beginning', tasks: [[5, 10]], says: `201 TaskId=5 ${EARLY}` },
  {
    given: 'the end before the clinic',
    tasks: [
      [3, 0],
      [5, 10],
    ],
    says: '201 TaskId=4 belum ada',
  },
  { given: 'a new patient at the clinic', new: true, tasks: [[3, 0]], says: `201 TaskId=3 ${EARLY}` },
  {
    given: 'a new patient without admission',
    new: true,
    tasks: [
      [1, 0],
      [3, 2],
    ],
    says: '201 TaskId=2 belum ada',
  },
  { given: 'a known patient at admission', tasks: [[1, 0]], says: `201 TaskId=1 ${EARLY}` },
  {
    given: 'medicine ready before it is made',
    recipe: 'Racikan',
    tasks: [
      [3, 0],
      [4, 1],
      [5, 2],
      [7, 3],
    ],
    says: '201 TaskId=6 belum ada',
  },
  {
    given: 'something after 99',
    tasks: [
      [3, 0],
      [99, 5],
      [4, 10],
    ],
    says: '201 TaskId terakhir 99',
  },
  {
    given: 'something after 5 without medicine',
    tasks: [
      [3, 0],
      [4, 1],
      [5, 2],
      [6, 3],
    ],
    says: '201 TaskId terakhir 5',
  },
  {
    given: 'medicine where there is none',
    recipe: 'Tidak ada',
    tasks: [
      [3, 0],
      [4, 1],
      [5, 2],
      [6, 3],
    ],
    says: '201 TaskId terakhir 5',
  },
  {
    given: '99 after the end',
    recipe: 'Racikan',
    tasks: [
      [3, 0],
      [4, 1],
      [5, 2],
      [99, 3],
    ],
    says: '201 TaskId terakhir 5',
  },
  {
    given: '99 after the medicine',
    recipe: 'Racikan',
    tasks: [
      [3, 0],
      [4, 1],
      [5, 2],
      [6, 3],
      [7, 4],
      [99, 5],
    ],
    says: '201 TaskId terakhir 7',
  },
  {
    given: 'the same time',
    tasks: [
      [3, 0],
      [4, 0],
    ],
    says: '201 Waktu (20-11-2026 08:00:00 WIB) tidak boleh kurang atau sama dengan waktu sebelumnya (20-11-2026 08:00:00 WIB)',
  },
  {
    given: 'a time that falls',
    tasks: [
      [3, 0],
      [4, 10],
      [5, 5],
    ],
    says: '201 TaskId=4 (20-11-2026 08:10:00 WIB) lebih besar dari pada TaskId 5 (20-11-2026 08:05:00 WIB)',
  },
  {
    given: 'the next day',
    tasks: [[3, 16 * 60]],
    says: '201 Waktu tidak valid (21-11-2026 00:00:00 WIB). Tanggal pelayanan untuk Kode Booking tersebut adalah (2026-11-20)',
  },
  { given: 'the first minute of the day', tasks: [[3, -8 * 60]], says: '200 Ok' },
  {
    given: 'the minute before that day',
    tasks: [[3, -8 * 60 - 1]],
    says: '201 Waktu tidak valid (19-11-2026 23:59:00 WIB). Tanggal pelayanan untuk Kode Booking tersebut adalah (2026-11-20)',
  },
])('$given: $says', async ({ new: isNew, tasks, recipe, says }) =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      const more = recipe === undefined ? {} : { jenisresep: recipe };
      await said(sandbox.url, 'antrean/add', { ...BOOKING, pasienbaru: isNew ? 1 : 0 });
      for (const task of tasks.slice(0, -1)) expect(await sendTasks(sandbox.url, [task], more)).toBe('200 Ok');
      expect(await sendTasks(sandbox.url, tasks.slice(-1), more)).toBe(says);
      const taken = (says === '200 Ok' ? tasks : tasks.slice(0, -1)).map(([taskid]) => ({ taskid }));
      expect(ledgerOf(sandbox).bookings).toMatchObject([{ tasks: taken }]);
    },
    { now },
  ),
);

test('a pharmacy queue lets 6 and 7 follow, and is reported once', async () =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      await said(url, 'antrean/add', BOOKING);
      await sendTasks(url, [
        [3, 0],
        [4, 10],
        [5, 20],
      ]);
      const queue = { kodebooking: KODE, jenisresep: 'racikan', nomorantrean: 7, keterangan: '' };
      expect(await said(url, 'antrean/farmasi/add', { ...queue, nomorantrean: '7' })).toBe(
        '201 nomorantrean harus berupa angka',
      );
      expect(await said(url, 'antrean/farmasi/add', queue)).toBe('200 Ok');
      expect(await said(url, 'antrean/farmasi/add', queue)).toBe('208 Terdapat duplikasi Kode Booking');
      expect(
        await sendTasks(url, [
          [6, 30],
          [7, 40],
        ]),
      ).toBe('200 Ok');
    },
    { now },
  ));

test('a hospital that does not report its pharmacy may send 6 where that is the setting', async () =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      sandbox.set({ pharmacyQueues: 'always' });
      await said(sandbox.url, 'antrean/add', BOOKING);
      expect(
        await sendTasks(sandbox.url, [
          [3, 0],
          [4, 1],
          [5, 2],
          [6, 3],
          [7, 4],
        ]),
      ).toBe('200 Ok');
    },
    { now },
  ));

test('a task for a booking of another day is refused on this one', async () =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      await said(url, 'antrean/add', { ...BOOKING, tanggalperiksa: '2026-11-21' });
      expect(await said(url, 'antrean/updatewaktu', { kodebooking: KODE, taskid: 3, waktu: atEightAnd(0) })).toContain(
        'adalah (2026-11-21)',
      );
    },
    { now },
  ));
