import { expect, test } from '@jest/globals';
import { bpjsSandbox } from '../../../connectors/bpjs/sandbox/server.ts';
import type { SandboxFault } from '../../../connectors/connector.ts';
import { withSandbox } from '../sandbox-kit/with-sandbox.ts';
import { atEightAnd, BOOKING, KODE, ledgerOf, now, said, sendTasks, tell } from './antrean-client.ts';
import { firstQueue, call as get, read } from './sandbox-client.ts';

const timestamp = String(now().getTime() / 1000);
const hospital = { ...firstQueue, timestamp };
const add = 'antrean/add';

test('a booking is taken with a code and a sentence, and nothing else', async () =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => expect(await tell(url, add, BOOKING)).toBe('{"metadata":{"message":"Ok","code":200}}'),
    { now },
  ));

// Section 7.1: lengths and types. Section 7.4: references.
test.each<{ given: string; change: object; says: string }>([
  { given: 'nothing unusual', change: {}, says: '200 Ok' },
  { given: "a doctor's code as text", change: { kodedokter: '12345' }, says: '200 Ok' },
  { given: 'no remark', change: { keterangan: '' }, says: '200 Ok' },
  {
    given: 'a patient without JKN',
    change: { jenispasien: 'NON JKN', nomorkartu: '', nomorreferensi: '' },
    says: '200 Ok',
  },
  { given: 'no code', change: { kodebooking: '' }, says: '201 kodebooking tidak boleh kosong' },
  {
    given: 'another kind of patient',
    change: { jenispasien: 'jkn' },
    says: '201 jenispasien tidak sesuai, gunakan JKN, NON JKN',
  },
  { given: 'a card of 12 digits', change: { nomorkartu: '000990000001' }, says: '201 nomorkartu harus 13 digit angka' },
  { given: 'a card as a number', change: { nomorkartu: 9900000001 }, says: '201 nomorkartu harus berupa teks' },
  {
    given: 'a card without JKN',
    change: { jenispasien: 'NON JKN', nomorreferensi: '' },
    says: '201 nomorkartu harus kosong untuk pasien NON JKN',
  },
  { given: 'a nik of 15 digits', change: { nik: '990101010190000' }, says: '201 nik harus 16 digit angka' },
  {
    given: 'a telephone with a plus',
    change: { nohp: '+6281200001' },
    says: '201 nohp harus angka, paling panjang 13',
  },
  { given: 'a long telephone', change: { nohp: '08120000000111' }, says: '201 nohp harus angka, paling panjang 13' },
  { given: 'a new patient as true', change: { pasienbaru: true }, says: '201 pasienbaru tidak sesuai, gunakan 0, 1' },
  {
    given: 'a day as people write it',
    change: { tanggalperiksa: '20-11-2026' },
    says: '201 Format tanggalperiksa tidak sesuai, gunakan yyyy-MM-dd',
  },
  {
    given: 'hours with spaces',
    change: { jampraktek: '08:00 - 12:00' },
    says: '201 Format jampraktek tidak sesuai, gunakan HH:mm-HH:mm',
  },
  {
    given: 'a kind of visit as text',
    change: { jeniskunjungan: '1' },
    says: '201 jeniskunjungan tidak sesuai, gunakan 1, 2, 3, 4',
  },
  { given: 'a number as text', change: { angkaantrean: '12' }, says: '201 angkaantrean harus berupa angka' },
  {
    given: 'seconds',
    change: { estimasidilayani: 1795141800 },
    says: '201 estimasidilayani tidak valid, gunakan milidetik',
  },
  {
    given: 'more left than there is',
    change: { sisakuotajkn: 31 },
    says: '201 sisakuotajkn tidak boleh lebih besar dari kuotajkn',
  },
  { given: 'no reference', change: { nomorreferensi: '' }, says: '201 data nomorreferensi belum sesuai.' },
  {
    given: 'a short reference',
    change: { nomorreferensi: '990101011126P1' },
    says: '201 data nomorreferensi belum sesuai.',
  },
  { given: 'a referral for a follow-up', change: { jeniskunjungan: 3 }, says: '201 Rujukan tidak valid' },
])('a booking with $given is answered $says', async ({ change, says }) =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      expect(await said(sandbox.url, add, { ...BOOKING, ...change })).toBe(says);
      expect(ledgerOf(sandbox).bookings).toHaveLength(says === '200 Ok' ? 1 : 0);
    },
    { now },
  ),
);

test.each([
  { given: 'of another card', change: { nomorkartu: '0009900000002' }, says: '201 Rujukan tidak valid' },
  {
    given: 'older than 90 days',
    change: { tanggalperiksa: '2027-02-17' },
    says: '201 Masa berlaku rujukan sudah habis',
  },
  { given: '90 days old', change: { tanggalperiksa: '2027-02-16' }, says: '200 Ok' },
])('where references are looked up, a referral $given is answered $says', async ({ change, says }) =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      sandbox.set({ references: 'register' });
      expect(await said(sandbox.url, add, { ...BOOKING, ...change })).toBe(says);
    },
    { now },
  ),
);

