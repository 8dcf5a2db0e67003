import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { LaporanBulanan } from '../../../hub/health/monthly/report.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { pagesOf } from '../health/monthly/pdf-text.ts';
import { counted } from '../health/traffic.ts';
import { type Directory, withDirectory } from './child-hub.ts';
import { simpul } from './simpul.ts';

const CONFIG = `
namaDaerah: Kabupaten Langkat
secretKey: a secret of the tests, 32 characters at least
instances:
  pengaduan:
    connector: lapor
    releases: [usulan-1]
    settings: { services: { usulan-1: { baseUrl: 'http://127.0.0.1:9', token: token-uji } } }
`;

test('the report of the month before is written in each form, beside whatever is there', () =>
  withCity(async ({ run, path }) => {
    const { code, stdout, stderr } = await run(LAST_MONTH);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^note: nothing was counted before .*\n$/),
    });
    const report = JSON.parse(stdout) as LaporanBulanan;
    expect(report).toMatchObject({ bulan: LAST_MONTH, daerah: 'Kabupaten Langkat', selesai: true });
    expect(report.layanan.find(({ nama }) => nama === 'kirimLaporan')).toMatchObject({
      ...{ judul: 'Kirim laporan ke SP4N-LAPOR!', permintaan: 12, diterima: 12 },
      hulu: { panggilan: 4, baik: 3, tersediaPersen: 75 },
    });

    const csv = join(path, 'laporan.csv');
    expect(await run(LAST_MONTH, '--format', 'csv', '--out', csv)).toMatchObject({ code: 0 });
    expect(await readFile(csv, 'utf8')).toMatch(/\r\nlayanan;kirimLaporan;Kirim laporan ke SP4N-LAPOR!;12;/);

    const pdf = join(path, 'laporan.pdf');
    await writeFile(pdf, 'of last year');
    const refused = await run(LAST_MONTH, '--format', 'pdf', '--out', pdf);
    expect(refused).toEqual({ code: 2, stdout: '', stderr: `${pdf} is there already: --force replaces it\n` });
    expect(await readFile(pdf, 'utf8')).toBe('of last year');
    const forced = await run(LAST_MONTH, '--format', 'pdf', '--out', pdf, '--force');
    expect(forced).toMatchObject({ code: 0, stdout: expect.stringMatching(/laporan\.pdf: \d+ bytes\n$/) });
    expect(pagesOf(await readFile(pdf)).flat()).toContain('KABUPATEN LANGKAT');
    expect((await readdir(path)).toSorted()).toEqual(['data', 'laporan.csv', 'laporan.pdf', 'simpul.yaml']);
  }));

test('a month without figures is reported, and said to be one', () =>
  withCity(async ({ run }) => {
    const { code, stdout, stderr } = await run('2024-02', '--format', 'csv');
    expect({ code, lines: stderr.split('\n') }).toEqual({
      code: 0,
      lines: ['note: there are no figures of 2024-02', expect.stringMatching(/^note: figures are kept/), ''],
    });
    expect(stdout).toContain('Tidak ada angka untuk Februari 2024.');
  }));

describe('a wrong call is told in one line', () => {
  test.each([
    { given: 'what is no month', args: ['2026-13'], says: /^"2026-13": must be a month: 2026-10\n$/ },
    { given: 'a month to come', args: ['2099-01'], says: /^"2099-01": it has not begun\n$/ },
    { given: 'a PDF without a file', args: ['2026-10', '--format', 'pdf'], says: /name it with --out\n$/ },
    { given: 'force without a file', args: ['2026-10', '--force'], says: /name it with --out\n$/ },
    { given: 'another form', args: ['2026-10', '--format', 'xls'], says: /Allowed choices are json, csv, pdf\.\n/ },
    {
      given: 'a folder that is not there',
      args: [lastMonth(), '--out', 'nowhere/x.json'],
      says: /^cannot write nowhere/,
    },
  ])('$given', ({ args, says }) =>
    withDirectory({}, async (directory) => {
      const { code, stdout, stderr } = await simpul(['laporan-bulanan', ...args], '', dataOf(directory));
      expect({ code: code === 0, stdout }).toEqual({ code: false, stdout: '' });
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/\n\s+at /);
    }),
  );
});

const LAST_MONTH = lastMonth();

/** In Waktu Indonesia Barat, whenever this runs. */
function lastMonth(): string {
  const local = new Date(Date.now() + 7 * 3_600_000);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - 1, 15)).toISOString().slice(0, 7);
}

interface City {
  readonly path: string;
  run(...args: string[]): ReturnType<typeof simpul>;
}

/** Where somebody asked twelve times in the middle of last month, and the upstream was called four times. */
async function withCity(use: (city: City) => Promise<void>): Promise<void> {
  await withDirectory({ 'simpul.yaml': CONFIG }, async (directory) => {
    const store = await openSqliteStore({ directory: join(directory.path, 'data') });
    const at = Date.parse(`${LAST_MONTH}-15T10:00:00+07:00`);
    await store.health.add([
      { kind: 'answer', instance: '', operation: 'kirimLaporan', at, ...counted({ 3: 12 }) },
      { kind: 'call', instance: 'pengaduan', operation: 'laporan-kirim', at, ...counted({ 0: 3, 5: 1 }) },
    ]);
    await store.close();
    const config = join(directory.path, 'simpul.yaml');
    await use({
      path: directory.path,
      run: (...args) => simpul(['laporan-bulanan', ...args, '--config', config], '', dataOf(directory)),
    });
  });
}

function dataOf({ path }: Directory) {
  return { SIMPUL_DATA_DIR: join(path, 'data') };
}
