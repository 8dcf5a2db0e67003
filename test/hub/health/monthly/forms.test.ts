import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createMonthly, type Monthly } from '../../../../hub/health/monthly/monthly.ts';
import type { LaporanBulanan } from '../../../../hub/health/monthly/report.ts';
import { withStore } from '../../store/with-store.ts';
import { counted, HOUR } from '../traffic.ts';
import { pagesOf } from './pdf-text.ts';

const local = (text: string) => Date.parse(`${text}+07:00`);
const NOW = local('2026-11-20T13:30:00');
const SERVICES = Array.from({ length: 64 }, (_, index) => ({ nama: `layanan${index}`, judul: `Layanan ke-${index}` }));
const STANDING = [{ service: 'layanan1', instance: 'bank-bni', operation: 'va-create' }];
const HARMFUL = ['=HYPERLINK("http://jahat.test";"klik")', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r\n=2', '＝3'];

interface Made {
  readonly monthly: Monthly;
  readonly report: LaporanBulanan;
}

/** A month of which every kind of row is there, with words in it that a spreadsheet would run. */
async function withReport(use: (made: Made) => Promise<void>): Promise<void> {
  await withStore(async (store) => {
    const at = local('2026-10-05T10:00:00');
    const call = { kind: 'call', instance: 'bank-bni', operation: 'va-create' } as const;
    await store.health.add([
      { ...call, at, ...counted({ 0: 12_000, 5: 345 }, { 9: 12_345 }) },
      { ...call, at: at - 30 * 24 * HOUR, ...counted({ 0: 4, 4: 1 }, { 9: 5 }) },
      ...SERVICES.map(({ nama }, index) => ({
        ...({ kind: 'answer', instance: '', operation: nama, at } as const),
        ...counted({ 0: 1000 + index, 2: 17, 3: index, 5: 2, 6: 40 }, { 6: 1000 }),
      })),
      { kind: 'answer', instance: '', operation: '=layanan', at, ...counted({ 0: 3 }) },
    ]);
    for (const [index, note] of HARMFUL.entries()) {
      const from = local('2026-10-12T00:00:00') + index * HOUR;
      await store.health.putMaintenance({ id: `plh_${index}`, instance: 'bank-bni', from, to: from + 1, note, by: '' });
      const detail = JSON.stringify({ sebab: note, layanan: ['layanan1'] });
      const outage = { kind: 'hulu-mati', instance: 'bank-bni', operation: `operasi ${index}`, detail };
      await store.releases.openIncident({ ...outage, id: `ins_${index}`, openedAt: from });
      await store.releases.closeIncident('hulu-mati', 'bank-bni', outage.operation, from + (index + 1) * 60_000);
    }
    await store.releases.openIncident({
      ...{ kind: 'hulu-mati', instance: 'bank-bni', operation: 'va-create', id: 'ins_open' },
      ...{ openedAt: local('2026-10-31T20:15:00'), detail: '{"sebab":"tidak dapat dihubungi 🙂 → pusat"}' },
    });
    const monthly = createMonthly({
      ...{ store, standing: () => STANDING, services: SERVICES, city: 'Kota Binjai', now: () => new Date(NOW) },
    });
    await use({ monthly, report: await monthly.report('2026-10') });
  });
}

describe('as CSV', () => {
  interface Row {
    readonly [heading: string]: string;
  }
  const number = (cell: string | undefined) => (cell ? Number(cell.replace(',', '.')) : null);

  test('a month says what the report says', () =>
    withReport(async ({ monthly, report }) => {
      const rows = parse(Buffer.from(monthly.csv(report)), { bom: true, delimiter: ';', columns: true }) as Row[];
      const of = (kind: string) => rows.filter((row) => row.Jenis === kind);
      const answers = (row: Row | undefined) => ({
        ...{ permintaan: number(row?.Permintaan), segar: number(row?.Segar), usang: number(row?.Usang) },
        ...{ diterima: number(row?.Diterima), gagal: number(row?.Gagal), ditolak: number(row?.Ditolak) },
        ...{ tersediaPersen: number(row?.['Terjawab (%)']), p95Ms: number(row?.['p95 (ms)']) },
      });
      const worth = (row: Row | undefined) => ({
        jawabanWalauHuluMati: number(row?.['Dijawab walau hulu mati']),
        selisihPersen: number(row?.Selisih),
      });
      const calls = (row: Row | undefined) => ({
        ...{ panggilan: number(row?.['Panggilan hulu']), baik: number(row?.['Panggilan baik']) },
        tersediaPersen: number(row?.['Hulu tersedia (%)']),
      });
      const outages = (row: Row | undefined) => ({
        ...{ p95Ms: number(row?.['p95 (ms)']), menitMati: number(row?.['Menit mati']) },
        ...{ gangguan: number(row?.Gangguan), insiden: number(row?.Insiden) },
      });
      const [applications, upstreams] = of('total');
      expect({ ...answers(applications) }).toEqual(report.total.aplikasi);
      expect({ ...worth(applications) }).toEqual(report.total.nilaiHub);
      expect({ ...calls(upstreams), ...outages(upstreams) }).toEqual(report.total.hulu);
      expect(report.total.nilaiHub.selisihPersen).toBeLessThan(0); // a number with a sign stays one

      const services = of('layanan');
      expect(services.map((row) => ({ judul: row.Judul, ...answers(row), nilaiHub: worth(row) }))).toEqual(
        report.layanan.map(({ nama, hulu: _, sebelumnya: __, ...one }) => ({
          ...one,
          judul: nama === '=layanan' ? "'=layanan" : one.judul,
        })),
      );
      expect(calls(services.find((row) => row.Nama === 'layanan1'))).toEqual(
        report.layanan.find(({ nama }) => nama === 'layanan1')?.hulu,
      );
      expect(
        of('hulu').map((row) => ({ ...calls(row), ...outages(row), lalu: number(row['Bulan lalu (%)']) })),
      ).toEqual(
        report.hulu.map(({ nama: _, layanan: __, pemeliharaan: ___, sebelumnya, ...one }) => ({
          ...one,
          lalu: sebelumnya?.tersediaPersen,
        })),
      );
      expect(
        of('hari').map((row) => ({
          tanggal: row.Nama,
          hulu: calls(row),
          aplikasi: (({ permintaan, gagal, tersediaPersen }) => ({ permintaan, gagal, tersediaPersen }))(answers(row)),
        })),
      ).toEqual(report.harian);
      expect(of('gangguan terlama').map((row) => number(row['Menit mati']))).toEqual(
        report.gangguanTerlama.map(({ menit }) => menit),
      );
      expect(of('gangguan terlama')[0]).toMatchObject({
        ...{ 'Dari (WIB)': '2026-10-31 20:15:00', 'Sampai (WIB)': 'masih berlangsung' },
      });
      expect(of('laporan')).toMatchObject([
        { Nama: '2026-10', 'Dari (WIB)': '2026-10-01 00:00:00', 'Sampai (WIB)': '2026-11-01 00:00:00' },
      ]);
      expect(of('catatan').map((row) => row.Nama)).toEqual(report.catatan.map(({ kode }) => kode));
    }));

  test('opens in Excel with Indonesian settings: UTF-8 with its mark, semicolons, decimal commas', () =>
    withReport(async ({ monthly, report }) => {
      const bytes = Buffer.from(monthly.csv(report));
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const [headings = '', ...lines] = bytes.toString('utf8').trimEnd().split('\r\n');
      expect(headings).toMatch(/^\uFEFF?Jenis;Nama;Judul;Permintaan;/);
      expect(lines.find((line) => line.startsWith('hulu;bank-bni'))).toMatch(/;12345;12000;97,2;/);
      expect(lines.flatMap((line) => line.split(';')).filter((cell) => /^-?\d+\.\d+$/.test(cell))).toEqual([]);
    }));

  test('runs nothing that somebody wrote into a note, a cause or a name', () =>
    withReport(async ({ monthly, report }) => {
      const rows = parse(Buffer.from(monthly.csv(report)), { bom: true, delimiter: ';' }) as string[][];
      const cells = rows.flat();
      const running = cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/u.test(cell));
      expect(running.filter((cell) => !/^-\d+(,\d+)?$/.test(cell))).toEqual([]);
      const harmless = HARMFUL.map((note) => `'${note.trim()}`);
      expect(cells).toEqual(expect.arrayContaining([...harmless, "'=layanan"]));
    }));
});

