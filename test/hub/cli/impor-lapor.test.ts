import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { ROW, type Row, type Sheet, workbookOf } from '../services/pengaduan/import/spreadsheet.ts';
import { until } from '../until.ts';
import { withDirectory } from './child-hub.ts';
import { inProcess } from './in-process.ts';
import { type Ended, simpul } from './simpul.ts';

const MAIN = fileURLToPath(new URL('../../../hub/main.ts', import.meta.url));

interface Folder {
  readonly data: string;
  file(name: string, rows: readonly Row[], sheet?: Sheet): Promise<string>;
  run(...args: string[]): Promise<Ended>;
  /** How many reports and how many of their numbers are kept. */
  kept(): Promise<readonly [records: number, links: number]>;
}

/** The command line over a data directory of its own, with files to read. */
async function withFolder(use: (folder: Folder) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'simpul-impor-'));
  const data = join(path, 'data');
  try {
    await use({
      data,
      async file(name, rows, sheet) {
        await writeFile(join(path, name), await workbookOf(rows, sheet));
        return join(path, name);
      },
      run: (...args) => inProcess(['impor-lapor', ...args], { SIMPUL_DATA_DIR: data }),
      kept: () => keptIn(data),
    });
  } finally {
    await rm(path, { recursive: true });
  }
}

async function keptIn(directory: string): Promise<readonly [number, number]> {
  const store = await openSqliteStore({ directory });
  try {
    const records = await store.records.list({ collection: 'laporan', limit: 100_000 });
    const links = await Promise.all(records.map(({ id }) => store.records.links('laporan', id)));
    return [records.length, links.flat().length];
  } finally {
    await store.close();
  }
}

const rows = (count: number, changes: Row = {}): readonly Row[] =>
  Array.from({ length: count }, (_, index) => ({ ...ROW, 'Tracking ID': String(9_100_000 + index), ...changes }));
const BAD = { ...ROW, 'Tracking ID': '63A0753' };

test('a file is taken in, told in a summary, and worth nothing the second time', () =>
  withFolder(async ({ file, run, kept }) => {
    const path = await file('ekspor.xlsx', [...rows(3), { ...ROW, 'Tracking ID': '9100000' }]);
    const first = await run(path);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/ekspor\.xlsx: 3 reports in 4 rows/) });
    expect(first.stdout).toMatch(/new +3\n +changed +0\n +unchanged +0/);
    expect(await run(path)).toMatchObject({ code: 0, stdout: expect.stringMatching(/new +0\n.*\n +unchanged +3/) });
    const later = await file('ekspor-2.xlsx', [
      ...rows(2),
      { ...ROW, 'Tracking ID': '9100002', 'Status Laporan': 'Selesai' },
    ]);
    expect((await run(later)).stdout).toMatch(/new +0\n +changed +1\n +unchanged +2/);
    expect(await kept()).toEqual([3, 3]);
  }));

test('nothing of a reporter is in the database, the output or a side file', () =>
  withFolder(async ({ file, run, data }) => {
    const { stdout, stderr } = await run(await file('ekspor.xlsx', rows(20)));
    expect(stdout + stderr).not.toMatch(/BUNGA|Lampu/);
    for (const name of await readdir(data)) expect((await readFile(join(data, name))).includes('BUNGA')).toBe(false);
  }));

test('one bad row and nothing is written, unless bad rows are to be left out', () =>
  withFolder(async ({ file, run, kept }) => {
    const path = await file('ekspor.xlsx', [...rows(2), BAD, { ...ROW, Rating: 9 }]);
    const refused = await run(path);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/2 bad rows in ekspor\.xlsx.*\n {2}row 8: Tracking ID.*\n {2}row 9: rating/);
    const taken = await run(path, '--lewati-yang-salah');
    expect(taken).toMatchObject({ code: 0, stderr: expect.stringMatching(/row 8/) });
    expect(taken.stdout).toMatch(/2 reports in 2 rows, .*2 bad rows left out/);
    expect(await kept()).toEqual([2, 2]);
  }));

test('a dry run says the same and leaves not even an empty database', () =>
  withFolder(async ({ file, run, data, kept }) => {
    const path = await file('ekspor.xlsx', rows(3));
    expect(await run(path, '--kering')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/new +3\n(.*\n)+.*--kering/),
    });
    expect(existsSync(data)).toBe(false);
    await run(await file('one.xlsx', rows(1)));
    expect((await run(path, '--kering')).stdout).toMatch(/new +2\n +changed +0\n +unchanged +1/);
    expect(await kept()).toEqual([1, 1]);
  }));

