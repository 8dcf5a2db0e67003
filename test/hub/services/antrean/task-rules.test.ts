import { describe, expect, test } from '@jest/globals';
import type { Task } from '../../../../hub/services/antrean/booking.ts';
import { mistakeOfTask, type SoFar } from '../../../../hub/services/antrean/task-rules.ts';

const at = (clock: string) => `2026-11-20T${clock}:00+07:00`;
const CLOCKS: Readonly<Record<number, string>> = {
  1: '07:10',
  2: '07:20',
  3: '07:30',
  4: '08:00',
  5: '08:10',
  6: '08:20',
  7: '08:30',
  99: '09:00',
};

/** `5r`: with medicine, `5t`: without; a clock stands behind `@`. */
function task(text: string): Task {
  const [, number = '', recipe = '', clock] = /^(\d+)([rt]?)(?:@(.+))?$/.exec(text) ?? [];
  const jenisResep = recipe === 'r' ? 'racikan' : recipe === 't' ? 'tidak-ada' : undefined;
  const waktu = clock?.includes('T') ? clock : at(clock ?? CLOCKS[Number(number)] ?? '');
  return { tahap: Number(number) as Task['tahap'], waktu, ...(jenisResep ? { jenisResep } : {}), pada: 0 };
}

function mistake(before: string, next: string, more: Partial<SoFar> = {}) {
  const tasks = before === '' ? [] : before.split(' ').map(task);
  return mistakeOfTask(task(next), {
    tanggalPeriksa: '2026-11-20',
    pasienBaru: false,
    cancelled: false,
    ...more,
    tasks,
  });
}

describe('a task that BPJS will take', () => {
  test.each([
    { who: 'new', order: '1 2 3 4 5' },
    { who: 'new', order: '1 2 3 4 5r 6 7' },
    { who: 'known', order: '3 4 5t' },
    { who: 'known', order: '3 4 5 6 7' }, // whether there is medicine was not said
    { who: 'known', order: '99' },
    { who: 'new', order: '1 2 99' },
    { who: 'known', order: '3 4 99' },
    { who: 'known', order: '3@00:01 4@23:59' },
    { who: 'known', order: '3@2026-11-19T17:00:00Z 4' }, // midnight in Jakarta
  ])('$order of a $who patient', ({ who, order }) => {
    const tasks = order.split(' ');
    const mistakes = tasks.map((next, index) =>
      mistake(tasks.slice(0, index).join(' '), next, { pasienBaru: who === 'new' }),
    );
    expect(mistakes).toEqual(tasks.map(() => undefined));
  });
});

describe('a task that BPJS would refuse', () => {
  test.each<{ before: string; next: string; more?: Partial<SoFar>; member: string; because: RegExp }>([
    { before: '', next: '4', member: 'tahap', because: /pasien lama mulai dengan tahap 3, ini 4/ },
    { before: '', next: '1', member: 'tahap', because: /pasien lama mulai dengan tahap 3, ini 1/ },
    { before: '', next: '3', more: { pasienBaru: true }, member: 'tahap', because: /pasien baru mulai dengan tahap 1/ },
    { before: '3', next: '5', member: 'tahap', because: /sesudah tahap 3 harus tahap 4, ini 5/ },
    { before: '3 4', next: '3@08:30', member: 'tahap', because: /sesudah tahap 4 harus tahap 5, ini 3/ },
    { before: '3 4 5t', next: '6', member: 'tahap', because: /tanpa resep/ },
    { before: '3 4 5r', next: '7', member: 'tahap', because: /harus tahap 6/ },
    { before: '3 4 5', next: '99', member: 'tahap', because: /sudah selesai dilayani/ },
    { before: '3 4 5r 6 7', next: '99', member: 'tahap', because: /sudah 7/ },
    { before: '3 99', next: '4@10:00', member: 'tahap', because: /sudah 99/ },
    { before: '', next: '3', more: { cancelled: true }, member: 'tahap', because: /dibatalkan/ },
    { before: '3', next: '4@07:30', member: 'waktu', because: /lebih akhir daripada waktu tahap 3/ },
    { before: '3', next: '4@07:29', member: 'waktu', because: /lebih akhir/ },
    { before: '3', next: '99@07:00', member: 'waktu', because: /lebih akhir/ },
    { before: '', next: '3@2026-11-21T07:30:00+07:00', member: 'waktu', because: /pada tanggal periksa, 2026-11-20/ },
    { before: '', next: '3@2026-11-20T17:00:00Z', member: 'waktu', because: /pada tanggal periksa/ }, // tomorrow in Jakarta
  ])('after "$before": $next', ({ before, next, more, member, because }) => {
    expect(mistake(before, next, more)).toEqual({ at: `body.${member}`, reason: expect.stringMatching(because) });
  });
});
