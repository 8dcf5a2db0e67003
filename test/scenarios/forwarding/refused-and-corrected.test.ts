import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { BookingLedger } from '../../../connectors/bpjs/sandbox/bookings.ts';
import type { LaporLedger } from '../../../connectors/lapor/sandbox/ledger.ts';
import { type HubSurroundings, withHub } from '../../hub/with-hub.ts';
import { HOUR_MS, type MovingClock, movingClock } from './clock.ts';
import { feedOf, handOverOne, idOfReport, messageOf, untilMessageIs } from './messages.ts';
import { A_DAY, booking, report } from './work.ts';

/** Two looks of the hub for what is due. */
const LOOKS_MS = 1100;

const lapor = ({ sandboxes }: HubSurroundings) => sandboxes.lapor.ledger() as LaporLedger;
const bpjs = ({ sandboxes }: HubSurroundings) => sandboxes.bpjs.ledger() as BookingLedger;

function withCity(use: (hub: HubSurroundings, clock: MovingClock) => Promise<void>): Promise<void> {
  const clock = movingClock();
  return withHub({ now: clock.now }, (hub) => use(hub, clock));
}

function correct(hub: HubSurroundings, id: string, body: unknown) {
  return hub.post(`/v1/pesan/${id}/ulang`, body);
}

describe('a report that LAPOR turns down', () => {
  test('is sent once, however much time passes, and the application gets the words of LAPOR', () =>
    withCity(async (hub, clock) => {
      hub.sandboxes.lapor.fault({ kind: 'turn-down', path: '/laporan', pesan: 'Kategori tidak sesuai', kode: 'K1' });
      const { id } = await handOverOne(hub, '/v1/laporan', report(1));
      await untilMessageIs(hub, id, 'ditolak');
      for (let hours = 0; hours < 48; hours += 24) {
        clock.pass(24 * HOUR_MS);
        await sleep(LOOKS_MS);
      }
      const sent = hub.sandboxes.lapor.calls().filter(({ method }) => method === 'POST');
      expect(sent).toHaveLength(1);
      expect(await messageOf(hub, id)).toMatchObject({
        keadaan: 'ditolak',
        percobaan: 1,
        hulu: { sumber: 'lapor', kode: 'K1', pesan: 'Kategori tidak sesuai' },
      });
      expect(await feedOf(hub, 'pesan.ditolak')).toMatchObject([
        { perihal: { jenis: 'laporan' }, data: { pesan: id, kode: 'K1', alasan: 'Kategori tidak sesuai' } },
      ]);
    }));

  test('arrives once its body is corrected, and what waits behind it follows', () =>
    withCity(async (hub) => {
      hub.sandboxes.lapor.fault({ kind: 'turn-down' });
      const message = await handOverOne(hub, '/v1/laporan', report(2));
      const { id } = message;
      await untilMessageIs(hub, id, 'ditolak');
      await hub.sandboxes.lapor.heal();
      const path = `/v1/laporan/${idOfReport(message)}/tindak-lanjut`;
      const behind = await handOverOne(hub, path, { isi: 'Petugas menuju lokasi.' });
      expect(await messageOf(hub, behind.id)).toMatchObject({ keadaan: 'menunggu', menungguPesan: id });

      const wrong = await correct(hub, id, { ...report(2), judul: undefined });
      expect(wrong).toMatchObject({ status: 400 });
      expect(await messageOf(hub, id)).toMatchObject({ keadaan: 'ditolak' });

      const isi = 'Lampu jalan di depan pasar padam, tiang nomor 12.';
      expect(await correct(hub, id, { ...report(2), isi })).toMatchObject({ status: 202 });
      const arrived = await untilMessageIs(hub, id, 'terkirim');
      expect(arrived.riwayat?.map(({ peristiwa }) => peristiwa)).toEqual([
        'diterima',
        'ditolak',
        'diulang',
        'terkirim',
      ]);
      await untilMessageIs(hub, behind.id, 'terkirim');
      expect(lapor(hub).accepted.map((one) => one.isi)).toEqual([isi]);
      expect(lapor(hub).followUps.map((one) => one.isi)).toEqual(['Petugas menuju lokasi.']);
      expect(await correct(hub, id, report(2))).toMatchObject({ status: 409 });
    }));

  test('frees what waits behind it when it is cancelled', () =>
    withCity(async (hub) => {
      const message = await handOverOne(hub, '/v1/laporan', report(3));
      await untilMessageIs(hub, message.id, 'terkirim');
      const path = `/v1/laporan/${idOfReport(message)}/tindak-lanjut`;
      hub.sandboxes.lapor.fault({ kind: 'turn-down', path: '/tindak-lanjut', times: 1 });
      const refused = await handOverOne(hub, path, { isi: 'Yang pertama.' });
      const [second, third] = [
        await handOverOne(hub, path, { isi: 'Yang kedua.' }),
        await handOverOne(hub, path, { isi: 'Yang ketiga.' }),
      ];
      await untilMessageIs(hub, refused.id, 'ditolak');
      await sleep(LOOKS_MS);
      expect(lapor(hub).followUps).toEqual([]);
      expect(await hub.ask('POST', `/v1/pesan/${refused.id}/batal`)).toMatchObject({ status: 200 });
      await untilMessageIs(hub, second.id, 'terkirim');
      await untilMessageIs(hub, third.id, 'terkirim');
      expect(lapor(hub).followUps.map((one) => one.isi)).toEqual(['Yang kedua.', 'Yang ketiga.']);
      expect(await feedOf(hub, 'pesan.dibatalkan')).toMatchObject([{ data: { pesan: refused.id } }]);
    }));
});

