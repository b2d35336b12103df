// The long lists where there are 100,000 devices and 1,000,000 lines of the audit trail. What they hold
// and that one page leads to the next; how long they take, benchmarks say.
import { expect, expectAccessible, signInAsStaff, test, visit, type Page } from '../support/test.ts';

const rows = (page: Page) => page.locator('main tbody tr');
const next = (page: Page) => page.locator('a[rel=next]').click();
const previous = (page: Page) => page.locator('a[rel=prev]').click();
const names = (page: Page) => rows(page).locator('th');
/** What stands in the first column of a whole page. */
const texts = async (page: Page) => {
  await expect(rows(page)).toHaveCount(50);
  return names(page).allTextContents();
};

test('lists of a large organisation', { tag: '@scale' }, async ({ page, portal }) => {
  test.setTimeout(300_000);
  await portal.begin();
  await portal.fill({ devices: 100_000, audit_lines: 1_000_000 });
  await signInAsStaff(page);

  await test.step('Audit Trails', async () => {
    await page.goto('/admin/audit');
    await expect(page.locator('a[href="/admin/audit/1000000"]')).toBeVisible();
    const first = await texts(page);
    await next(page);
    await expect(page.locator('a[href="/admin/audit/999950"]')).toHaveCount(1);
    await previous(page);
    await expect(names(page)).toHaveText(first);
    await expectAccessible(page);

    // Every tenth line is a refusal; a user has one in 5,000 lines.
    await page.goto('/admin/audit?reason=password.wrong');
    await expect(page.locator('a[href="/admin/audit/999991"]')).toBeVisible();
    await page.goto('/admin/audit?action=portal.');
    await expect(rows(page)).toHaveCount(1);
    await page.goto('/admin/audit?device=device-770');
    await expect(rows(page)).toHaveCount(10);
    await page.goto('/admin/audit?from=1970-01-05&to=1970-01-05');
    await expect(page.locator('a[href="/admin/audit/431999"]')).toBeVisible();
    await page.goto('/admin/audit/export?action=session.');
    await expect(page.locator('dl.facts')).toContainText('more than 100,000 entries');
  });

  for (const path of ['/admin/devices', '/admin/users']) {
    await test.step(path, async () => {
      await visit(page, path);
      const first = await texts(page);
      await next(page);
      await expect(page).not.toHaveURL(new RegExp(`${path}$`));
      await expect(names(page).first()).not.toHaveText(first[0]!);
      const second = await texts(page);
      expect(second.filter((text) => first.includes(text))).toEqual([]);
      await previous(page);
      await expect(names(page)).toHaveText(first);
    });
  }
});
