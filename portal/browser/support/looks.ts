// Pictures of pages for people to look at. Nothing is compared: what a page says is for other tests.
import type { Page } from '@playwright/test';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '..');

/** Keeps a picture of the whole page as `looks/LANGUAGE/NAME.png`, ignored by git. */
export async function looksRight(page: Page, name: string): Promise<void> {
  await picture(page, path.join(FOLDER, 'looks'), name);
}

/** Keeps a picture for the docs, in the folder that scripts/screenshots names: in a window as high as the page,
 * or of the top of one that is very long. */
export async function docsPicture(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...before, height: Math.min(height, 1200) });
  await picture(page, process.env.SCREENSHOTS ?? path.join(FOLDER, 'results', 'screenshots'), name, false);
  // The next page may be shorter.
  await page.setViewportSize(before);
}

async function picture(page: Page, folder: string, name: string, fullPage = true): Promise<void> {
  const language = await page.evaluate(() => navigator.language);
  await page.screenshot({
    path: path.join(folder, language.slice(0, 2), `${name}.png`),
    fullPage,
    animations: 'disabled',
    caret: 'hide',
  });
}