describe('a task that BPJS refuses for its time', () => {
  const at = (time: string) => new Date(`${A_DAY}T${time}+07:00`).toISOString();
  const WORDS = 'Waktu tidak valid';

  /** Task 3 arrives, task 4 is refused, and task 5 waits behind it. */
  async function refusedTask(hub: HubSurroundings, number: number) {
    const { kodeBooking, ...rest } = booking(number);
    const path = `/v1/jkn/antrean/${kodeBooking}/tahap`;
    await handOverOne(hub, '/v1/jkn/antrean', { kodeBooking, ...rest });
    const third = await handOverOne(hub, path, { tahap: 3, waktu: at('08:00:00') });
    await untilMessageIs(hub, third.id, 'terkirim');
    hub.sandboxes.bpjs.fault({ kind: 'refuse-201', path: '/updatewaktu', message: WORDS, times: 1 });
    const fourth = await handOverOne(hub, path, { tahap: 4, waktu: at('08:30:00') });
    const fifth = await handOverOne(hub, path, { tahap: 5, waktu: at('08:40:00') });
    await untilMessageIs(hub, fourth.id, 'ditolak');
    const tasks = () => bpjs(hub).bookings.find((one) => one.kodebooking === kodeBooking)?.tasks ?? [];
    return { kodeBooking, fourth, fifth, tasks };
  }

  test('is corrected, and those behind it go on in order', () =>
    withCity(async (hub) => {
      const { fourth, fifth, tasks } = await refusedTask(hub, 11);
      await sleep(LOOKS_MS);
      expect(tasks().map(({ taskid }) => taskid)).toEqual([3]);
      expect(await messageOf(hub, fifth.id)).toMatchObject({ keadaan: 'menunggu', menungguPesan: fourth.id });
      expect(await feedOf(hub, 'pesan.ditolak')).toMatchObject([{ data: { pesan: fourth.id, alasan: WORDS } }]);

      const late = await correct(hub, fourth.id, { tahap: 4, waktu: at('08:50:00') }); // after task 5
      expect(late).toMatchObject({ status: 400 });
      expect(await correct(hub, fourth.id, { tahap: 4, waktu: at('08:20:00') })).toMatchObject({ status: 202 });
      await untilMessageIs(hub, fifth.id, 'terkirim');
      expect(tasks().map(({ taskid, waktu }) => [taskid, new Date(waktu).toISOString()])).toEqual([
        [3, at('08:00:00')],
        [4, at('08:20:00')],
        [5, at('08:40:00')],
      ]);
    }));

  test('is cancelled, and what is behind it is told by BPJS that something is missing', () =>
    withCity(async (hub) => {
      const { fourth, fifth, tasks } = await refusedTask(hub, 12);
      expect(await hub.ask('POST', `/v1/pesan/${fourth.id}/batal`)).toMatchObject({ status: 200 });
      const refused = await untilMessageIs(hub, fifth.id, 'ditolak');
      expect(refused.hulu).toMatchObject({ sumber: 'bpjs', pesan: 'TaskId=4 belum ada' });
      expect(tasks().map(({ taskid }) => taskid)).toEqual([3]);
    }));
});
