// What a machine can tell about accessibility: WCAG 2.2 AA and axe's best practices, the whole page, by
// day and by night. Nothing is excepted. axe runs in the page: not where JavaScript is off.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every violation, in the page's own colours and in the other scheme's. */
export async function expectAccessible(page: Page): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const own = isDark ? 'dark' : 'light';
  const other = isDark ? 'light' : 'dark';
  await expectAccessibleIn(page, own);
  await page.emulateMedia({ colorScheme: other });
  await expectAccessibleIn(page, other);
  await page.emulateMedia({ colorScheme: own });
}

async function expectAccessibleIn(page: Page, scheme: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }));
  expect(told, `accessibility of ${page.url()} in ${scheme} colours`).toEqual([]);
}
