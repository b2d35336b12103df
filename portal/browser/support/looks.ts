// Pictures of pages for people to look at. Nothing is compared: what a page says is for other tests.
import type { Page } from '@playwright/test';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, '..');

/** Keeps a picture of the whole page as `looks/LANGUAGE/NAME.png`, ignored by git. */
export async function looksRight(page: Page, name: string): Promise<void> {
  await picture(page, path.join(FOLDER, 'looks'), name);
}

/** Keeps a picture for the docs, in the folder that scripts/screenshots names. */
export async function docsPicture(page: Page, name: string): Promise<void> {
  await picture(page, process.env.SCREENSHOTS ?? path.join(FOLDER, 'results', 'screenshots'), name, 1200);
}

async function picture(page: Page, folder: string, name: string, most = Infinity): Promise<void> {
  const language = await page.evaluate(() => navigator.language);
  await page.screenshot({
    path: path.join(folder, language.slice(0, 2), `${name}.png`),
    fullPage: true,
    ...(await cut(page, most)),
    animations: 'disabled',
    caret: 'hide',
  });
}

/** The top of a page that is longer than that. */
async function cut(page: Page, most: number): Promise<{ clip?: { x: number; y: number; width: number; height: number } }> {
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }));
  return height > most ? { clip: { x: 0, y: 0, width, height: most } } : {};
}
