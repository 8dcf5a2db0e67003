import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { keptList, listRecord } from '../../../hub/services/pembayaran/bank-list.ts';
import { createSealedRecords, type SealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { BANK, type Booked, DAY, listOf, receiptOf } from '../services/pembayaran/receipts.ts';
import { type Directory, withDirectory } from './child-hub.ts';
import { inProcess } from './in-process.ts';
import { type Ended, simpul } from './simpul.ts';

const SECRET = 'a secret of the tests, 32 characters at least';
/** What speaks to the bank does not matter here: the command asks nobody. */
const CONFIG = `
mode: development
secretKey: ${SECRET}
instances:
  ${BANK}:
    connector: lapor
    releases: [usulan-1]
    settings: { services: { usulan-1: { baseUrl: 'http://127.0.0.1:9', token: token-uji } } }
`;

interface City {
  readonly path: string;
  file(text: string, name?: string): Promise<string>;
  run(...args: string[]): Promise<Ended>;
  store<Result>(work: (records: SealedRecords) => Promise<Result>): Promise<Result>;
  book(...booked: readonly Booked[]): Promise<void>;
}

async function withCity(use: (city: City) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'simpul-rekonsiliasi-'));
  const config = join(path, 'simpul.yaml');
  const data = join(path, 'data');
  await writeFile(config, CONFIG);
  const store: City['store'] = async (work) => {
    const opened = await openSqliteStore({ directory: data });
    try {
      return await work(createSealedRecords(opened.records, sealsOf(SECRET).sealing));
    } finally {
      await opened.close();
    }
  };
  try {
    await use({
      ...{ path, store },
      async file(text, name = 'mutasi.csv') {
        await writeFile(join(path, name), text);
        return join(path, name);
      },
      run: (...args) =>
        inProcess(['rekonsiliasi', '--config', config, '--instansi', BANK, '--tanggal', DAY, ...args], {
          SIMPUL_DATA_DIR: data,
        }),
      book: (...booked) => store((records) => records.put(booked.map(receiptOf))),
    });
  } finally {
    await rm(path, { recursive: true });
  }
}

const HEADER = 'Reference;Amount;Date\n';
const row = (nomor: string, nominal = '125.000,00') => `${nomor};${nominal};20/11/2026 10:00\n`;

test('a statement is taken in and compared: 0 where everything matches', () =>
  withCity(async ({ book, file, run }) => {
    await book({ ntpd: '1', nomorBank: 'A' }, { ntpd: '2', nomorBank: 'B' });
    const path = await file(`${HEADER}${row('A')}${row('B')}`);
    const { code, stdout, stderr } = await run('--csv', path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `taken in: ${DAY}: 2 payments\n` });
    expect(stdout).toMatch(/^bank-bni 2026-11-20, by the statement taken in at .* UTC\n/);
    expect(stdout).toMatch(/match +2 +250000\nbank +2 +250000\nhub +2 +250000\neverything matches\n$/);
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
  }));

test('every difference is printed, and it ends with 3', () =>
  withCity(async ({ book, file, run }) => {
    await book({ ntpd: '1', nomorBank: 'A' }, { ntpd: '2', nomorBank: 'B' }, { ntpd: '3', nomorBank: 'C' });
    const path = await file(`${HEADER}${row('A')}${row('B', '1.000,00')}${row('=1+1')}`);
    const ended = await run('--csv', path);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/match +1 +125000/);
    expect(ended.stdout).toMatch(/not at the bank +C +- +125000 +2026-11-20T10:00:00\+07:00 +3 +tgh-3\n/);
    expect(ended.stdout).toMatch(/not here +=1\+1 +125000 +- /);
    expect(ended.stdout).toMatch(/other amount +B +1000 +125000 /);
    const json = await run('--keluaran', 'json');
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ cocok: 1, nominalBeda: [{ nomorBank: 'B', nominalBank: 1000 }] });
    const csv = await run('--keluaran', 'csv');
    expect(csv.code).toBe(3);
    expect(csv.stdout.split('\n')).toEqual([
      'difference,bank number,bank,hub,paid at,ntpd,bill',
      'not at the bank,C,,125000,2026-11-20T10:00:00+07:00,3,tgh-3',
      "not here,'=1+1,125000,,2026-11-20T10:00:00+07:00,,",
      'other amount,B,1000,125000,2026-11-20T10:00:00+07:00,2,tgh-2',
      '',
    ]);
  }));

test('a later statement of a day takes the place of the earlier one, and other days stay', () =>
  withCity(async ({ file, run, store }) => {
    const kept = (day: string) =>
      store(async (records) =>
        (await keptList('rekening-koran', BANK, day, records))?.rows.map((one) => one.nomorBank),
      );
    await run('--csv', await file(`${HEADER}${row('A')}${row('B')}C;1,00;19/11/2026\n`));
    const { stderr } = await run('--csv', await file(`${HEADER}${row('B')}D;1,00;18/11/2026\n`));
    expect(stderr).toBe(`taken in: 2026-11-18: 1 payments\ntaken in: ${DAY}: 1 payments, in place of 2\n`);
    expect(await Promise.all([kept(DAY), kept('2026-11-19'), kept('2026-11-18')])).toEqual([['B'], ['C'], ['D']]);
  }));

