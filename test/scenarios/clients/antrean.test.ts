import { afterEach, expect, test } from '@jest/globals';
import { until } from '../../hub/until.ts';
import { type ForwardingHub, type Meeting, withForwardingHub } from './forwarding-hub.ts';
import { problem } from './hub-pages.ts';
import type { Asked } from './rotating-server.ts';
import { endClients, startClient } from './start.ts';

afterEach(endClients);

const OPTIONS = { key: 'kunci-uji', rate: 200, everyMs: 50, run: 'UJI', date: '2026-11-20' };

const isTask = ({ path }: Asked) => path.endsWith('/tahap');

function withHub(meetings: readonly Meeting[], use: (hub: ForwardingHub) => Promise<void>): Promise<void> {
  return withForwardingHub(
    {
      meetings,
      read: () => problem(404, 'pemanggil:alamat-tidak-dikenal'),
      layanan: (asked) => (isTask(asked) ? 'tahapAntrean' : 'pesanAntrean'),
      perihal: ({ path, body }) => ({
        jenis: 'antrean',
        id: path.split('/')[4] ?? (body as { readonly kodeBooking: string }).kodeBooking,
      }),
    },
    use,
  );
}

interface Task {
  readonly tahap: number;
  readonly waktu: string;
}

/** The tasks of each booking in the order they were stored. */
function tasksByBooking({ stored }: ForwardingHub): Map<string, Task[]> {
  const tasks = new Map<string, Task[]>();
  for (const { asked } of stored.values()) {
    if (isTask(asked)) tasks.get(asked.path.split('/')[4] ?? '')?.push(asked.body as Task);
    else tasks.set((asked.body as { readonly kodeBooking: string }).kodeBooking, []);
  }
  return tasks;
}

test('bookings are followed by their tasks, in order, also when the hub is busy or its answer is lost', () =>
  withHub(['taken', 'taken', 'busy', 'taken', 'lost'], async (hub) => {
    const client = startClient('antrean', { ...OPTIONS, base: hub.base });
    await until('many were taken', () => Object.keys(client.tally().accepted).length >= 60);
    const total = await client.stop();
    const bookings = [...tasksByBooking(hub).values()];
    expect(bookings.some((tasks) => tasks.length === 3)).toBe(true);
    for (const tasks of bookings) {
      expect(tasks.map(({ tahap }) => tahap)).toEqual([3, 4, 5].slice(0, tasks.length));
      const times = tasks.map(({ waktu }) => Date.parse(waktu));
      expect(times).toEqual([...new Set(times)].sort((left, right) => left - right));
      expect(
        times.every((time) => Math.floor((time + 7 * 3_600_000) / 86_400_000) === Date.UTC(2026, 10, 20) / 86_400_000),
      ).toBe(true);
    }
    for (const [key, message] of Object.entries(total.accepted)) expect(hub.stored.get(key)?.message).toBe(message);
    expect(total).toMatchObject({
      requests: hub.asked.length,
      benar: hub.count('taken') + hub.count('feed'),
      usang: 0,
      salah: 0,
      gagal: hub.count('busy') + hub.count('lost'),
    });
  }));

test('when it rests, every booking gets all its tasks', () =>
  withHub(['taken', 'busy'], async (hub) => {
    const client = startClient('antrean', { ...OPTIONS, base: hub.base });
    await until('many were taken', () => Object.keys(client.tally().accepted).length >= 20);
    await client.rest();
    await until('nothing is open', () => client.tally().open.length === 0);
    const lengths = [...tasksByBooking(hub).values()].map((tasks) => tasks.length);
    expect(new Set(lengths)).toEqual(new Set([2, 3]));
    expect(Object.keys((await client.stop()).accepted)).toHaveLength(hub.stored.size);
  }));

test('a booking that is turned away has no tasks, and a receipt for another service is a wrong answer', () =>
  withHub(['turned away', 'another service', 'taken'], async (hub) => {
    const client = startClient('antrean', { ...OPTIONS, base: hub.base });
    await until('some were turned away', () => Object.keys(client.tally().turnedAway).length >= 5);
    const total = await client.stop();
    expect(total).toMatchObject({
      requests: hub.asked.length,
      benar: hub.count('taken') + hub.count('feed'),
      gagal: hub.count('turned away'),
      salah: hub.count('another service'),
    });
    const booked = new Set([...hub.stored.keys()].map((key) => key.split('/')[0]));
    for (const { path } of hub.asked.filter(isTask)) expect(booked).toContain(path.split('/')[4]);
  }));

test('what became of bookings and tasks is heard', () =>
  withHub(['taken'], async (hub) => {
    const client = startClient('antrean', { ...OPTIONS, base: hub.base });
    await until('some were taken', () => Object.keys(client.tally().accepted).length >= 12);
    const messages = Object.values(client.tally().accepted);
    for (const message of messages) hub.tell('pesan.terkirim', message);
    await until('all was heard', () => Object.keys(client.tally().heard).length >= messages.length);
    const total = await client.stop();
    expect(Object.keys(total.heard).sort()).toEqual(messages.sort());
    expect(total.unheard).toHaveLength(Object.keys(total.accepted).length - messages.length);
  }));
