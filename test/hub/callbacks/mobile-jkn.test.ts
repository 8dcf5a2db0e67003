import { describe, expect, test } from '@jest/globals';
import { announcePending } from '../../../hub/services/antrean/announcing.ts';
import { getJadwalTerbit, terbitkanOperasi, terbitkanPasien } from '../../../hub/services/antrean/publishing.ts';
import { tahapAntrean } from '../../../hub/services/antrean/tahap-antrean.ts';
import { booking, DAY, person, publish, SESSION } from './hospital.ts';
import { type CallbackSurroundings, withCallbacks } from './with-callbacks.ts';

interface Taken {
  readonly kodebooking: string;
  readonly angkaantrean: number;
  readonly nomorantrean: string;
  readonly norm: string;
}

async function take({ jkn }: CallbackSurroundings, number: number): Promise<Taken> {
  const heard = await jkn.ambil(booking(number));
  expect(heard).toMatchObject({ code: 200 });
  return heard.response as Taken;
}

describe('ambil antrean', () => {
  test('gives a number with the names, types and times BPJS wants', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      await take(given, 1);
      expect(await given.jkn.ambil(booking(2))).toEqual({
        status: 200,
        code: 200,
        message: 'Ok',
        response: {
          nomorantrean: 'INT-2',
          angkaantrean: 2,
          kodebooking: expect.stringMatching(/^SPL261121[0-9A-Z]{10}$/),
          norm: '90002',
          namapoli: 'PENYAKIT DALAM',
          namadokter: 'dr. SARI LESTARI, Sp.PD',
          estimasidilayani: Date.parse('2026-11-21T08:06:00+07:00'),
          sisakuotajkn: 28,
          kuotajkn: 30,
          sisakuotanonjkn: 10,
          kuotanonjkn: 10,
          keterangan: 'Hadir 30 menit lebih awal',
        },
      });
      expect(given.told).toMatchObject([
        { kind: 'antrean.dipesan', application: 'simrs' },
        { kind: 'antrean.dipesan' },
      ]);
      expect(given.told[0]?.data).toEqual({ kodeBooking: expect.any(String), keadaan: 'dipesan', tanggalPeriksa: DAY });
    }));

  test.each<{ because: string; changes: Parameters<typeof booking>[1]; code?: number; want: RegExp }>([
    { because: 'an unknown clinic', changes: { kodepoli: 'XYZ' }, want: /^Poli tidak ditemukan/ },
    { because: 'an unknown doctor', changes: { kodedokter: 99999 }, want: /^Dokter tidak ditemukan/ },
    { because: 'a day without a session', changes: { tanggalperiksa: '2026-11-24' }, want: /^Tidak ada jadwal poli/ },
    {
      because: 'a doctor who sits elsewhere',
      changes: { kodedokter: 777 },
      want: /^Tidak ada jadwal dr. LAIN di poli/,
    },
    { because: 'other hours', changes: { jampraktek: '13:00-15:00' }, want: /^Jam praktek .* adalah 08:00-12:00/ },
    { because: 'a day in the past', changes: { tanggalperiksa: '2026-11-19' }, want: /lewat/ },
    { because: 'no day at all', changes: { tanggalperiksa: '2026-13-41' }, want: /tanggalperiksa tidak sesuai/ },
    { because: 'a closed clinic', changes: { kodepoli: 'ANA', kodedokter: 777 }, want: /libur/ },
    {
      because: 'a session that is over',
      changes: { kodepoli: 'MAT', tanggalperiksa: '2026-11-20' },
      want: /tutup jam 09:00/,
    },
    { because: 'a quota of nobody', changes: { kodepoli: 'BED' }, want: /^Kuota JKN poli BEDAH .* penuh/ },
    { because: 'a card that is no card', changes: { nomorkartu: '123' }, want: /13 digit/ },
    { because: 'a NIK that is no NIK', changes: { nik: '123' }, want: /16 digit/ },
    { because: 'a NIK that belongs to another card', changes: { nik: person(9).nik }, want: /NIK tidak sesuai/ },
    { because: 'somebody unknown', changes: person(9), code: 202, want: /registrasi pasien baru/ },
  ])('refuses $because', ({ changes, code = 201, want }) =>
    withCallbacks({}, async (given) => {
      const sessions = [
        SESSION,
        { ...SESSION, kodePoli: 'ANA', namaPoli: 'ANAK', kodeDokter: '777', namaDokter: 'dr. LAIN', libur: true },
        { ...SESSION, kodePoli: 'MAT', namaPoli: 'MATA', tanggal: '2026-11-20', tutup: '09:00', buka: '08:00' },
        { ...SESSION, kodePoli: 'BED', namaPoli: 'BEDAH', kuotaJkn: 0 },
      ];
      await publish(given, { sessions });
      const jampraktek = changes?.kodepoli === 'MAT' ? '08:00-09:00' : '08:00-12:00';
      const heard = await given.jkn.ambil(booking(1, { jampraktek, ...changes }));
      expect(heard).toMatchObject({ code, message: expect.stringMatching(want) });
      expect(given.told).toEqual([]);
    }),
  );

  test('gives a patient one number a day and clinic, however often it is asked', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      await take(given, 1);
      const again = await Promise.all(Array.from({ length: 5 }, () => given.jkn.ambil(booking(1))));
      expect(again.map(({ code, message }) => [code, message])).toEqual(
        again.map(() => [201, 'Nomor antrean hanya dapat diambil 1 kali pada tanggal dan poli yang sama']),
      );
      expect((await take(given, 2)).angkaantrean).toBe(2);
    }));

  test('of two hundred at once on a quota of fifty exactly fifty get a number, each its own', () =>
    withCallbacks({ deadlineMs: 15_000 }, async (given) => {
      await publish(given, { sessions: [{ ...SESSION, kuotaJkn: 50 }], patients: 200 });
      await given.jkn.token();
      const heard = await Promise.all(Array.from({ length: 200 }, (_, index) => given.jkn.ambil(booking(index + 1))));
      const taken = heard.filter(({ code }) => code === 200).map(({ response }) => response as Taken);
      expect(taken.map(({ angkaantrean }) => angkaantrean).sort((one, other) => one - other)).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      expect(new Set(taken.map(({ kodebooking }) => kodebooking)).size).toBe(50);
      expect(heard.filter(({ message }) => message.endsWith('sudah penuh'))).toHaveLength(150);
      await given.reopen();
      expect(await given.run(getJadwalTerbit, { tanggal: DAY })).toMatchObject({
        data: [{ terpakaiJkn: 50, terpakaiNonJkn: 0, nomorTerakhir: 50 }],
      });
      expect(await given.store.records.count({ collection: 'antrean' })).toBe(50);
    }));

  test('twenty at once for one patient give one number', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const heard = await Promise.all(Array.from({ length: 20 }, () => given.jkn.ambil(booking(1))));
      expect(heard.filter(({ code }) => code === 200)).toHaveLength(1);
      expect(await given.store.records.count({ collection: 'antrean' })).toBe(1);
    }));

  test('a cancelled booking gives its place back, but never its number', () =>
    withCallbacks({}, async (given) => {
      await publish(given, { sessions: [{ ...SESSION, kuotaJkn: 1 }] });
      const first = await take(given, 1);
      expect(await given.jkn.ambil(booking(2))).toMatchObject({ code: 201 });
      expect(await given.jkn.batal(first.kodebooking, 'Berhalangan')).toMatchObject({ code: 200 });
      expect((await take(given, 2)).angkaantrean).toBe(2);
      expect(await given.jkn.ambil(booking(1))).toMatchObject({ message: expect.stringMatching(/penuh$/) });
    }));

  test('whoever cancelled may book again on the same day', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const first = await take(given, 1);
      await given.jkn.batal(first.kodebooking, 'Salah jam');
      expect((await take(given, 1)).angkaantrean).toBe(2);
    }));

  test('an event that a kill kept from being told is told by the next process', () =>
    withCallbacks(
      {
        tell: async () => {
          throw new Error('killed');
        },
      },
      async (given) => {
        await publish(given);
        const { kodebooking } = await take(given, 1);
        await given.reopen();
        const told: unknown[] = [];
        const tell = async (happenings: readonly unknown[]) => void told.push(...happenings);
        await announcePending.run({ ...given.jobContext(), tell });
        expect(told).toEqual([]); // it may be under way
        given.clock.pass(1);
        await announcePending.run({ ...given.jobContext(), tell });
        await announcePending.run({ ...given.jobContext(), tell });
        expect(told).toMatchObject([{ kind: 'antrean.dipesan', about: `antrean ${kodebooking}` }]);
      },
    ));
});

