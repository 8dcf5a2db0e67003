import { describe, expect, test } from '@jest/globals';
import { until } from '../../until.ts';
import { BOOKING, CODE, DAY, dataOf, KEY, ledgerOf, OTHER_KEY, withHospital } from './with-hospital.ts';

describe('pesanAntrean', () => {
  test('arrives at BPJS once, and is read with what BPJS has', () =>
    withHospital(async (given) => {
      const answer = await given.book();
      expect(answer).toMatchObject({ status: 202, body: { data: { perihal: { jenis: 'antrean', id: CODE } } } });
      await given.becomes(answer, 'terkirim');
      expect(ledgerOf(given).bookings).toHaveLength(1);
      expect(await given.view()).toMatchObject({
        kodeBooking: CODE,
        asal: 'aplikasi',
        keadaan: 'dipesan',
        nomorAntrean: 'INT-12',
        nomorKartu: BOOKING.nomorKartu,
        tahap: [],
        pesan: { keadaan: 'terkirim' },
      });
    }));

  test('a code in use is a conflict, for whoever asks', () =>
    withHospital(async (given) => {
      await given.book();
      expect(await given.book()).toMatchObject({ status: 409 });
      expect(await given.book({ nomorAntrean: 'INT-13' })).toMatchObject({ status: 409 });
      expect(await given.post('/v1/jkn/antrean', BOOKING, { key: OTHER_KEY })).toMatchObject({ status: 409 });
      expect(await given.get(`/v1/jkn/antrean/${CODE}`, { key: OTHER_KEY })).toMatchObject({ status: 404 });
    }));

  test('under the same Idempotency-Key it is the same message, with a code or without', () =>
    withHospital(async (given) => {
      for (const kodeBooking of [CODE, undefined]) {
        const headers = { 'Idempotency-Key': `kunci-${kodeBooking}` };
        const nomorAntrean = `INT-${kodeBooking ?? 0}`;
        const first = await given.book({ kodeBooking: kodeBooking as string, nomorAntrean }, headers);
        const again = await given.book({ kodeBooking: kodeBooking as string, nomorAntrean }, headers);
        expect([first.status, again.status]).toEqual([202, 202]);
        expect(dataOf(again).id).toBe(dataOf(first).id);
        expect(dataOf(first).perihal).toEqual({
          jenis: 'antrean',
          id: kodeBooking ?? expect.stringMatching(/^SPL261120/),
        });
      }
    }));

  test.each([
    { what: 'a member without a card', changes: { nomorKartu: undefined }, at: 'body.nomorKartu' },
    { what: 'a card of somebody without JKN', changes: { jenisPasien: 'non-jkn' as const }, at: 'body.nomorKartu' },
    {
      what: 'more left than there is',
      changes: { kuota: { jkn: 1, sisaJkn: 2, nonJkn: 0, sisaNonJkn: 0 } },
      at: 'body.kuota.sisaJkn',
    },
  ])('refuses $what', ({ changes, at }) =>
    withHospital(async (given) => {
      const answer = await given.book(changes as object);
      expect(answer).toMatchObject({
        status: 400,
        body: { kesalahan: expect.arrayContaining([expect.objectContaining({ di: at })]) },
      });
    }),
  );

  test('what BPJS turns down is corrected and arrives', () =>
    withHospital(async (given) => {
      const answer = await given.book({ jenisKunjungan: 'kontrol' });
      const { id } = await given.becomes(answer, 'ditolak');
      const corrected = { ...BOOKING, jamPraktek: '09:00-12:00' };
      expect(await given.post(`/v1/pesan/${id}/ulang`, corrected, { key: KEY })).toMatchObject({ status: 202 });
      await given.becomes(answer, 'terkirim');
      expect(await given.view()).toMatchObject({ jamPraktek: '09:00-12:00', pesan: { id, keadaan: 'terkirim' } });
    }));

  test('an answer that got lost books once: BPJS knows the code', () =>
    withHospital(async (given) => {
      given.sandboxes.bpjs.fault({ kind: 'reset-after', path: '/antrean/add', times: 1 });
      const answer = await given.book();
      await until('BPJS was asked', () => ledgerOf(given).requests[CODE]?.add === 1);
      await until('it is asked again', () => {
        given.clock.pass(1);
        return ledgerOf(given).requests[CODE]?.add === 2;
      });
      await given.becomes(answer, 'terkirim');
      expect(ledgerOf(given)).toMatchObject({
        bookings: [{ kodebooking: CODE }],
        requests: { [CODE]: { add: 2 } },
        refused: { duplicates: 1 },
      });
    }));
});

