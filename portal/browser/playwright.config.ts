// How the tests in a browser run: two at a time, once, on Debian's chromium. What a failed test leaves
// behind is in results/ (`playwright show-trace FILE`).
import { defineConfig } from '@playwright/test';

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results/failures',
  preserveOutput: 'failures-only',
  reporter: 'list',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: process.env.CI === 'true',
  // The longest takes twenty seconds, and the machine may have other things to do.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    // The sandbox of chromium does not start as root.
    launchOptions: { executablePath: process.env.BROWSER, chromiumSandbox: !isRoot },
    // The portal made its own certificate a moment ago.
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
});