describe('status and sisa antrean', () => {
  test('counts who is booked and left', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      await take(given, 1);
      const second = await take(given, 2);
      const third = await take(given, 3);
      await given.jkn.batal(second.kodebooking, 'Berhalangan');
      const { kodepoli, kodedokter, tanggalperiksa, jampraktek } = booking(1);
      expect(await given.jkn.status({ kodepoli, kodedokter, tanggalperiksa, jampraktek })).toMatchObject({
        code: 200,
        response: {
          namapoli: 'PENYAKIT DALAM',
          totalantrean: 2,
          sisaantrean: 2,
          antreanpanggil: '',
          sisakuotajkn: 28,
          kuotajkn: 30,
          sisakuotanonjkn: 10,
          kuotanonjkn: 10,
        },
      });
      expect(await given.jkn.sisa(third.kodebooking)).toMatchObject({
        response: { nomorantrean: 'INT-3', sisaantrean: 2, waktutunggu: 360 }, // 6 minutes times (2 - 1)
      });
      expect(await given.jkn.sisa(second.kodebooking)).toMatchObject({
        code: 201,
        message: expect.stringMatching(/batal/),
      });
      expect(await given.jkn.sisa('SPL000000')).toMatchObject({ code: 201, message: 'Antrean tidak ditemukan' });
    }));
});

