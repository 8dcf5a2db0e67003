import { existsSync } from 'node:fs';
import { expect } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian and others put it; `CHROMIUM` names another. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** Throws an Error that says what to install. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, ...PLACES].find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined)
    throw new Error('the console is tested in Chromium: apt-get install chromium, or name one by CHROMIUM=/path');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** A page of its own, with a session of its own; fails when it asks for anything beyond the hub, or complains. */
export async function withPage(browser: Browser, url: string, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ baseURL: url, locale: 'id-ID', timezoneId: 'Asia/Jakarta' });
  context.setDefaultTimeout(90_000); // less than a test may take, so that it is this that speaks
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // an answer that is a problem is told by the page, and by the browser as well
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:'))
      complaints.push(`asked ${request.url()}`);
  });
  try {
    await use(page);
  } finally {
    await context.close();
  }
  expect(complaints).toEqual([]);
}

/** As somebody who tries it out, whose name and password are filled in; or as another. */
export async function signIn(page: Page, other?: { readonly name: string; readonly password: string }): Promise<void> {
  await page.goto('/console');
  if (other) {
    await page.getByLabel('Nama').fill(other.name);
    await page.getByLabel('Kata sandi').fill(other.password);
  }
  await page.getByRole('button', { name: 'Masuk' }).click();
  await page.getByRole('heading', { name: 'Ringkasan' }).waitFor();
}

/** Waits until the card says so. */
export async function cardIs(page: Page, instance: string, keadaan: string): Promise<void> {
  await page.locator(`[data-instansi="${instance}"][data-keadaan="${keadaan}"]`).waitFor();
}
