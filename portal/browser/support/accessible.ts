// What a machine can tell about accessibility: WCAG 2.2 AA and axe's best practices, the whole page, by
// day and by night. Nothing is excepted. axe runs in the page: not where JavaScript is off.
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules that look at colours. */
const COLOURS = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };

/** Which colours are looked at: the page's own, or the other scheme's too. */
interface Colours {
  schemes?: 'own' | 'both';
}

/** No violation in the page's own colours, and none of colours in the other scheme's. */
export async function expectAccessible(page: Page, { schemes = 'both' }: Colours = {}): Promise<void> {
  await page.evaluate(AXE);
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const own = isDark ? 'dark' : 'light';
  const other = isDark ? 'light' : 'dark';
  await expectNoViolation(page, own, ALL);
  if (schemes === 'own') return;
  await page.emulateMedia({ colorScheme: other });
  await expectNoViolation(page, other, COLOURS);
  await page.emulateMedia({ colorScheme: own });
}

async function expectNoViolation(page: Page, scheme: string, runOnly: RunOptions['runOnly']): Promise<void> {
  const results = await page.evaluate(run, { runOnly, resultTypes: ['violations'] } satisfies RunOptions);
  const applied = results.passes.length + results.violations.length;
  expect(applied, `rules that axe could apply to ${page.url()}`).toBeGreaterThan(0);
  const told = results.violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }));
  expect(told, `accessibility of ${page.url()} in ${scheme} colours`).toEqual([]);
}

/** Runs in the page. */
function run(options: RunOptions): Promise<AxeResults> {
  return (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, options);
}
