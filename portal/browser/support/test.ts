// What every test of a page imports: `test` with the portal, more visitors, and an eye on what the
// browser complains about, `expect`, and the checks that every page has to pass.
import { test as base, type BrowserContextOptions, type Page } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Portal } from './portal.ts';
import { Simulator } from './simulator.ts';
import { Watch } from './watch.ts';

export { expect, type Page } from '@playwright/test';
export { expectAccessible } from './accessible.ts';
export { administration } from './administration.ts';
export { docsPicture, looksRight } from './looks.ts';
export * from './pages.ts';
export * from './people.ts';
export { PASSCODE, type Given, type Portal } from './portal.ts';
export * from './visitors.ts';

interface OfATest {
  /** The portal behind `baseURL`: `await portal.begin({…})` first. */
  portal: Portal;
  /** A page in a browser of its own, with other cookies, and other settings if wanted. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>;
  /** Writes a file that nobody else may read, and answers its path; the names of a test are beside each other. */
  file: (name: string, text: string) => Promise<string>;
  /** What the browser complained about. What is still there at the end fails the test. */
  watch: Watch;
}

interface OfAWorker {
  simulator: Simulator;
}

export const test = base.extend<OfATest, OfAWorker>({
  simulator: [
    async ({}, use) => {
      const simulator = await Simulator.start();
      await use(simulator);
      await simulator.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ simulator }, use) => use(simulator.address),
  portal: async ({ simulator }, use) => use(new Portal(simulator)),
  file: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'settings-'));
    await use(async (name, text) => {
      const file = path.join(folder, name);
      await writeFile(file, text, { mode: 0o600 });
      return file;
    });
    await rm(folder, { recursive: true });
  },
  watch: [
    async ({ context }, use) => {
      const watch = new Watch();
      watch.over(context);
      await use(watch);
      expectNoConsoleErrors(watch);
    },
    { auto: true },
  ],
  visitor: async ({ browser, watch }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watch.over(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/** Done by itself at the end of every test; a test may ask earlier, at a place that tells more. */
export function expectNoConsoleErrors(watch: Watch): void {
  base.expect(watch.take(), 'what the browser complained about').toEqual([]);
}
