import { request as httpRequest, type IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { CopyStore } from '../../../../hub/store/copies.ts';
import { until } from '../../until.ts';
import { DEMO_KEY, type HubSurroundings, withHub } from '../../with-hub.ts';
import { copied, NOTHING_COPIED, prices } from './copying.ts';

const hub = (use: (given: HubSurroundings) => Promise<void>) =>
  withHub({ now: () => new Date('2026-11-20T03:00:00Z'), people: 1, config: NOTHING_COPIED }, use);
const DATASET = 'standar-harga/2026';
const PATH = '/v1/standar-harga/unduhan';

test('everything that matches comes as one file that Excel opens, more pages than one', () =>
  hub(async ({ get, url, store }) => {
    await copied(store.copies, DATASET, prices(1203));
    const { status, headers, text } = await get(PATH);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''standar-harga-2026.csv");
    expect((await download(url)).begin).toEqual(Buffer.from('\uFEFFKode,Nama,'));
    const rows = parse(text, { bom: true, columns: true }) as readonly Record<string, string>[];
    expect(rows.map(({ Kode }) => Kode)).toEqual(prices(1203).map(({ order }) => order));
    expect(rows[1]).toMatchObject({ Nama: 'Kertas contoh 1', Harga: '1001', Jenis: 'hspk', Terkunci: '' });
    const some = parse((await get(`${PATH}?q=meja&kelompok=asb`)).text, { bom: true }) as unknown[];
    expect(some).toHaveLength(1 + prices(1203).filter((_, index) => index % 28 === 2).length);
    const none = await get(`${PATH}?q=tidakada`);
    expect(none.text.trimEnd().split('\r\n')).toHaveLength(1);
  }));

test('no cell is a formula, and what divides cells does not', () =>
  hub(async ({ get, store }) => {
    const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'a,"b"\nc', '=HYPERLINK("http://contoh")', ' biasa'];
    await copied(
      store.copies,
      DATASET,
      prices(names.length, (index) => ({ nama: names[index] ?? '', spesifikasi: names[index] ?? '' })),
    );
    const rows = parse((await get(PATH)).text, { bom: true, columns: true }) as readonly Record<string, string>[];
    for (const member of ['Nama', 'Spesifikasi'])
      expect(rows.map((row) => row[member])).toEqual([
        ...["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'\r=1", 'a,"b"\nc', `'=HYPERLINK("http://contoh")`, ' biasa'],
      ]);
  }));

interface Downloaded {
  readonly complete: boolean;
  readonly bytes: number;
  readonly begin: Buffer;
}

/** Reads a download to its end, or leaves at its first bytes. */
function download(url: string, then: { readonly leave?: boolean } = {}): Promise<Downloaded> {
  return new Promise((resolve, reject) => {
    let answered = false;
    const sent = httpRequest(`${url}${PATH}`, { headers: { 'x-api-key': DEMO_KEY }, agent: false }, (response) => {
      answered = true;
      let bytes = 0;
      let begin: Buffer = Buffer.alloc(0);
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) begin = chunk.subarray(0, 13);
        bytes += chunk.length;
        if (then.leave) response.destroy();
      });
      response.on('error', () => {});
      response.on('close', () => resolve({ complete: response.complete, bytes, begin }));
    });
    sent.on('error', (error) => (answered ? undefined : reject(error)));
    sent.end();
  });
}

/** Every page waits for `page`. */
function inPages(copies: CopyStore, page: (number: number) => Promise<void>): () => number {
  const rows = copies.rows.bind(copies);
  let count = 0;
  (copies as { rows: CopyStore['rows'] }).rows = async (filter) => {
    count += 1;
    await page(count);
    return rows(filter);
  };
  return () => count;
}

test('what breaks in the middle is a cut connection and never a short file', () =>
  hub(async ({ url, store, logs }) => {
    await copied(store.copies, DATASET, prices(1800));
    inPages(store.copies, async (number) => {
      if (number === 3) throw new Error('the disk is gone');
    });
    const { complete, bytes } = await download(url);
    expect(complete).toBe(false);
    expect(bytes).toBeGreaterThan(1000);
    await until('it is told', () => logs.some((line) => line.includes('the disk is gone')));
  }));

test('what breaks before the first row is a problem', () =>
  hub(async ({ get, store }) => {
    await copied(store.copies, DATASET, prices(3));
    inPages(store.copies, async () => {
      throw new Error('the disk is gone');
    });
    expect((await get(PATH)).status).toBe(500);
  }));

test('a caller that leaves ends the making', () =>
  hub(async ({ url, store }) => {
    await copied(store.copies, DATASET, prices(3000));
    let goOn = () => {};
    const left = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const pages = inPages(store.copies, async (number) => {
      if (number === 3) await left;
    });
    expect((await download(url, { leave: true })).complete).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 100)); // its end has come to the hub
    goOn();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(pages()).toBeLessThanOrEqual(3); // of six
  }));

test('no more is made than the caller takes', () =>
  hub(async ({ url, store }) => {
    const long = 'x'.repeat(8000);
    await copied(
      store.copies,
      DATASET,
      prices(3000, () => ({ spesifikasi: long })),
    );
    const pages = inPages(store.copies, async () => {});
    const response = await new Promise<IncomingMessage>((resolve) => {
      httpRequest(`${url}${PATH}`, { headers: { 'x-api-key': DEMO_KEY }, agent: false }, resolve).end();
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(pages()).toBeLessThan(5); // of six, four megabytes each: no more than the buffers of two sockets take
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    await new Promise((resolve) => response.on('end', resolve));
    expect(response.complete).toBe(true);
    expect({ pages: pages(), whole: bytes > 3000 * 8000 }).toEqual({ pages: 6, whole: true });
  }));
