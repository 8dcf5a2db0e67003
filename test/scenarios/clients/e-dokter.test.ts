import { afterEach, expect, test } from '@jest/globals';
import { until } from '../../hub/until.ts';
import { answered, problem } from './hub-pages.ts';
import type { Person } from './people.ts';
import { type Asked, tallyOf, type Way, withRotation } from './rotating-server.ts';
import { endClients, startClient } from './start.ts';

afterEach(endClients);

const PEOPLE = [
  {
    ...{ nik: '9901010101900001', noKartu: '0009900000001', nama: 'BUDI SANTOSO', tanggalLahir: '1990-01-01' },
    ...{ jenisKelamin: 'L', aktif: true, hakKelas: '3', jenisPeserta: '22', fasilitas: '99010101' },
  },
  {
    ...{ nik: '9901014502850002', noKartu: '0009900000002', nama: 'SITI CONTOH', tanggalLahir: '1985-02-05' },
    ...{ jenisKelamin: 'P', aktif: false, hakKelas: '1', jenisPeserta: '14', fasilitas: '99010102' },
  },
] satisfies Person[];

const OPTIONS = { key: 'kunci-uji', rate: 200, people: PEOPLE, everyMs: 50 };

function pesertaAsked({ path }: Asked) {
  const person = PEOPLE.find(({ nik }) => path === `/v1/jkn/peserta/${nik}`);
  if (!person) throw new Error('somebody who is not in the file');
  const { nik, noKartu, nama, jenisKelamin, tanggalLahir, aktif } = person;
  return {
    ...{ nik, nomorKartu: noKartu, nama, jenisKelamin, tanggalLahir, aktif },
    hakKelas: { kode: person.hakKelas, nama: `KELAS ${person.hakKelas}` },
    jenisPeserta: { kode: person.jenisPeserta, nama: 'PESERTA' },
    fasilitasPertama: { kode: person.fasilitas, nama: 'PUSKESMAS' },
  };
}

const WAYS: readonly Way[] = [
  { name: 'fresh', is: 'benar', reply: (asked) => answered(pesertaAsked(asked)) },
  { name: 'kept', is: 'benar', reply: (asked) => answered(pesertaAsked(asked), 'tersimpan', 600) },
  { name: 'old and marked', is: 'usang', reply: (asked) => answered(pesertaAsked(asked), 'usang', 7200) },
  { name: 'old as kept', is: 'salah', reply: (asked) => answered(pesertaAsked(asked), 'tersimpan', 7200) },
  { name: 'old as fresh', is: 'salah', reply: (asked) => answered(pesertaAsked(asked), 'segar', 600) },
  { name: 'a word of its own', is: 'salah', reply: (asked) => answered(pesertaAsked(asked), 'lama', 0) },
  {
    name: 'another card',
    is: 'salah',
    reply: (asked) => answered({ ...pesertaAsked(asked), nomorKartu: '0009900000009' }),
  },
  { name: 'not active any more', is: 'salah', reply: (asked) => answered({ ...pesertaAsked(asked), aktif: 'ya' }) },
  {
    name: 'a class less',
    is: 'salah',
    reply: (asked) => answered({ ...pesertaAsked(asked), hakKelas: { kode: '2' } }),
  },
  { name: 'a number for a nik', is: 'salah', reply: (asked) => answered({ ...pesertaAsked(asked), nik: 1 }, 'usang') },
  { name: 'no meta', is: 'salah', reply: (asked) => ({ status: 200, body: { data: pesertaAsked(asked) } }) },
  { name: 'a page with 200', is: 'salah', reply: () => ({ status: 200, body: '<html></html>' }) },
  { name: 'not found', is: 'salah', reply: () => problem(404, 'pemanggil:tidak-ditemukan') },
  {
    ...{ name: 'no such address', is: 'gagal', problem: 'pemanggil:alamat-tidak-dikenal' },
    reply: () => problem(404, 'pemanggil:alamat-tidak-dikenal'),
  },
  {
    ...{ name: 'down', is: 'gagal', problem: 'hulu:hulu-tidak-tersedia' },
    reply: () => problem(503, 'hulu:hulu-tidak-tersedia', { 'retry-after': '30' }),
  },
  { name: 'a bad gateway', is: 'gagal', problem: 'http-502', reply: () => ({ status: 502, body: '<html></html>' }) },
  { name: 'hung up', is: 'gagal', problem: 'sambungan:UND_ERR_SOCKET', reply: () => 'hang-up' },
];