describe('batal and check in', () => {
  test('each happens once, and says why when it cannot', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const { kodebooking } = await take(given, 1);
      const onTheDay = Date.parse(`${DAY}T07:30:00+07:00`);
      expect(await given.jkn.checkIn(kodebooking, onTheDay - 86_400_000)).toMatchObject({ code: 201 });
      expect(await given.jkn.checkIn(kodebooking, onTheDay)).toMatchObject({ code: 200 });
      expect(await given.jkn.checkIn(kodebooking, onTheDay)).toMatchObject({ code: 200 });
      expect(await given.jkn.batal(kodebooking, 'Berhalangan')).toMatchObject({ code: 200 });
      expect(await given.jkn.batal(kodebooking, 'Berhalangan')).toMatchObject({
        code: 201,
        message: 'Antrean sudah dibatalkan',
      });
      expect(await given.jkn.checkIn(kodebooking, onTheDay)).toMatchObject({
        code: 201,
        message: 'Antrean sudah dibatalkan',
      });
      expect(await given.jkn.batal('SPL000000', 'Berhalangan')).toMatchObject({ message: 'Antrean tidak ditemukan' });
      expect(given.told.map(({ kind }) => kind)).toEqual(['antrean.dipesan', 'antrean.check-in', 'antrean.dibatalkan']);
    }));
});

const PARTICULARS = {
  ...{ nik: person(9).nik, nomorkartu: person(9).nomorkartu, nomorkk: '9901010101200001', nama: 'RATNA CONTOH' },
  ...{ jeniskelamin: 'P', tanggallahir: '1990-01-01', nohp: '081200000009', alamat: 'Jalan Contoh 1' },
  ...{ kodeprop: '99', namaprop: 'CONTOH', kodedati2: '9901', namadati2: 'CONTOH', kodekec: '01', namakec: 'CONTOH' },
  ...{ kodekel: '001', namakel: 'CONTOH', rw: '1', rt: '2' },
};

describe('info pasien baru', () => {
  test('gives a provisional number that the next booking carries, once, until the hospital publishes its own', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      expect(await given.jkn.pasienBaru(PARTICULARS)).toMatchObject({ code: 200, response: { norm: 'SPL-000001' } });
      expect(await given.jkn.pasienBaru(PARTICULARS)).toMatchObject({ response: { norm: 'SPL-000001' } });
      expect(await take(given, 9)).toMatchObject({ norm: 'SPL-000001' });
      expect(given.told.map(({ kind }) => kind)).toEqual(['pasien.baru', 'antrean.dipesan']);
      const pasien = [{ nik: person(9).nik, nomorRekamMedis: '000777' }];
      await given.run(terbitkanPasien, { pasien });
      expect(await given.jkn.pasienBaru(PARTICULARS)).toMatchObject({ response: { norm: '000777' } });
    }));

  test('is refused with a sentence where nobody publishes anything', () =>
    withCallbacks({}, async ({ jkn }) => {
      expect(await jkn.pasienBaru(PARTICULARS)).toMatchObject({ code: 201, message: expect.stringMatching(/admisi/) });
    }));
});

describe('jadwal operasi', () => {
  test('is read by days and by card', () =>
    withCallbacks({}, async (given) => {
      const operation = { jenisTindakan: 'Operasi katarak', kodePoli: 'MAT', namaPoli: 'MATA', terlaksana: false };
      const of = (kodeBooking: string, tanggalOperasi: string, number: number) => ({
        ...{ kodeBooking, tanggalOperasi, nomorKartu: person(number).nomorkartu, ...operation },
      });
      const operasi = [of('OP-1', '2026-11-23', 1), of('OP-2', '2026-11-24', 2), of('OP-3', '2026-11-30', 1)];
      await given.run(terbitkanOperasi, { operasi });
      const row = { kodebooking: 'OP-1', tanggaloperasi: '2026-11-23', jenistindakan: 'Operasi katarak' };
      expect(await given.jkn.jadwalOperasiRs('2026-11-23', '2026-11-24')).toMatchObject({
        response: {
          list: [
            { ...row, kodepoli: 'MAT', terlaksana: 0, nopeserta: person(1).nomorkartu, lastupdate: expect.any(Number) },
            { kodebooking: 'OP-2' },
          ],
        },
      });
      expect(await given.jkn.jadwalOperasiPasien(person(1).nomorkartu)).toMatchObject({
        response: { list: [row, { kodebooking: 'OP-3' }] },
      });
      expect(await given.jkn.jadwalOperasiRs('2026-11-24', '2026-11-23')).toMatchObject({ code: 201 });
      expect(await given.jkn.jadwalOperasiRs('2024-11-24', '2026-11-23')).toMatchObject({ code: 201 });
    }));
});