test.each([
  { path: add, body: '{"kodebooking":', says: '201 Format data tidak sesuai, gunakan JSON' },
  { path: add, body: '[]', says: '201 Format data tidak sesuai, gunakan JSON' },
  { path: 'antrean/updatewaktu', body: { kodebooking: KODE, taskid: 4, waktu: atEightAnd(0) }, says: '204 No Content' },
  { path: 'antrean/batal', body: { kodebooking: KODE, keterangan: 'x' }, says: '204 No Content' },
  {
    path: 'antrean/farmasi/add',
    body: { kodebooking: KODE, jenisresep: 'racikan', nomorantrean: 1 },
    says: '204 No Content',
  },
  { path: 'antrean/getlisttask', body: { kodebooking: KODE }, says: '204 No Content' },
  {
    path: 'antrean/updatewaktu',
    body: { kodebooking: KODE, taskid: 8, waktu: atEightAnd(0) },
    says: '201 taskid tidak sesuai, gunakan 1, 2, 3, 4, 5, 6, 7, 99',
  },
  {
    path: 'antrean/updatewaktu',
    body: { kodebooking: KODE, taskid: 4, waktu: 1795136710 },
    says: '201 waktu tidak valid, gunakan milidetik',
  },
  { path: 'antrean/batal', body: { kodebooking: KODE }, says: '201 keterangan tidak boleh kosong' },
])('$path of a booking that is not there, $body: $says', async ({ path, body, says }) =>
  withSandbox(bpjsSandbox, async ({ url }) => expect(await said(url, path, body)).toBe(says), { now }),
);

test('the same code twice is a duplicate, and another facility may use it', async () =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      expect(await said(sandbox.url, add, BOOKING)).toBe('200 Ok');
      expect(await said(sandbox.url, add, { ...BOOKING, norm: '' })).toBe('208 Terdapat duplikasi Kode Booking');
      expect(ledgerOf(sandbox)).toMatchObject({ requests: { [KODE]: { add: 2 } }, refused: { duplicates: 1 } });
    },
    { now },
  ));

test.each([
  { repeatedCancel: 'closed', says: '201 TaskId terakhir 99' },
  { repeatedCancel: 'duplicate', says: `208 Kode Booking ${KODE} sudah dibatalkan` },
])('cancelled twice, $repeatedCancel: $says', async ({ repeatedCancel, says }) =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      sandbox.set({ repeatedCancel });
      const cancel = { kodebooking: KODE, keterangan: 'Berhalangan' };
      await said(sandbox.url, add, BOOKING);
      expect(await said(sandbox.url, 'antrean/batal', cancel)).toBe('200 Ok');
      expect(await said(sandbox.url, 'antrean/batal', cancel)).toBe(says);
      expect(await sendTasks(sandbox.url, [[3, 0]])).toBe('201 TaskId terakhir 99');
      expect(ledgerOf(sandbox).bookings).toMatchObject([{ cancelled: true, tasks: [] }]);
    },
    { now },
  ),
);

test('what BPJS tells of its bookings', async () =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      await said(url, add, BOOKING);
      const rows = [
        expect.objectContaining({
          kodebooking: KODE,
          tanggal: '2026-11-20',
          kodedokter: 12345,
          nokapst: '0009900000001',
          ispeserta: 1,
          createdtime: now().getTime(),
          status: 'Belum dilayani',
        }),
      ];
      const session = 'kodepoli/INT/kodedokter/12345/hari/5/jampraktek/08:00-12:00';
      for (const path of [`tanggal/2026-11-20`, `kodebooking/${KODE}`, 'aktif', session])
        expect(await read(url, `/antreanrs/antrean/pendaftaran/${path}`, hospital)).toEqual(rows);
      await sendTasks(url, [
        [3, 0],
        [4, 10],
        [5, 25],
      ]);
      expect(await read(url, `/antreanrs/antrean/pendaftaran/kodebooking/${KODE}`, hospital)).toMatchObject([
        { status: 'Selesai dilayani' },
      ]);
      for (const path of ['tanggal/2026-11-21', 'kodebooking/x', 'aktif', session])
        expect((await get(url, `/antreanrs/antrean/pendaftaran/${path}`, hospital)).text).toBe(
          '{"metadata":{"message":"No Content","code":204}}',
        );
    },
    { now },
  ));

