import { afterEach, expect, test } from '@jest/globals';
import { until } from '../../hub/until.ts';
import { answered, problem } from './hub-pages.ts';
import type { Person } from './people.ts';
import { type Asked, type Page, tallyOf, type Way, withRotation } from './rotating-server.ts';
import { endClients, startClient } from './start.ts';

afterEach(endClients);

const PEOPLE = [
  { nik: '9901010101900001', noKartu: '0009900000001', nama: 'BUDI SANTOSO', tanggalLahir: '1990-01-01' },
  {
    ...{ nik: '9901014502850002', noKartu: '0009900000002', nama: 'SITI CONTOH', tanggalLahir: '1985-02-05' },
    ...{ terverifikasi: false, status: 'meninggal' },
  },
] satisfies Person[];

const OPTIONS = { key: 'kunci-uji', rate: 200, people: PEOPLE, everyMs: 50 };

function personAsked({ path, body }: Asked): Person {
  const { nik } = (body ?? { nik: path.split(/[/?]/)[3] }) as { readonly nik: string };
  const person = PEOPLE.find((known) => known.nik === nik);
  if (!person) throw new Error('somebody who is not in the file');
  return person;
}

/** The right verdict or the right record, whichever was asked for. */
function rightData(asked: Asked): Readonly<Record<string, unknown>> {
  const { nik, nama, tanggalLahir, terverifikasi = true, status = 'hidup' } = personAsked(asked);
  return asked.method === 'POST' ? { terverifikasi, status, elemen: {} } : { nik, nama, tanggalLahir, status };
}

function withData(change: Readonly<Record<string, unknown>>) {
  return (asked: Asked): Page => answered({ ...rightData(asked), ...change });
}

/** Seven of them, so that each comes to be the answer to a record as well as to a verdict. */
const WAYS: readonly Way[] = [
  { name: 'fresh', is: 'benar', reply: (asked) => answered(rightData(asked)) },
  { name: 'another status', is: 'salah', reply: withData({ status: 'ganda' }) },
  { name: 'not found', is: 'salah', reply: () => problem(404, 'pemanggil:tidak-ditemukan') },
  {
    ...{ name: 'withdrawn', is: 'gagal', problem: 'pemanggil:perjanjian-tidak-mencakup' },
    reply: () => problem(403, 'pemanggil:perjanjian-tidak-mencakup'),
  },
  {
    ...{ name: 'quota', is: 'gagal', problem: 'hulu:hulu-tidak-tersedia' },
    reply: () => problem(503, 'hulu:hulu-tidak-tersedia'),
  },
  { name: 'old as fresh', is: 'salah', reply: (asked) => answered(rightData(asked), 'segar', 600) },
  { name: 'no data', is: 'salah', reply: () => ({ status: 200, body: {} }) },
];

/** Those of records are told apart from those of verdicts. */
function ofEitherKind(byProblem: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const [problem, count] of Object.entries(byProblem)) {
    const name = problem.replace('rekam: ', '');
    sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}

test('counts every way to be answered as what it is, verdict or record', () =>
  withRotation(WAYS, async (server) => {
    const client = startClient('verifikasi', { ...OPTIONS, base: server.base });
    await until('a record was met in every way', () => client.tally().requests >= 10 * WAYS.length);
    const total = await client.stop();
    const { byProblem, ...counts } = tallyOf(WAYS, server);
    expect(total).toMatchObject(counts);
    expect(ofEitherKind(total.byProblem)).toEqual(byProblem);
    expect(Object.keys(total.byProblem).some((problem) => problem.startsWith('rekam: '))).toBe(true);
    const records = server.asked.filter(({ method }) => method === 'GET');
    expect(records).toHaveLength(Math.floor(total.requests / 10));
    expect(new Set(records.map(({ path }) => path.split('?')[1]))).toEqual(new Set(['bidang=nama,tanggalLahir']));
    const [first] = server.asked;
    expect(first?.body).toEqual({ nik: '9901010101900001', nama: 'BUDI SANTOSO', tanggalLahir: '1990-01-01' });
  }));

test('an old verdict that is marked is good, an old record never is', () =>
  withRotation(
    [{ name: 'old', is: 'usang', reply: (asked) => answered(rightData(asked), 'usang', 3600) }],
    async (server) => {
      const client = startClient('verifikasi', { ...OPTIONS, base: server.base });
      await until('two records were read', () => client.tally().salah >= 2);
      const total = await client.stop();
      const records = server.asked.filter(({ method }) => method === 'GET').length;
      expect(total).toMatchObject({ salah: records, usang: total.requests - records, benar: 0, gagal: 0 });
      expect(total.wrong[0]).toMatchObject({ expected: 'never an old answer' });
    },
  ));

test('a verdict is kept for a day at most, a record not at all', () =>
  withRotation(
    [
      { name: 'of this morning', is: 'benar', reply: (asked) => answered(rightData(asked), 'tersimpan', 40_000) },
      { name: 'of yesterday', is: 'salah', reply: (asked) => answered(rightData(asked), 'tersimpan', 90_000) },
      { name: 'just now', is: 'benar', reply: (asked) => answered(rightData(asked), 'tersimpan', 0) },
    ],
    async (server) => {
      const client = startClient('verifikasi', { ...OPTIONS, base: server.base });
      await until('a record was met in every way', () => client.tally().requests >= 30);
      const total = await client.stop();
      const wrongRecords = server.asked.filter(({ method }, index) => method === 'GET' && index % 3 === 0).length;
      expect(total.salah).toBe(server.answered('of yesterday') + wrongRecords);
      expect(total.benar).toBe(total.requests - total.salah);
    },
  ));

test('somebody who is dead and is said to be verified is a wrong answer', () =>
  withRotation(
    [{ name: 'verified', is: 'salah', reply: withData({ terverifikasi: true, status: 'hidup' }) }],
    async (server) => {
      const client = startClient('verifikasi', { ...OPTIONS, base: server.base });
      await until('some were asked', () => client.tally().salah >= 3);
      const total = await client.stop();
      const dead = server.asked.filter((asked) => personAsked(asked).status === 'meninggal').length;
      expect(total).toMatchObject({ salah: dead, benar: total.requests - dead });
    },
  ));
