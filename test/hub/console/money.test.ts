import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { listRecord } from '../../../hub/services/pembayaran/bank-list.ts';
import { createSealedRecords } from '../../../hub/store/sealed-records.ts';
import { sealsOf } from '../../../hub/store/sealing.ts';
import { handedOver, REPORT, withForwards } from '../api/handing-over.ts';
import { listOf } from '../services/pembayaran/receipts.ts';
import { HUB_SECRET, type HubSurroundings, withHub } from '../with-hub.ts';
import { openBrowser, signIn, withPage } from './browser.ts';
import { lookAt } from './looks.ts';
import { COUNTER, nopOf, payAtCounter, publish } from './paying.ts';
import { NAMED, WHOLE_PERSON } from './queue.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const PASSWORD = 'kalimat sandi untuk uji';
const figure = (page: Page, name: string, value: string) =>
  page.locator('.angka-besar > div', { has: page.getByText(name, { exact: true }) }).getByText(value, { exact: true });

async function asViewer(page: Page, { hub }: HubSurroundings): Promise<void> {
  await hub.operators.create({ name: 'dinding', role: 'pengamat', password: PASSWORD });
  await signIn(page, { name: 'dinding', password: PASSWORD });
}

/** A statement that has one payment with another amount, and one that nobody knows here. */
async function takeIn({ store }: HubSurroundings, nomorBank: string): Promise<void> {
  const records = createSealedRecords(store.records, sealsOf(HUB_SECRET).sealing);
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const list = listOf([{ nomorBank, nominal: 125_001 }, { nomorBank: '99000000000077' }], Date.now());
  await records.put([listRecord('rekening-koran', COUNTER, today, list)]);
}

test('payments: help while there are none, and figures that change when one is made', () =>
  withHub({}, (hub) =>
    withPage(browser, hub.url, async (page) => {
      await signIn(page);
      await page.getByRole('link', { name: 'Pembayaran' }).click();
      await page.getByText('Belum ada pembayaran dalam rentang ini').waitFor();
      await page.getByText('/v1/tagihan/PBB-CONTOH-1').waitFor();
      await figure(page, 'Diterima', 'Rp0').waitFor();
      const wrong = [...(await lookAt(page, 'pembayaran-kosong'))];
      await publish(hub, { id: 'PBB-1', nop: nopOf(1), pokok: 125_000 });
      await publish(hub, { id: 'PBB-2', nop: nopOf(2), pokok: 2_500_000_000 });
      const first = await payAtCounter(hub, nopOf(1));
      await figure(page, 'Diterima', 'Rp125.000').waitFor();
      await payAtCounter(hub, nopOf(2));
      await figure(page, 'Diterima', 'Rp2.500.125.000').waitFor();
      await figure(page, 'Penerimaan', '2').waitFor();
      await page.getByText('2 penerimaan dalam 30 hari, Rp2.500.125.000').waitFor();
      await page.getByText('Daftar bank belum dibaca').first().waitFor({ state: 'attached' });
      await takeIn(hub, first);
      await page.reload();
      await page.getByText('3 berbeda').waitFor();
      await page.getByRole('button', { name: '7 hari' }).click();
      await page.getByText('2 penerimaan dalam 7 hari').waitFor();
      wrong.push(...(await lookAt(page, 'pembayaran')));
      await page.getByRole('button', { name: /Lihat beda bank-sumut/ }).click();
      await page.getByText('Ada di bank, tidak tercatat di sini').waitFor();
      wrong.push(...(await lookAt(page, 'pembayaran-beda')));
      await page.keyboard.press('Escape');
      expect(wrong).toEqual([]);
    }),
  ));

test('reports: figures that change when one is sent, and a list of what is late that names nobody', () =>
  withForwards((hub) =>
    withPage(browser, hub.url, async (page) => {
      await signIn(page);
      await page.getByRole('link', { name: 'Laporan', exact: true }).click();
      await page.getByText('Terbuka per SKPD').first().waitFor();
      const open = page
        .locator('.angka-besar > div', { has: page.getByText('Masuk hari ini') })
        .locator('dd')
        .first();
      const before = Number(await open.textContent());
      await handedOver(hub, REPORT);
      await figure(page, 'Masuk hari ini', String(before + 1)).waitFor();
      await page.getByText('Lewat 24 jam tanpa jawaban').first().waitFor();
      hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1, pesan: 'Data tidak lengkap', kode: 'VALIDASI' });
      await handedOver(hub, { ...NAMED, waktu: new Date(Date.now() - 30 * 3_600_000).toISOString() });
      const link = page.getByRole('link', { name: /buka pesannya/ });
      await link.waitFor();
      expect(await page.locator('main').textContent()).not.toMatch(WHOLE_PERSON);
      const wrong = await lookAt(page, 'laporan');
      await link.click();
      await page.getByText('kirimLaporan').first().waitFor();
      expect(wrong).toEqual([]);
    }),
  ));

test('a viewer sees figures of both, and nothing that anybody wrote', () =>
  withForwards((hub) =>
    withPage(browser, hub.url, async (page) => {
      await handedOver(hub, { ...NAMED, waktu: new Date(Date.now() - 30 * 3_600_000).toISOString() });
      await publish(hub, { id: 'PBB-1', nop: nopOf(1), pokok: 125_000 });
      await takeIn(hub, await payAtCounter(hub, nopOf(1)));
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await asViewer(page, hub);
      await page.goto('/console/laporan');
      await page.getByText('untuk peran operator').waitFor();
      expect(await page.getByText('Lampu').count()).toBe(0);
      await page.goto('/console/pembayaran');
      await page.getByText('2 berbeda').waitFor();
      expect(await page.getByRole('button', { name: /Lihat beda/ }).count()).toBe(0);
      expect(asked.filter((url) => /laporan\/lewat|rekonsiliasi\/./.test(url))).toEqual([]);
    }),
  ));