test('counts every way to be answered as what it is', () =>
  withRotation(WAYS, async (server) => {
    const client = startClient('e-dokter', {
      base: server.base,
      key: 'kunci-uji',
      rate: 200,
      people: PEOPLE,
      everyMs: 50,
    });
    await until('every way was met twice', () => client.tally().requests >= 2 * WAYS.length);
    const total = await client.stop();
    expect(total).toMatchObject(tallyOf(WAYS, server));
    expect(total.benar + total.usang + total.gagal + total.salah).toBe(total.requests);
    expect(new Set(server.asked.map(({ path }) => path))).toEqual(
      new Set(PEOPLE.map(({ nik }) => `/v1/jkn/peserta/${nik}`)),
    );
    expect(server.asked.every(({ headers }) => headers.authorization === 'Bearer kunci-uji')).toBe(true);
    expect(client.tally()).toEqual(total);
  }));

test('keeps the first five wrong answers, with what was expected, and shows no long number', () => {
  const wrong: Way = {
    ...{ name: 'another card', is: 'salah' },
    reply: (asked) => answered({ ...pesertaAsked(asked), nomorKartu: '0009900000009' }),
  };
  return withRotation([wrong], async (server) => {
    const client = startClient('e-dokter', {
      base: server.base,
      key: 'kunci-uji',
      rate: 200,
      people: PEOPLE,
      everyMs: 50,
    });
    await until('some were wrong', () => client.tally().salah > 5);
    const { wrong: kept } = await client.stop();
    expect(kept).toHaveLength(5);
    // which answers came first is the machine's affair; whose they are is not
    expect(kept).toEqual(
      kept.map(({ about }) => {
        const card = String(Number(about.split(' ')[1]) + 1).padStart(4, '0');
        return { about, expected: `nomorKartu "…${card}"`, got: 'nomorKartu "…0009"' };
      }),
    );
  });
});

test('a moment divides what was before it from what is after it', () => {
  let down = false;
  let well = 0;
  const reply: Way['reply'] = (asked) => {
    if (down) return problem(503, 'hulu:hulu-tidak-tersedia');
    well += 1;
    return answered(pesertaAsked(asked));
  };
  return withRotation([{ name: 'first well, then down', is: 'benar', reply }], async (server) => {
    const client = startClient('e-dokter', { ...OPTIONS, base: server.base });
    await until('it has gone well for a while', () => client.tally().benar > 5);
    down = true;
    await until('every good answer is counted', () => client.tally().benar === well);
    const moment = client.mark();
    await until('it is down for a while', () => client.since(moment).gagal > 5);
    expect(client.since(moment)).toMatchObject({ benar: 0, usang: 0, salah: 0 });
    const total = await client.stop();
    expect(total).toMatchObject({ benar: well, gagal: total.requests - well });
    expect(total.maxMs).toBeGreaterThanOrEqual(total.p99Ms);
    expect(total.p99Ms).toBeGreaterThanOrEqual(total.p50Ms);
    expect(total.p50Ms).toBeGreaterThan(0);
  });
});

test('silence does not slow the asking, and what is under way is waited for', () => {
  const silence = Promise.withResolvers<void>();
  const reply: Way['reply'] = (asked) => silence.promise.then(() => answered(pesertaAsked(asked)));
  return withRotation([{ name: 'late', is: 'benar', reply }], async (server) => {
    const client = startClient('e-dokter', { ...OPTIONS, base: server.base });
    await until('many were asked', () => server.asked.length >= 40);
    expect(client.tally()).toMatchObject({ benar: 0, gagal: 0 });
    const stopped = client.stop();
    silence.resolve();
    const total = await stopped;
    expect(total).toMatchObject({ requests: server.asked.length, benar: server.asked.length });
  });
});

test('without what it needs it ends at once and says what', async () => {
  const client = startClient('e-dokter', { base: 'http://127.0.0.1:1' });
  await expect(client.started).rejects.toThrow('missing: --key, --people');
});