test('tasks are listed with both clocks, and dashboards are not sealed', async () =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      await said(url, add, BOOKING);
      await sendTasks(url, [
        [3, 0],
        [4, 10],
        [5, 25],
      ]);
      const rows = await read(url, '/antreanrs/antrean/getlisttask', hospital, { kodebooking: KODE });
      expect(rows).toMatchObject([{ taskid: 3 }, { taskid: 4 }, { taskid: 5 }]);
      expect((rows as object[])[1]).toEqual({
        wakturs: '20-11-2026 08:10:00 WIB',
        waktu: '20-11-2026 07:30:00 WIB',
        taskname: 'Mulai layan poli',
        taskid: 4,
        kodebooking: KODE,
      });
      for (const path of ['tanggal/2026-11-20', 'bulan/11/tahun/2026']) {
        const { text } = await get(url, `/antreanrs/dashboard/waktutunggu/${path}/waktu/rs`, hospital);
        const { list } = (JSON.parse(text) as { response: { list: object[] } }).response;
        expect(list).toMatchObject([{ jumlah_antrean: 1, waktu_task3: 600, avg_waktu_task4: 900, kodepoli: 'INT' }]);
      }
    },
    { now },
  ));

test('a change of hours takes effect the next day', async () => {
  let day = new Date('2026-11-20T00:30:00Z');
  await withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      const { url } = sandbox;
      sandbox.set({ clockSkewSeconds: 1_000_000 });
      const hours = [{ hari: '1', buka: '09:00', tutup: '11:00' }];
      const change = { kodepoli: 'INT', kodesubspesialis: 'INT', kodedokter: 12345, jadwal: hours };
      expect(await said(url, 'jadwaldokter/updatejadwaldokter', change)).toBe('200 Ok');
      expect(await said(url, 'jadwaldokter/updatejadwaldokter', { ...change, kodedokter: 1 })).toBe(
        '201 Dokter tidak ditemukan',
      );
      const monday = () => read(url, '/antreanrs/jadwaldokter/kodepoli/INT/tanggal/2026-11-23', hospital);
      expect(await monday()).toContainEqual(expect.objectContaining({ kodedokter: 12345, jadwal: '08:00 - 12:00' }));
      day = new Date('2026-11-21T00:30:00Z');
      expect(await monday()).toContainEqual(expect.objectContaining({ kodedokter: 12345, jadwal: '09:00 - 11:00' }));
    },
    { now: () => day },
  );
});

test('fingerprints of clinics and people', async () =>
  withSandbox(
    bpjsSandbox,
    async ({ url }) => {
      expect(await read(url, '/antreanrs/ref/poli/fp', hospital)).toContainEqual({
        ...{ kodesubspesialis: 'MAT', namasubspesialis: 'MATA', kodepoli: 'MAT', namapoli: 'MATA' },
      });
      for (const path of ['nik/noidentitas/9901010101900001', 'noka/noidentitas/0009900000001'])
        expect(await read(url, `/antreanrs/ref/pasien/fp/identitas/${path}`, hospital)).toEqual({
          ...{ nomorkartu: '0009900000001', nik: '9901010101900001', tgllahir: '1990-01-01', daftarfp: 1 },
        });
    },
    { now },
  ));

test.each<{ fault: SandboxFault; says: string }>([
  { fault: { kind: 'try-again' }, says: '"message":"Gagal dicoba kembali (BPJS Kesehatan)","code":404' },
  {
    fault: { kind: 'refuse-201', message: 'Peserta sudah terbit SEP' },
    says: '"message":"Peserta sudah terbit SEP","code":201',
  },
])('what $fault.kind refuses is not booked', async ({ fault, says }) =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      sandbox.fault({ ...fault, times: 1 });
      expect(await tell(sandbox.url, add, BOOKING)).toContain(says);
      expect(ledgerOf(sandbox).bookings).toEqual([]);
      expect(await said(sandbox.url, add, BOOKING)).toBe('200 Ok');
    },
    { now },
  ),
);

test('a booking whose answer is lost is in the ledger, which is also there over HTTP', async () =>
  withSandbox(
    bpjsSandbox,
    async (sandbox) => {
      sandbox.fault({ kind: 'reset-after', times: 1 });
      await expect(tell(sandbox.url, add, BOOKING)).rejects.toMatchObject({ name: expect.stringMatching(/Error/) });
      await sendTasks(sandbox.url, [
        [3, 0],
        [3, 0],
        [5, 10],
      ]);
      const wanted = {
        bookings: [{ kodebooking: KODE, tasks: [{ taskid: 3, waktu: atEightAnd(0) }], cancelled: false }],
        requests: { [KODE]: { add: 1, updatewaktu: 3, batal: 0, tasks: { 3: 2, 5: 1 } } },
        refused: { duplicates: 1, outOfOrder: 1, closed: 0, times: 0 },
      };
      expect(sandbox.ledger()).toMatchObject(wanted);
      const answer = await fetch(`${sandbox.url}/_sandbox/ledger`);
      expect(await answer.json()).toMatchObject(wanted);
    },
    { now },
  ));