describe('as PDF', () => {
  const whole = (count: number) => count.toLocaleString('id-ID');
  const percent = (share: number | null) => `${share?.toFixed(2).replace('.', ',')} %`;

  test('a month has the figures, on numbered pages whose tables have their headings', () =>
    withReport(async ({ monthly, report }) => {
      const bytes = await monthly.pdf(report);
      expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
      const pages = pagesOf(bytes);
      const inFile = Buffer.from(bytes)
        .toString('latin1')
        .match(/\/Type \/Page\n/g);
      expect(pages.length).toBe(inFile?.length);
      expect(pages.length).toBeGreaterThanOrEqual(3);
      for (const [index, lines] of pages.entries())
        expect(lines).toContain(`Halaman ${index + 1} dari ${pages.length}`);
      expect(pages[0]).toEqual(expect.arrayContaining(['KOTA BINJAI', 'Laporan ketersediaan Oktober 2026']));
      expect(pages[0]).toEqual(expect.arrayContaining([percent(report.total.hulu.tersediaPersen), '1', '30']));

      const text = pages.flat();
      for (const { judul, permintaan, segar, usang, gagal, tersediaPersen } of report.layanan)
        expect(between(text, judul, 8)).toEqual(
          expect.arrayContaining([
            whole(permintaan),
            whole(segar),
            whole(usang),
            whole(gagal),
            percent(tersediaPersen),
          ]),
        );
      expect(between(text, 'bank-bni', 9)).toEqual(
        expect.arrayContaining(['12.345', '12.000', '97,20 %', '4 jam 13 menit', '80,00 %']),
      );
      const withRows = pages.filter((lines) => lines.some((line) => line.startsWith('Layanan ke-')));
      expect(withRows.length).toBeGreaterThan(1);
      for (const lines of withRows) expect(lines).toEqual(expect.arrayContaining(['Permintaan', 'Terjawab']));
      expect(text.join(' ')).toContain(`${whole(report.total.nilaiHub.jawabanWalauHuluMati)} jawaban tetap`);
      expect(text.join(' ')).toMatch(/31 Okt 20\.15 masih terjadi/);
      expect(text.join(' ')).toContain('tidak dapat dihubungi ?? ? pusat');
    }));

  test('a month that goes on, and one without figures, say so', () =>
    withReport(async ({ monthly }) => {
      const [current, none] = await Promise.all(
        ['2026-11', '2024-02'].map(async (month) =>
          pagesOf(await monthly.pdf(await monthly.report(month)))
            .flat()
            .join(' '),
        ),
      );
      expect(current).toContain('Bulan ini belum selesai: angka sampai 20 November 2026 pukul 13.30 WIB.');
      expect(none).toContain('Tidak ada angka untuk Februari 2024.');
      expect(none).not.toContain('Ketersediaan per hari');
    }));

  test('a report that cannot be drawn rejects, and the next is drawn', () =>
    withReport(async ({ monthly, report }) => {
      const broken = { ...report, harian: undefined } as unknown as LaporanBulanan;
      await expect(monthly.pdf(broken)).rejects.toThrow(/undefined/);
      expect(pagesOf(await monthly.pdf(report)).length).toBeGreaterThan(1);
    }));
});

/** So many lines from the first one that is this. */
function between(text: readonly string[], first: string, length: number): readonly string[] {
  const at = text.indexOf(first);
  return text.slice(at, at + length);
}
