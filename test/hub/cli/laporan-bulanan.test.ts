import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { laporanBulanan, type MonthlyOptions } from '../../../hub/cli/laporan-bulanan.ts';
import type { LaporanBulanan } from '../../../hub/health/monthly/report.ts';
import { openSqliteStore } from '../../../hub/store/sqlite/open.ts';
import { pagesOf } from '../health/monthly/pdf-text.ts';
import { counted } from '../health/traffic.ts';
import { withDirectory } from './child-hub.ts';
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

test('the report of a month is printed, or written in a form for a desk in place of another', () =>
  withCity(async ({ run, path, inProcess }) => {
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

    const pdf = join(path, 'laporan.pdf');
    await writeFile(pdf, 'of last year');
    await expect(inProcess(LAST_MONTH, { format: 'pdf', out: pdf })).rejects.toMatchObject({
      ...{ name: 'CommandError', exitCode: 2, message: `${pdf} is there already: --force replaces it` },
    });
    expect(await readFile(pdf, 'utf8')).toBe('of last year');
    const forced = await run(LAST_MONTH, '--format', 'pdf', '--out', pdf, '--force');
    expect(forced).toMatchObject({ code: 0, stdout: expect.stringMatching(/laporan\.pdf: \d+ bytes\n$/) });
    expect(pagesOf(await readFile(pdf)).flat()).toContain('KABUPATEN LANGKAT');
    expect((await readdir(path)).toSorted()).toEqual(['data', 'laporan.pdf', 'simpul.yaml']);
  }));

test('a month without figures is written, and said to be one', () =>
  withCity(async ({ run, path }) => {
    const csv = join(path, 'laporan.csv');
    const { code, stderr } = await run('2024-02', '--format', 'csv', '--out', csv);
    expect({ code, lines: stderr.split('\n') }).toEqual({
      code: 0,
      lines: ['note: there are no figures of 2024-02', expect.stringMatching(/^note: figures are kept/), ''],
    });
    expect(await readFile(csv, 'utf8')).toContain('Tidak ada angka untuk Februari 2024.');
  }));

interface Wrong {
  readonly given: string;
  readonly month: string;
  readonly options: Partial<MonthlyOptions>;
  readonly says: string;
}

test.each<Wrong>([
  { given: 'what is no month', month: '2026-13', options: {}, says: '"2026-13": must be a month: 2026-10' },
  { given: 'a month to come', month: '2099-01', options: {}, says: '"2099-01": it has not begun' },
  {
    ...{ given: 'a PDF without a file', month: '2026-10', options: { format: 'pdf' } },
    says: 'a PDF is written to a file: name it with --out',
  },
  {
    ...{ given: 'force without a file', month: '2026-10', options: { force: true } },
    says: '--force is about a file: name it with --out',
  },
])('$given is told in one line, before anything is opened', async ({ month, options, says }) => {
  const asked = laporanBulanan(month, { format: 'json', config: 'nowhere.yaml', ...options });
  await expect(asked).rejects.toMatchObject({ name: 'CommandError', exitCode: 2, message: says });
});

test('a folder that is not there is told, and nothing is left behind', () =>
  withCity(async ({ path, inProcess }) => {
    const asked = inProcess(LAST_MONTH, { format: 'json', out: join(path, 'nowhere', 'x.json') });
    await expect(asked).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^cannot write .*ENOENT/),
    });
    expect((await readdir(path)).toSorted()).toEqual(['data', 'simpul.yaml']);
  }));

const LAST_MONTH = lastMonth();

/** In Waktu Indonesia Barat, whenever this runs. */
function lastMonth(): string {
  const local = new Date(Date.now() + 7 * 3_600_000);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - 1, 15)).toISOString().slice(0, 7);
}

interface City {
  readonly path: string;
  run(...args: string[]): ReturnType<typeof simpul>;
  inProcess(month: string, options: MonthlyOptions): Promise<void>;
}

/** Where somebody asked twelve times in the middle of last month, and the upstream was called four times. */
async function withCity(use: (city: City) => Promise<void>): Promise<void> {
  await withDirectory({}, async ({ path }) => {
    const data = join(path, 'data');
    const config = join(path, 'simpul.yaml');
    await writeFile(config, `${CONFIG}dataDir: ${data}\n`);
    const store = await openSqliteStore({ directory: data });
    const at = Date.parse(`${LAST_MONTH}-15T10:00:00+07:00`);
    await store.health.add([
      { kind: 'answer', instance: '', operation: 'kirimLaporan', at, ...counted({ 3: 12 }) },
      { kind: 'call', instance: 'pengaduan', operation: 'laporan-kirim', at, ...counted({ 0: 3, 5: 1 }) },
    ]);
    await store.close();
    await use({
      path,
      run: (...args) => simpul(['laporan-bulanan', ...args, '--config', config]),
      inProcess: (month, options) => laporanBulanan(month, { ...options, config }),
    });
  });
}
