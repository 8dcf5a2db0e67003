import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Not committed: for people to look at. */
const SHOTS = fileURLToPath(new URL('../../screenshots', import.meta.url));
const SIZES = [
  { width: 390, height: 844 },
  { width: 1920, height: 1080 },
];
const SCHEMES = ['light', 'dark'] as const;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const GRAVE = ['serious', 'critical'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * Takes a picture of what the page shows, in both themes, as wide as a phone and as a wall; resolves to what is wrong
 * with it: serious and critical violations of WCAG 2.2 AA, and a phone's screen that scrolls sideways.
 */
export async function lookAt(page: Page, name: string): Promise<readonly string[]> {
  mkdirSync(SHOTS, { recursive: true });
  const wrong: string[] = [];
  for (const size of SIZES)
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const shot = `${name}-${colorScheme}-${size.width}`;
      await page.screenshot({ path: join(SHOTS, `${shot}.png`), fullPage: true });
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth + 1');
      if (wide) wrong.push(`${shot}: scrolls sideways`);
      // two of the four have each width and each theme once
      if (size.width < 1000 !== (colorScheme === 'light')) continue;
      for (const { id, nodes } of await violations(page)) wrong.push(`${shot}: ${id}: ${nodes[0]?.html.slice(0, 160)}`);
    }
  return wrong;
}

/** The script comes in by the browser's own door: the page's policy lets no stranger's script in. */
async function violations(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(`globalThis.axe || (() => { ${axe} })()`);
  const found = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(RULES)} }).then((done) => done.violations)`);
  return (found as readonly Violation[]).filter(({ impact }) => GRAVE.includes(impact));
}
