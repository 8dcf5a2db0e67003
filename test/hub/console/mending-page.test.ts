import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { until } from '../until.ts';
import { BUDI, SITI } from '../with-hub.ts';
import { openBrowser, signIn, withPage } from './browser.ts';
import { lookAt } from './looks.ts';
import { another, read, withNothingOwn } from './mending.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('a renamed field is mended entirely in the page, and traffic recovers', () =>
  withNothingOwn((hub) =>
    withPage(browser, hub.url, async (page) => {
      await signIn(page);
      expect(await read(hub, BUDI)).toBe('200 segar vclaim-2.0');
      await page.locator('[data-sandbox="bpjs"]').getByRole('button', { name: 'Ubah formatnya' }).click();
      await page.getByText('bpjs diganggu').waitFor();
      await until('answers do not fit', async () => (await read(hub, another())) === '503 hulu-berubah');

      await page.getByRole('link', { name: 'Perubahan' }).click();
      await page.getByRole('link', { name: 'Perbaiki bpjs peserta-by-nik' }).click();
      await page.getByRole('cell', { name: 'peserta.noKartu', exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Lihat contoh tersamar' }).click();
      await page.getByText('"nomorKartu": "0000000000000"').first().waitFor();
      await page.getByText('noKartu → nomorKartu').waitFor();
      await page.getByText('Tidak ada kesalahan').waitFor();

      await typeAtTheEnd(page, 'salah: {');
      await page
        .getByText(/^baris \d+/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Simpan dan pakai' }).click();
      await until('a mistake is not saved', async () => (await page.getByText(/^baris \d+/).count()) > 0);
      await typeAtTheEnd(page, '', 'salah: {'.length);
      await page.getByText('Tidak ada kesalahan').waitFor();

      await page.getByRole('button', { name: 'Uji coba' }).click();
      await page.getByRole('cell', { name: 'mulai cocok' }).first().waitFor();
      expect(await lookAt(page, 'perbaikan')).toEqual([]);
      await page.getByLabel('Alasan, untuk yang melihat kemudian').fill('BPJS mengganti nama nomor kartu');
      await page.getByRole('button', { name: 'Simpan dan pakai' }).click();
      await page.getByText('vclaim-2.0-kota-1 dipakai untuk').waitFor();
      await until('traffic recovers', async () => (await read(hub, SITI)) === '200 segar vclaim-2.0-kota-1');
      expect(await read(hub, another())).toBe('200 segar vclaim-2.0-kota-1');

      await page.getByRole('link', { name: '← Perubahan' }).click();
      await page.getByText('Semua jawaban cocok dengan salah satu rilis').waitFor();
      await page.getByText('BPJS mengganti nama nomor kartu').first().waitFor();
      expect(await lookAt(page, 'perubahan')).toEqual([]);
      // and back again, from the page as well
      await page.getByRole('link', { name: 'peserta-by-nik' }).first().click();
      await page.getByRole('button', { name: 'Patok' }).click();
      await page.getByRole('button', { name: 'Lepas patokan' }).click();
      await page.getByRole('button', { name: 'Mundur' }).waitFor();
      await page.getByText('Riwayat pilihan').first().click();
      await page.getByRole('cell', { name: 'no longer pinned' }).waitFor();
    }),
  ));

async function typeAtTheEnd(page: Page, text: string, taken = 0): Promise<void> {
  await page.getByRole('textbox', { name: 'Pemetaan peserta-by-nik' }).click();
  await page.keyboard.press('Control+End');
  for (let letter = 0; letter < taken; letter += 1) await page.keyboard.press('Backspace');
  await page.keyboard.type(text);
}

test('a viewer reads what changed, and is offered nothing that mends it', () =>
  withNothingOwn((hub) =>
    withPage(browser, hub.url, async (page) => {
      const password = 'kalimat sandi untuk uji';
      await hub.hub.operators.create({ name: 'dinding', role: 'pengamat', password });
      await signIn(page, { name: 'dinding', password });
      await page.goto('/console/perubahan');
      await page.getByText('operasi menurut konfigurasi').click();
      await page.getByText('peserta-by-nik').first().waitFor();
      expect(await page.getByRole('link', { name: 'peserta-by-nik' }).count()).toBe(0);
      await page.goto('/console/perubahan/bpjs/peserta-by-nik');
      await page.getByText('Untuk ini perlu peran operator').waitFor();
    }),
  ));
