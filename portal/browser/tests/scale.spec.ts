// The long lists where there are 100,000 devices and 1,000,000 lines of the audit trail. What they hold
// and that one page leads to the next; how long they take, benchmarks say.
import { expect, expectAccessible, test, type Page } from '../support/test.ts';
import { signInAsStaff } from '../support/staff.ts';

const rows = (page: Page) => page.locator('main tbody tr');
const next = (page: Page) => page.locator('a[rel=next]').click();
const previous = (page: Page) => page.locator('a[rel=prev]').click();
const texts = async (page: Page) => rows(page).locator('th').allTextContents();

test('lists of a large organisation', { tag: '@scale' }, async ({ page, portal }) => {
  test.setTimeout(300_000);
  await portal.begin();
  await portal.fill({ devices: 100_000, audit_lines: 1_000_000 });
  await signInAsStaff(page);

  await test.step('Audit Trails', async () => {
    await page.goto('/admin/audit');
    await expect(rows(page)).toHaveCount(50);
    await expect(page.locator('a[href="/admin/audit/1000000"]')).toBeVisible();
    const first = await texts(page);
    await next(page);
    await expect(page.locator('a[href="/admin/audit/999950"]')).toHaveCount(1);
    await previous(page);
    expect(await texts(page)).toEqual(first);
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
      await page.goto(path);
      const first = await texts(page);
      expect(first.length).toBeGreaterThan(10);
      await next(page);
      const second = await texts(page);
      expect(second.filter((text) => first.includes(text))).toEqual([]);
      await previous(page);
      expect(await texts(page)).toEqual(first);
    });
  }
});
