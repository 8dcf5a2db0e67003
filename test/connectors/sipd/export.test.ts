import { describe, expect, test } from '@jest/globals';
import { sipd } from '../../../connectors/sipd/connector.ts';
import { changed, found } from '../wanted.ts';
import { ask, overTheWire, plainConfig, readRow } from './reading.ts';
import { payment, price, realisation, subActivity } from './wire.ts';

test.each([
  { operation: 'standar-harga', row: price, want: { id: '990001', harga: 4500 } },
  { operation: 'rencana-kerja', row: subActivity, want: { id: '910001', pagu: 250000000 } },
  { operation: 'sp2d', row: payment, want: { id: '55003', tanggal: '2025-02-05' } },
  { operation: 'realisasi', row: realisation, want: { anggaran: 100, realisasi: 40 } },
  { operation: 'rka', row: { kode_akun: '5.1', total_harga: 7 }, want: { akun: { kode: '5.1' }, jumlah: 7 } },
  { operation: 'skpd', row: { id_skpd: 7001, kode_skpd: '1.01', nama_skpd: 'X' }, want: { id: '7001' } },
  { operation: 'standar-harga', row: { ...price, harga: null }, want: undefined },
  { operation: 'standar-harga', row: { ...price, harga: 'Rp 4.500' }, want: undefined },
  { operation: 'rencana-kerja', row: { ...subActivity, pagu: '-' }, want: undefined },
  { operation: 'sp2d', row: { ...payment, tanggal_sp_2_d: '31-02-2025' }, want: undefined },
])('a row of $operation is read alone: $want', async ({ operation, row, want }) => {
  expect(await readRow(operation, row)).toMatchObject(want ? found(want) : changed);
});

test('a bad row says which column wants what, and no value', async () => {
  const verdict = await readRow('standar-harga', { ...price, harga: 'Rp 4.500' });
  expect(verdict).toMatchObject({ drift: [{ path: 'harga', expected: 'an amount of rupiah', got: 'text' }] });
});

test('nobody is asked for a file', async () => {
  const question = { release: 'ekspor', operation: 'skpd', asked: { tahun: 2025 } };
  await expect(ask(question, overTheWire)).rejects.toThrow('skpd is read from a file');
});

test('what an instance lacks is named, without its keys', async () => {
  const { services } = plainConfig();
  const question = { release: 'wp-sipd', operation: 'skpd', asked: { tahun: 2025 } };
  await expect(
    ask({ ...question, config: { services: { sesi: services.sesi as never } } }, overTheWire),
  ).rejects.toThrow('no SIPD service "wp-sipd" in settings.services');
  const keyless = { services: { 'wp-sipd': { baseUrl: 'http://127.0.0.1:1' } } };
  await expect(ask({ ...question, config: keyless as never }, overTheWire)).rejects.toThrow('has no apiKey');
  expect(sipd.addressOf(plainConfig(), 'sesi')).toBe('http://127.0.0.1:1');
});

describe('rows of the annex in a file (section 4.6)', () => {
  test.each<[string, object]>([
    ['tolak_ukur_output', { tolak_ukur_output: 'x', target_teks_output: '1 dokumen' }],
    ['tolok_ukur_output', { tolok_ukur_output: 'x' }],
    ['tolok_ukur_sub', { tolok_ukur_sub: 'x', target_sub_teks: '1' }],
    ['labels that are null', { label_pusat: null, label_prov: null, label_kokab: null }],
    ['sums that repeat on each row', { total_pagu_giat: 1, total_pagu_program: 2, total_pagu_skpd: 3 }],
  ])('%s is known', async (_name, members) => {
    expect(await readRow('rencana-kerja', { ...subActivity, ...members })).toMatchObject({
      ...found({ pagu: 250000000 }),
      drift: [],
    });
  });
});
