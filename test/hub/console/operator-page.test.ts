import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { becomes, ledger, withForwards } from '../api/handing-over.ts';
import { BUDI } from '../with-hub.ts';
import { openBrowser, signIn, withPage } from './browser.ts';
import { lookAt } from './looks.ts';
import { refusedOnce } from './queue.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('a message that was turned away is looked at, sent again on the page, and arrives', () =>
  withForwards((hub) =>
    withPage(browser, hub.url, async (page) => {
      hub.sandboxes.lapor.fault({ kind: 'turn-down', times: 1, pesan: 'Data tidak lengkap', kode: 'VALIDASI' });
      const id = await refusedOnce(hub);
      expect(ledger(hub).accepted).toHaveLength(0);
      await signIn(page);
      await page.getByRole('link', { name: 'Antrean' }).click();
      await page.getByRole('link', { name: id }).click();
      await page.getByText('Data tidak lengkap').first().waitFor();
      expect(await lookAt(page, 'pesan-ditolak')).toEqual([]);
      await page.getByRole('button', { name: 'Kirim ulang apa adanya…' }).click();
      await page.getByRole('button', { name: 'Kirim lagi' }).click();
      await page.getByText('Pesan masuk antrean lagi').waitFor();
      await becomes(hub, id, 'terkirim');
      await page.getByText('terkirim', { exact: false }).first().waitFor();
      expect(ledger(hub).accepted).toHaveLength(1);
    }),
  ));

test('an application is registered on the page, and asks with the key that is shown once', () =>
  withForwards((hub) =>
    withPage(browser, hub.url, async (page) => {
      await signIn(page);
      await page.getByRole('link', { name: 'Aplikasi' }).click();
      await page.getByRole('button', { name: 'Daftarkan aplikasi' }).first().click();
      await page.getByLabel('Nama').fill('e-dokter');
      await page.getByRole('checkbox', { name: 'jkn:baca' }).check();
      expect(await lookAt(page, 'aplikasi-baru')).toEqual([]);
      await page.getByRole('button', { name: 'Daftarkan dan buat kunci' }).click();
      const key = await page.getByLabel('Kunci', { exact: true }).inputValue();
      await page.getByRole('button', { name: 'Sudah saya simpan' }).click();
      expect(await hub.get(`/v1/jkn/peserta/${BUDI.nik}`, { key })).toMatchObject({ status: 200 });
      expect(await hub.get('/v1/laporan', { key })).toMatchObject({ status: 403 });
      await page.getByRole('link', { name: 'e-dokter' }).first().waitFor();
      expect(await page.getByText(key).count()).toBe(0);
    }),
  ));
