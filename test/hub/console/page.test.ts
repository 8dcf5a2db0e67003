import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { BUDI, SITI, withHub } from '../with-hub.ts';
import { cardIs, openBrowser, signIn, withPage } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Recovers soon, as somebody who watches would like. */
const QUICK = { instances: { bpjs: { breaker: { probeAfterMs: 200 } } } };

test('a card turns from healthy to broken to recovered while the sandbox is switched on the page', () =>
  withHub({ config: QUICK }, ({ url, get }) =>
    withPage(browser, url, async (page) => {
      await signIn(page);
      await page.getByRole('button', { name: 'Panggil dari sini' }).click();
      await page.getByText('HTTP 200').waitFor();
      await cardIs(page, 'bpjs', 'baik');
      await page.getByRole('button', { name: 'HTTP 500' }).first().click();
      await page.getByText('bpjs diganggu').waitFor();
      for (let call = 0; call < 6; call += 1) await get(`/v1/jkn/peserta/${SITI.nik}`);
      await cardIs(page, 'bpjs', 'mati');
      await page.getByRole('button', { name: 'Pulihkan' }).first().click();
      let answered = 0;
      while (answered !== 200) answered = (await get(`/v1/jkn/peserta/${SITI.nik}`)).status;
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
