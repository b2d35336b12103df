// What tests do with every page, and look for on many of them.
import { expect, type Locator, type Page } from '@playwright/test';

/** Goes to a page that has to be there: whoever is on an error page, or at the sign-in, has not seen it. */
export async function visit(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  expect(page.url(), 'where it led').toBe(new URL(path, page.url()).href);
}

/** Nothing lies beyond the edge: nobody has to push the page sideways. */
export async function expectFits(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond, `pixels of ${page.url()} beyond the edge`).toBeLessThanOrEqual(0);
}

/** The digits of the one-time PIN that a page shows. */
export async function pinOf(page: Page): Promise<string> {
  const shown = await page.locator('[data-pin]').innerText();
  return shown.replace(/\D/g, '');
}

/** What a page says was done. */
export function done(page: Page): Locator {
  return page.locator('.status .note.good');
}
