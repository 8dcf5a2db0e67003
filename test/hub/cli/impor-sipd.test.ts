import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { inProcess } from './in-process.ts';
import type { Ended } from './simpul.ts';

const PRICES = ['--kumpulan', 'standar-harga', '--tahun', '2026', '--jenis', 'ssh'];
const HEADER = 'Kode Barang;Uraian Barang;Satuan;Harga Satuan';
const row = (index: number, harga: string | number = 1000 + index) => `1.1.7.${index};Barang ${index};Buah;${harga}`;
const csv = (...rows: readonly string[]) => [HEADER, ...rows, ''].join('\r\n');

interface Folder {
  readonly path: string;
  readonly data: string;
  file(text: string): Promise<string>;
  run(...args: string[]): Promise<Ended>;
  /** Prices that readers see, and whether a copy was left behind. */
  kept(): Promise<{ readonly rows: number; readonly running: boolean }>;
}

async function withFolder(use: (folder: Folder) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'simpul-impor-'));
  const data = join(path, 'data');
  try {
    await use({
      ...{ path, data },
      async file(text) {
        await writeFile(join(path, 'harga.csv'), text);
        return join(path, 'harga.csv');
      },
      run: (...args) => inProcess(['impor-sipd', ...args], { SIMPUL_DATA_DIR: data }),
      async kept() {
        const { copies, close } = await openSqliteStore({ directory: data });
        try {
          const { rows } = await copies.rows({ dataset: 'standar-harga/2026', limit: 500 });
          return { rows: rows.length, running: (await copies.running('standar-harga/2026')) !== undefined };
        } finally {
          await close();
        }
      },
    });
  } finally {
    await rm(path, { recursive: true });
  }
}

test('a file is tried, taken in without a hub, and worth nothing the second time', () =>
  withFolder(async ({ file, run, kept }) => {
    const path = await file(csv(row(1), row(2), row(3)));
    expect(await run(path, ...PRICES, '--uji')).toEqual({
      code: 0,
      stdout: 'harga.csv: 3 rows read, 3 new, 0 changed, 0 gone, 0 bad; nothing was written\n',
      stderr: '',
    });
    expect(await kept()).toEqual({ rows: 0, running: false });
    expect(await run(path, ...PRICES)).toEqual({
      code: 0,
      stdout: 'harga.csv: 3 rows read, 3 new, 0 changed, 0 gone, 0 bad; copy 1 of standar-harga\n',
      stderr: '',
    });
    expect((await run(path, ...PRICES)).stdout).toMatch(/ 0 new, 0 changed, 0 gone, 0 bad; copy 2/);
    expect(await kept()).toEqual({ rows: 3, running: false });
  }));

test('bad rows stop it in one line; taken all the same, each is told and reported', () =>
  withFolder(async ({ file, run, kept, path: folder }) => {
    await run(await file(csv(row(1), row(2), row(3))), ...PRICES);
    const path = await file(csv(row(1), row(2, '6.000'), row(3, 'seribu'), row(4)));
    expect(await run(path, ...PRICES)).toEqual({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringMatching(
        /^harga\.csv: 2 of 4 rows are bad, nothing was written \(--meski-banyak .*\); row 3: Harga Satuan: .*\n$/,
      ),
    });
    expect(await kept()).toEqual({ rows: 3, running: false });
    const laporan = join(folder, 'salah.txt');
    const taken = await run(path, ...PRICES, '--meski-banyak', '--laporan', laporan);
    expect(taken).toMatchObject({ code: 0, stdout: expect.stringMatching(/4 rows read, 1 new, .* 0 gone, 2 bad;/) });
    expect(taken.stderr).toMatch(/^row 3: Harga Satuan: .*\nrow 4: Harga Satuan: .*\n$/);
    expect(taken.stderr).not.toMatch(/seribu/);
    expect(await readFile(laporan, 'utf8')).toBe(taken.stderr);
    const nowhere = await run(path, ...PRICES, '--meski-banyak', '--laporan', join(folder, 'nowhere', 'salah.txt'));
    expect(nowhere).toMatchObject({ code: 0, stderr: expect.stringMatching(/^warning: cannot write .*nowhere/) });
    expect(await kept()).toEqual({ rows: 4, running: false });
  }));

test.each([
  { given: 'a file that is not there', args: ['nowhere.csv', ...PRICES], says: /^cannot read nowhere\.csv: .*\n$/ },
  { given: 'a folder', args: [tmpdir(), ...PRICES], says: /^cannot read .*\n$/ },
  { given: 'no kind', args: ['x.csv', '--tahun', '2026'], says: /--kumpulan <kind>' not specified/ },
  {
    given: 'an unknown kind',
    args: ['x.csv', '--kumpulan', 'warna', '--tahun', '2026'],
    says: /'warna' is invalid\. Allowed choices are skpd, standar-harga, /,
  },
  { given: 'a year that is none', args: ['x.csv', '--kumpulan', 'skpd', '--tahun', '26'], says: /a budget year: 2026/ },
])('$given is a wrong call, in words', ({ args, says }) =>
  withFolder(async ({ run, data }) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(data)).toBe(false);
  }),
);

test.each([
  { given: 'another table', text: 'Nama,Alamat\nx,y\n', says: /no row has the columns of such an export/ },
  { given: 'a web page', text: '<html><body>login</body></html>', says: /web page/ },
])('$given is told in one line, and leaves nothing behind', ({ text, says }) =>
  withFolder(async ({ file, run, kept }) => {
    const { code, stdout, stderr } = await run(await file(text), ...PRICES);
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
    expect(stderr).toMatch(says);
    expect(await kept()).toEqual({ rows: 0, running: false });
  }),
);