test('an unknown word, a column that is missing and one nobody knows are warnings', () =>
  withFolder(async ({ file, run }) => {
    const columns = ['Tracking ID', 'Status Laporan', 'Warna'];
    const path = await file('ekspor.xlsx', rows(2, { 'Status Laporan': 'Sedang Ditelaah' }), { columns, banner: [] });
    const { code, stderr } = await run(path);
    expect(code).toBe(0);
    for (const said of [
      /"Sedang Ditelaah" \(2\)/,
      /taken as secret/,
      /not there: .*Judul/,
      /Warna/,
      /when the export was made/,
    ])
      expect(stderr).toMatch(said);
  }));

test.each([
  { given: 'no file', args: [], says: /missing required argument/ },
  { given: 'a file that is not there', args: ['nowhere.xlsx'], says: /cannot read nowhere\.xlsx/ },
  { given: 'a folder', args: [tmpdir()], says: /cannot read/ },
  { given: 'a text', args: [fileURLToPath(import.meta.url)], says: /text file/ },
  { given: 'a moment that is none', args: ['x.xlsx', '--dibuat', '31-12-2025'], says: /2026-11-20T14:30/ },
  { given: 'a moment to come', args: ['x.xlsx', '--dibuat', '2999-01-01'], says: /yet to come/ },
  { given: 'a configuration that is not there', args: ['x.xlsx', '--config', 'nowhere.yaml'], says: /nowhere\.yaml/ },
])('$given is a wrong call, in words', ({ args, says }) =>
  withFolder(async ({ run, data }) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(data)).toBe(false);
  }),
);

test('a store that cannot be written ends with 1, and says that nothing was', () =>
  withFolder(async ({ file, run, data }) => {
    await writeFile(data, 'a file where the folder should be');
    const { code, stderr } = await run(await file('ekspor.xlsx', rows(1)));
    expect(code).toBe(1);
    expect(stderr).toMatch(/nothing was written/);
    expect(stderr).not.toMatch(/\n\s+at /);
  }));

test('a long file says how far it has come, a line per thousand rows', () =>
  withFolder(async ({ file, run }) => {
    const { stderr } = await run(await file('ekspor.xlsx', rows(2500)));
    expect(stderr).toMatch(/read 1000 of 2500 rows\nread 2000 of 2500 rows\nread 2500 of 2500 rows\n/);
    expect(stderr).toMatch(/writing 2500 reports in one commit/);
  }));

describe('a kill -9 in the middle leaves all of it or nothing', () => {
  const MANY = 4000;

  test(
    'at any moment of the write',
    () =>
      withFolder(async ({ file, run, data, kept }) => {
        const path = await file('ekspor.xlsx', rows(MANY));
        for (const afterMs of [0, 20, 60, 120, 200, 300]) {
          await killedWhileWriting([path], data, afterMs);
          const [records, links] = await kept();
          expect([0, MANY]).toContain(records);
          expect(links).toBe(records);
          await rm(data, { recursive: true });
        }
        expect(await run(path)).toMatchObject({ code: 0, stdout: expect.stringMatching(/new +4000/) });
        expect(await kept()).toEqual([MANY, MANY]);
      }),
    180_000,
  );
});

/** Ends the command so long after it has said that it writes. Resolves when it is gone. */
function killedWhileWriting(args: readonly string[], data: string, afterMs: number): Promise<void> {
  const { PATH = '' } = process.env;
  const env = { PATH, SIMPUL_DATA_DIR: data };
  const child = spawn(process.execPath, [MAIN, 'impor-lapor', ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.includes('writing')) return;
    said += text;
    if (said.includes('writing')) setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  return new Promise((resolve) => child.once('close', () => resolve()));
}

test('a hub that is running on the same data shows what was taken in', () =>
  withDirectory({}, async ({ path, serve }) => {
    const hub = serve();
    const url = await hub.ready;
    const file = join(path, 'ekspor.xlsx');
    await writeFile(
      file,
      await workbookOf([...rows(300), { ...ROW, 'Tracking ID': '9100999', 'Tipe Laporan (Anonim/Rahasia)': 'Anonim' }]),
    );
    const ended = await simpul(['impor-lapor', file], '', { SIMPUL_DATA_DIR: join(path, 'data') });
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/new +301/) });
    const headers = { authorization: 'Bearer simpul-demo-key' };
    await until('the hub lists what was imported', async () => {
      const { statusCode, body } = await request(`${url}/v1/laporan?status=terverifikasi&batas=50`, { headers });
      const { data } = (await body.json()) as { data?: readonly { trackingId: string | null; isi: string }[] };
      return statusCode === 200 && (data ?? []).some(({ trackingId }) => trackingId?.startsWith('9100') === true);
    });
    expect(hub.errors()).not.toMatch(/"level":50/);
  }));