describe('tahapAntrean', () => {
  test('tasks posted one right after the other arrive in that order, after the booking', () =>
    withHospital(async (given) => {
      await given.book();
      const answers = [];
      for (const [tahap, clock] of [
        [3, '08:00'],
        [4, '08:20'],
        [5, '08:30'],
      ] as const)
        answers.push(await given.task(tahap, clock));
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
      for (const answer of answers) await given.becomes(answer, 'terkirim');
      expect(ledgerOf(given).bookings[0]?.tasks.map(({ taskid }) => taskid)).toEqual([3, 4, 5]);
      expect(await given.view()).toMatchObject({
        keadaan: 'selesai',
        tahap: [{ tahap: 3, pesan: { keadaan: 'terkirim' } }, { tahap: 4 }, { tahap: 5 }],
        hulu: { tahap: [{ tahap: 3 }, { tahap: 4 }, { tahap: 5 }] },
      });
    }));

  test.each([
    { before: [], task: [4, '08:00'], status: 400 },
    { before: [[3, '08:00']], task: [3, '08:00'], status: 409 },
    { before: [[3, '08:00']], task: [4, '07:59'], status: 400 },
    {
      before: [
        [3, '08:00'],
        [99, '08:30'],
      ],
      task: [4, '09:00'],
      status: 400,
    },
  ] as const)('after $before, $task is answered $status', ({ before, task, status }) =>
    withHospital(async (given) => {
      await given.book();
      for (const [tahap, clock] of before) expect(await given.task(tahap, clock)).toMatchObject({ status: 202 });
      expect(await given.task(task[0], task[1])).toMatchObject({ status });
    }),
  );

  test('of several at once one is taken, and BPJS is not told out of order', () =>
    withHospital(async (given) => {
      await given.becomes(await given.book(), 'terkirim');
      const answers = await Promise.all(['08:00', '08:01', '08:02', '08:03'].map((clock) => given.task(3, clock)));
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    }));

  test('what an application took back may be sent anew', () =>
    withHospital(async (given) => {
      given.sandboxes.bpjs.fault({ kind: 'refuse' });
      await given.book();
      const answer = await given.task(3, '08:00');
      expect(await given.post(`/v1/pesan/${dataOf(answer).id}/batal`, {}, { key: KEY })).toMatchObject({ status: 200 });
      expect(await given.task(4, '08:30')).toMatchObject({ status: 400 });
      expect(await given.task(3, '08:05')).toMatchObject({ status: 202 });
      expect(await given.view()).toMatchObject({ tahap: [{ tahap: 3, waktu: `${DAY}T08:05:00+07:00` }] });
      await given.sandboxes.bpjs.heal();
    }));

  test('of an unknown booking, or of somebody else, is not found', () =>
    withHospital(async (given) => {
      expect(await given.task(3, '08:00')).toMatchObject({ status: 404 });
    }));
});

describe('batalAntrean', () => {
  test('cancels here and at BPJS, once', () =>
    withHospital(async (given) => {
      await given.book();
      const answer = await given.cancel();
      await given.becomes(answer, 'terkirim');
      expect(ledgerOf(given).bookings[0]?.cancelled).toBe(true);
      expect(await given.cancel()).toMatchObject({ status: 409 });
      expect(await given.task(3, '08:00')).toMatchObject({ status: 400 });
      expect(await given.view()).toMatchObject({ keadaan: 'dibatalkan' });
    }));

  test('not of a patient who is being served', () =>
    withHospital(async (given) => {
      await given.book();
      await given.task(3, '08:00');
      await given.task(4, '08:30');
      expect(await given.cancel()).toMatchObject({ status: 409 });
    }));
});

describe('publishing', () => {
  const session = {
    ...{
      tanggal: DAY,
      kodePoli: 'INT',
      namaPoli: 'PENYAKIT DALAM',
      kodeDokter: '12345',
      namaDokter: 'dr. SARI LESTARI',
    },
    ...{ buka: '08:00', tutup: '12:00', kuotaJkn: 30, kuotaNonJkn: 10 },
  };
  const publish = (jadwal: readonly object[]) => {
    const headers = { 'Content-Type': 'application/json' };
    return ['PUT', '/v1/jkn/jadwal', { key: KEY, headers, body: JSON.stringify({ jadwal }) }] as const;
  };

  test('a session is read with what the hospital booked, and published anew keeps it', () =>
    withHospital(async (given) => {
      expect(await given.ask(...publish([session]))).toMatchObject({ status: 200, body: { data: { diterbitkan: 1 } } });
      await given.book();
      await given.ask(...publish([{ ...session, kuotaJkn: 40 }]));
      expect(await given.get(`/v1/jkn/jadwal?tanggal=${DAY}&kodePoli=INT`, { key: KEY })).toMatchObject({
        body: {
          data: [{ kuotaJkn: 40, menitPerPasien: 6, libur: false, awalan: 'INT', terpakaiJkn: 1, nomorTerakhir: 12 }],
        },
      });
      expect(await given.get(`/v1/jkn/jadwal?tanggal=${DAY}`, { key: OTHER_KEY })).toMatchObject({
        body: { data: [] },
      });
    }));

  test('a session that ends before it begins is refused, and nothing is published', () =>
    withHospital(async (given) => {
      expect(await given.ask(...publish([session, { ...session, buka: '13:00' }]))).toMatchObject({
        status: 400,
        body: { kesalahan: [{ di: 'body.jadwal.1.tutup' }] },
      });
      expect(await given.get(`/v1/jkn/jadwal?tanggal=${DAY}`, { key: KEY })).toMatchObject({ body: { data: [] } });
    }));
});