describe('antrean farmasi', () => {
  const tasksOf = async (
    { contextOf }: CallbackSurroundings,
    kodeBooking: string,
    jenisResep?: 'racikan' | 'tidak-ada',
  ) => {
    const tasks = [
      { tahap: 3, waktu: `${DAY}T08:00:00+07:00` },
      { tahap: 4, waktu: `${DAY}T08:10:00+07:00` },
      { tahap: 5, waktu: `${DAY}T08:20:00+07:00`, ...(jenisResep ? { jenisResep } : {}) },
    ] as const;
    for (const task of tasks) await tahapAntrean.plan({ kodeBooking, ...task }, contextOf('simrs'));
  };

  test('gives one number, and says how many are before', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const [first, second] = [await take(given, 1), await take(given, 2)];
      expect(await given.jkn.ambilFarmasi(first.kodebooking)).toMatchObject({
        code: 201,
        message: 'Pasien belum selesai dilayani di poli',
      });
      await tasksOf(given, first.kodebooking, 'racikan');
      await tasksOf(given, second.kodebooking, 'racikan');
      expect(await given.jkn.statusFarmasi(first.kodebooking)).toMatchObject({
        code: 201,
        message: 'Antrean farmasi belum diambil',
      });
      for (const turn of [1, 1, 2])
        expect(await given.jkn.ambilFarmasi((turn === 1 ? first : second).kodebooking)).toMatchObject({
          response: { jenisresep: 'Racikan', nomorantrean: turn },
        });
      const task = { kodeBooking: first.kodebooking, tahap: 6, waktu: `${DAY}T08:30:00+07:00` } as const;
      await tahapAntrean.plan(task, given.contextOf('simrs'));
      expect(await given.jkn.statusFarmasi(second.kodebooking)).toMatchObject({
        response: { jenisresep: 'Racikan', totalantrean: 2, sisaantrean: 2, antreanpanggil: 1 },
      });
    }));

  test.each([
    { jenisResep: undefined, want: /^Resep belum tersedia/ },
    { jenisResep: 'tidak-ada' as const, want: /^Tidak ada resep/ },
  ])('is refused where the medicine is $jenisResep', ({ jenisResep, want }) =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const { kodebooking } = await take(given, 1);
      await tasksOf(given, kodebooking, jenisResep);
      expect(await given.jkn.ambilFarmasi(kodebooking)).toMatchObject({
        code: 201,
        message: expect.stringMatching(want),
      });
      expect(await given.jkn.batal(kodebooking, 'Terlambat')).toMatchObject({
        code: 201,
        message: 'Pasien sudah dilayani',
      });
      expect(await given.jkn.sisa(kodebooking)).toMatchObject({ code: 201, message: 'Pasien sudah dilayani' });
    }),
  );
});

describe('a puskesmas', () => {
  test('knows a booking by card, clinic and day', () =>
    withCallbacks({}, async (given) => {
      await publish(given);
      const { jeniskunjungan: _kind, nomorreferensi: _reference, ...asked } = booking(1);
      expect(await given.fktp.call('POST', 'antrean', asked)).toMatchObject({
        code: 200,
        response: { nomorantrean: 'INT-1', angkaantrean: 1, namapoli: 'PENYAKIT DALAM', sisaantrean: 1 },
      });
      const place = `${asked.nomorkartu}/INT/${DAY}`;
      expect(await given.fktp.call('GET', `antrean/sisapeserta/${place}`)).toMatchObject({
        response: { nomorantrean: 'INT-1', sisaantrean: 1 },
      });
      expect(await given.fktp.call('GET', `antrean/status/INT/${DAY}`)).toMatchObject({
        response: { namapoli: 'PENYAKIT DALAM', totalantrean: 1, sisaantrean: 1 },
      });
      const visit = { nomorkartu: asked.nomorkartu, kodepoli: 'INT', tanggalperiksa: DAY };
      expect(await given.fktp.call('PUT', 'antrean/batal', visit)).toMatchObject({ code: 200 });
      expect(await given.fktp.call('POST', 'antrean/batal', visit)).toMatchObject({ code: 201 });
      expect(await given.fktp.call('GET', `antrean/sisapeserta/${place}`)).toMatchObject({ code: 201 });
    }));
});
