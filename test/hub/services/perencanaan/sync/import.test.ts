import { expect, test } from '@jest/globals';
import writeExcelFile from 'write-excel-file/node';
import { until } from '../../../until.ts';
import { take } from './importing.ts';
import { MIRROR, type Syncing, withSync, YEAR } from './with-sync.ts';

const PRICES = `standar-harga/${YEAR}`;

/** What the sandbox has, as the CSV of a spreadsheet without types. */
async function exported({ rows }: Syncing, change: (harga: number, at: number) => string | number): Promise<string> {
  const lines = (await rows(PRICES)).map(({ content }, at) => {
    const { kode, nama, satuan, harga } = JSON.parse(content) as Readonly<Record<string, string | number>>;
    return [kode, nama, satuan, change(Number(harga), at)].join(';');
  });
  return ['DAFTAR STANDAR HARGA', '', 'Kode Barang;Uraian Barang;Satuan;Harga Satuan', ...lines].join('\r\n');
}

test('a file after the mirror shows real differences only, and is told as every copy is', () =>
  withSync({ planning: { sumber: [MIRROR] } }, async (given) => {
    await given.copy('standar-harga');
    const csv = await exported(given, (harga, at) => (at < 3 ? harga + 500 : harga));
    const tried = await take(given, PRICES, csv, { dry: true });
    expect(tried).toMatchObject({ read: 40, added: 0, changed: 3, removed: 0, bad: 0 });
    expect((await given.current(PRICES)).number).toBe(1);
    expect(await take(given, PRICES, csv)).toMatchObject({ read: 40, added: 0, changed: 3, removed: 0, bad: 0 });
    await given.idle();
    expect(await given.current(PRICES)).toMatchObject({ number: 2, source: 'ekspor.csv', release: 'ekspor' });
    expect((await given.events()).at(-1)).toMatchObject({ sumber: 'ekspor.csv', diubah: 3, ditambah: 0, dihapus: 0 });
  }));

test('one bad row is reported, and nothing is taken to be gone; many stop the file', () =>
  withSync({ planning: { sumber: [MIRROR] }, settings: { prices: 150 } }, async (given) => {
    await given.copy('standar-harga');
    const one = await exported(given, (harga, at) => (at === 7 ? '4.500' : harga));
    const taken = await take(given, PRICES, one);
    expect(taken).toMatchObject({ read: 150, bad: 1, removed: 0 });
    expect(taken.badRows).toEqual([{ number: 11, reason: expect.stringContaining('Harga Satuan') }]);
    await given.idle();
    expect(await given.rows(PRICES)).toHaveLength(150);
    const many = await exported(given, (harga, at) => (at < 5 ? '4.500' : harga));
    await expect(take(given, PRICES, many)).rejects.toThrow('5 of 150 rows are bad, nothing was written');
    const half = (await exported(given, (harga) => harga)).split('\r\n').slice(0, 60).join('\r\n');
    await expect(take(given, PRICES, half)).rejects.toThrow('would be gone, nothing was written');
    expect(await take(given, PRICES, half, { partial: true })).toMatchObject({ removed: 0 });
    expect(await given.hub.store.copies.running(PRICES)).toBeUndefined();
  }));

const ROW = { id_standar_harga: 1, kode_standar_harga: 'a', nama_standar_harga: 'b', satuan: 'c', harga: 5 };

test.each([
  ['a list', JSON.stringify([{ ...ROW, tipe_standar_harga: 'SSH' }])],
  ['the envelope of SIPD', JSON.stringify({ status: true, status_code: 200, data: { recordsTotal: 1, data: [ROW] } })],
  ['a row per line', `${JSON.stringify(ROW)}\n${JSON.stringify({ ...ROW, kode_standar_harga: 'b' })}\n`],
])('JSON as %s', (_, json) =>
  withSync({}, async (given) => {
    expect((await take(given, PRICES, json)).bad).toBe(0);
    await given.idle();
    expect((await given.rows(PRICES)).length).toBeGreaterThan(0);
  }),
);

test.each([
  ['is cut', JSON.stringify([ROW, ROW]).slice(0, -20), 'ends in the middle'],
  ['is something else', 'Nama,Alamat\nx,y\n', 'contract changed'],
  ['is a web page', '<html><body>login</body></html>', 'web page'],
  ['is empty', '', 'empty'],
  ['has a giant cell', `Kode Barang,Uraian Barang,Satuan,Harga\na,${'x'.repeat(50_000)},c,5\n`, 'characters'],
  ['has a giant row', JSON.stringify([{ ...ROW, spek: 'x'.repeat(300_000) }]), 'longer than any'],
])('a file that %s changes nothing', (_, content, says) =>
  withSync({}, async (given) => {
    await expect(take(given, PRICES, content)).rejects.toThrow(says);
    expect(await given.hub.store.copies.running(PRICES)).toBeUndefined();
  }),
);

test('a workbook with a formula: its value is read', () =>
  withSync({}, async (given) => {
    const head = ['Kode Barang', 'Uraian Barang', 'Satuan', 'Harga Satuan'].map((value) => ({ value }));
    const cells = [{ value: 'a' }, { value: 'b' }, { value: 'c' }];
    const sheet = [head, [...cells, { type: Number, value: 5000 }], [...cells, { type: 'Formula', value: '=D2*2' }]];
    const file = (await writeExcelFile(sheet as never).toBuffer()) as Buffer;
    // a formula that was never calculated has no value: it is reported and not taken for nothing
    await expect(take(given, PRICES, file)).rejects.toThrow('1 of 2 rows are bad');
  }));

test('while the dataset is being copied a file waits', () =>
  withSync({}, async (given) => {
    await given.hub.store.copies.begin({ dataset: PRICES, source: MIRROR, startedAt: Date.now() });
    await expect(take(given, PRICES, JSON.stringify([ROW]))).rejects.toThrow(`is being copied from ${MIRROR}`);
  }));

test('a copy that waits for a source that cannot tell gives way to a file', () =>
  withSync({ planning: { sumber: [MIRROR] } }, async (given) => {
    given.sandbox.fault({ kind: 'maintenance-page', forMs: 600_000 });
    await given.request({ kumpulan: 'standar-harga' });
    await until('the copy waits', async () => {
      const sync = await given.state(PRICES);
      return sync?.value.sumber === MIRROR && (sync.state === 'menunggu' || sync.value.percobaan > 0);
    });
    const waiting = await given.hub.store.copies.running(PRICES);
    const taken = await take(given, PRICES, JSON.stringify([ROW]));
    expect(taken).toMatchObject({ read: 1, added: 1, bad: 0 });
    expect(await given.current(PRICES)).toMatchObject({ source: 'ekspor.csv', state: 'done' });
    if (waiting)
      expect(await given.hub.store.copies.copy(PRICES, waiting.number)).toMatchObject({
        state: 'dropped',
        note: `menunggu ${MIRROR}; diganti berkas ekspor.csv`,
      });
  }));