test('one bad row and nothing is taken in, unless bad rows are to be left out', () =>
  withCity(async ({ file, run, store }) => {
    const path = await file(`${HEADER}${row('A')}${row('B', '')}${row('9,9E+11')}`);
    const refused = await run('--csv', path);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(
      [
        '2 bad rows in mutasi.csv, nothing was taken in (--abaikan-baris-salah takes the others):',
        '  row 3: nominal: is empty',
        '  row 4: nomor: was shortened by a spreadsheet, its digits are lost\n',
      ].join('\n'),
    );
    expect(await store((records) => keptList('rekening-koran', BANK, DAY, records))).toBeUndefined();
    const taken = await run('--csv', path, '--abaikan-baris-salah');
    expect(taken).toMatchObject({ code: 3, stdout: expect.stringMatching(/not here +A /) });
    expect(taken.stderr).toMatch(/2 bad rows in mutasi\.csv, left out:\n(.*\n){2}taken in: 2026-11-20: 1 payments\n$/);
  }));

test("the bank's own report is what the hub was last told, and --sumber chooses", () =>
  withCity(async ({ file, run, store }) => {
    await run('--csv', await file(`${HEADER}${row('A')}`));
    const report = listRecord(
      'laporan-bank',
      BANK,
      DAY,
      listOf([{ nomorBank: 'R' }], Date.parse('2026-11-21T01:02:03Z')),
    );
    await store((records) => records.put([report]));
    const byReport = /by the report of the bank at 2026-11-21 01:02:03 UTC\n(.*\n)+not here +R /;
    expect((await run()).stdout).toMatch(byReport);
    expect((await run('--sumber', 'bank')).stdout).toMatch(byReport);
    expect((await run('--sumber', 'berkas')).stdout).toMatch(/by the statement taken in(.*\n)+not here +A /);
  }));

test.each([
  { given: 'nothing', args: [], says: /neither a report .* nor a statement/ },
  { given: 'no report', args: ['--sumber', 'bank'], says: /the bank was not asked .*GET \/v1\/rekonsiliasi/ },
  { given: 'no statement', args: ['--sumber', 'berkas'], says: /no statement .*--csv/ },
])('where there is $given of that day it ends with 1 and says what to do', ({ args, says }) =>
  withCity(async ({ run }) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 1, stdout: '', lines: 2 });
    expect(stderr).toMatch(says);
  }),
);

describe('a wrong call is told in words', () => {
  test.each([
    { given: 'a day that is none', args: ['--tanggal', '2026-02-30'], says: /must be a day: 2026-11-20/ },
    {
      given: 'an instance that is none',
      args: ['--instansi', 'bank-lain'],
      says: /no instance "bank-lain"; there are bank-bni/,
    },
    { given: 'a file that is not there', args: ['--csv', 'nowhere.csv'], says: /cannot read nowhere\.csv/ },
    { given: 'a folder', args: ['--csv', tmpdir()], says: /cannot read/ },
    { given: 'columns that are none', args: ['--csv', 'x.csv', '--kolom', 'warna=Biru'], says: /no column "warna"/ },
    { given: 'columns of no file', args: ['--kolom', 'nomor=A'], says: /name it with --csv/ },
    {
      given: "a file and the bank's report",
      args: ['--csv', 'x.csv', '--sumber', 'bank'],
      says: /leave --sumber bank out/,
    },
    { given: 'another source', args: ['--sumber', 'ingatan'], says: /Allowed choices are bank, berkas/ },
    { given: 'another form', args: ['--keluaran', 'pdf'], says: /Allowed choices are json, tabel, csv/ },
  ])('$given', ({ args, says }) =>
    withCity(async ({ run }) => {
      const { code, stdout, stderr } = await run(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/\n\s+at /);
    }),
  );

  test('a file of other days only', () =>
    withCity(async ({ file, run }) => {
      const { code, stderr } = await run('--csv', await file(`${HEADER}A;1,00;19/11/2026\nB;1,00;18/11/2026\n`));
      expect(code).toBe(2);
      expect(stderr).toMatch(/no payment of 2026-11-20, only 2026-11-18, 2026-11-19; nothing was taken in/);
    }));

  test('a file that is no statement', () =>
    withCity(async ({ file, run }) => {
      const { code, stderr } = await run('--csv', await file('a,b\n1,2\n'));
      expect({ code, stderr }).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^mutasi\.csv: none of its first/),
      });
    }));
});

test('it says in its help where the side of the bank comes from', async () => {
  const { code, stdout } = await simpul(['rekonsiliasi', '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/this command asks no bank/);
});

test('it works beside a hub that is running on the same data', () =>
  withDirectory({}, async (directory: Directory) => {
    const hub = directory.serve({ SIMPUL_SECRET_KEY: SECRET });
    await hub.ready;
    const file = join(directory.path, 'mutasi.csv');
    await writeFile(file, `${HEADER}${row('A')}`);
    const environment = { SIMPUL_DATA_DIR: join(directory.path, 'data'), SIMPUL_SECRET_KEY: SECRET };
    const args = ['rekonsiliasi', '--instansi', 'lapor', '--tanggal', DAY, '--csv', file];
    expect(await simpul(args, '', environment)).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/not here +A /),
    });
    expect(hub.errors()).not.toMatch(/"level":50/);
  }));
