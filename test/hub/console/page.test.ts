import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { until } from '../until.ts';
import { BUDI, SITI, withHub } from '../with-hub.ts';
import { cardIs, openBrowser, signIn, withPage } from './browser.ts';
import { lookAt } from './looks.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('a card turns from healthy to broken to recovered while the sandbox is switched on the page', () =>
  withHub({}, ({ url, get }) =>
    withPage(browser, url, async (page) => {
      await signIn(page);
      await page.getByRole('button', { name: 'Panggil dari sini' }).click();
      await page.getByText('HTTP 200').waitFor();
      await cardIs(page, 'bpjs', 'baik');
      await page.getByRole('button', { name: 'HTTP 500' }).first().click();
      await page.getByText('bpjs diganggu').waitFor();
      const dead = cardIs(page, 'bpjs', 'mati').then(() => true);
      const later = () => new Promise<false>((resolve) => setTimeout(resolve, 50, false));
      do await get(`/v1/jkn/peserta/${SITI.nik}`);
      while (!(await Promise.race([dead, later()])));
      await page.getByRole('button', { name: 'Pulihkan' }).first().click();
      await until('a call goes through again', async () => (await get(`/v1/jkn/peserta/${SITI.nik}`)).status === 200);
      await cardIs(page, 'bpjs', 'baik');
      expect((await get(`/v1/jkn/peserta/${BUDI.nik}`)).status).toBe(200);
    }),
  ));

test('the first load is small, and needs nothing but the hub', () =>
  withHub({}, ({ url }) =>
    withPage(browser, url, async (page) => {
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      let bytes = 0;
      session.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
      await signIn(page);
      await cardIs(page, 'bpjs', 'tidak dipakai');
      process.stdout.write(`  the first load, sign-in included: ${Math.round(bytes / 1024)} KB\n`);
      expect(bytes).toBeGreaterThan(10_000);
      expect(bytes).toBeLessThan(200 * 1024);
    }),
  ));

/** Each by what has to be there before it is looked at. */
const PAGES: readonly (readonly [name: string, path: string, shows: string])[] = [
  ['ringkasan', '', 'Coba dalam dua menit'],
  ['konektor', '/konektor', 'Layanan di atasnya'],
  ['satu-konektor', '/konektor/bpjs', 'Lama menjawab'],
  ['antrean', '/antrean', 'Antrean'],
  ['aplikasi', '/aplikasi', 'demo'],
  ['satu-aplikasi', '/aplikasi/demo', 'demo'],
  ['insiden', '/insiden', 'menjawab dengan kesalahan'],
  ['satu-insiden', '/insiden/ins_uji', 'Garis waktu'],
  ['bulanan', '/bulanan', 'Gangguan terlama'],
  ['jejak', '/jejak', 'getPeserta'],
  ['akun', '/pengaturan', 'Masuk dua langkah'],
  ['pemeliharaan', '/pengaturan/pemeliharaan', 'Rencanakan'],
  ['pemberitahuan', '/pengaturan/pemberitahuan', 'Terakhir diberitahukan'],
  ['operator', '/pengaturan/operator', 'Tambah operator'],
  ['tidak-ada', '/tidak-ada', 'Halaman tidak ada'],
  ['dinding', '?dinding', 'bpjs'],
];

test('every page looks as it should: both themes, a phone and a wall, and nothing serious against WCAG 2.2 AA', () =>
  withHub({}, ({ url, get, store }) =>
    withPage(browser, url, async (page) => {
      await get(`/v1/jkn/peserta/${BUDI.nik}`);
      await store.releases.openIncident({
        ...{ id: 'ins_uji', kind: 'hulu-mati', instance: 'oss', operation: 'status-izin', openedAt: Date.now() },
        detail: JSON.stringify({ sebab: 'menjawab dengan kesalahan' }),
      });
      const wrong = [];
      await page.goto('/console');
      await page.getByRole('button', { name: 'Masuk' }).waitFor();
      wrong.push(...(await lookAt(page, 'masuk')));
      await signIn(page);
      for (const [name, path, shows] of PAGES) {
        await page.goto(`/console${path}`);
        await page.getByText(shows).first().waitFor({ state: 'attached' });
        wrong.push(...(await lookAt(page, name)));
      }
      expect(wrong).toEqual([]);
    }),
  ));

test('a viewer is offered nothing that changes anything', () =>
  withHub({}, ({ url, hub }) =>
    withPage(browser, url, async (page) => {
      const password = 'kalimat sandi untuk uji';
      await hub.operators.create({ name: 'dinding', role: 'pengamat', password });
      await signIn(page, { name: 'dinding', password });
      await cardIs(page, 'bpjs', 'tidak dipakai');
      await expectNone(page, ['HTTP 500', 'Pulihkan']);
      await page.goto('/console/konektor/bpjs');
      await page.getByText('peserta-by-nik').first().waitFor({ state: 'attached' });
      await expectNone(page, ['Pegang', 'Periksa sekarang']);
      await page.goto('/console/pengaturan/pemeliharaan');
      await page.getByText('Tidak ada yang direncanakan').waitFor();
      await expectNone(page, ['Rencanakan', 'Hapus']);
      await page.goto('/console/pengaturan/operator');
      await page.getByText('Untuk ini perlu peran admin').waitFor();
    }),
  ));

async function expectNone(page: Page, buttons: readonly string[]): Promise<void> {
  for (const name of buttons) expect(await page.getByRole('button', { name }).count()).toBe(0);
}
