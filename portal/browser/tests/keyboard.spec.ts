// The most important tasks without a pointer: everything is reached with Tab and done with Enter.
import { administrator, alice, done, expect, languages, pinOf, test, type Page } from '../support/test.ts';
import type { Locator } from '@playwright/test';

const IPHONE = 'Alice’s iPhone';

const words = {
  en: { skip: 'Skip to content', reset: 'Reset Secure Apps Passcode', show: 'Show the PIN', copied: 'Copied', lock: 'Lock', staying: 'Are you still there?' },
  fr: { skip: 'Aller au contenu', reset: 'Réinitialiser le code d’accès aux applis sécurisées', show: 'Afficher le code PIN', copied: 'Copié', lock: 'Verrouiller', staying: 'Êtes-vous toujours là ?' },
};

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(wanted, 'reached with Tab').toBeFocused();
}

async function press(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

for (const { code, ...language } of languages) {
  const say = words[code];

  test.describe(`with the keyboard only, in ${code}`, () => {
    test.use({ ...language, permissions: ['clipboard-read', 'clipboard-write'] });

    test.beforeEach(async ({ portal }) => {
      const phones = [{ id: IPHONE, platform: 'ios' as const, app_version: '3.1.0' }];
      await portal.begin({ configuration: { ios: { one_time_pin: true } }, users: [alice], phones });
      await portal.setUp(alice, IPHONE);
    });

    test('past what every page begins with, in, and a PIN that is copied', async ({ page }) => {
      await page.goto('/my/sign-in');
      await press(page, page.getByRole('link', { name: say.skip }));
      await expect(page.getByRole('main')).toBeFocused();
      await tabTo(page, page.locator('#user_name'));
      await page.keyboard.type(alice.user_name);
      await page.keyboard.press('Tab');
      await expect(page.locator('#password')).toBeFocused();
      await page.keyboard.type(alice.password);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/my/devices');
      await press(page, page.getByRole('link', { name: say.reset }));
      await expect(page).toHaveURL(/\/reset$/);
      await tabTo(page, page.locator('#password'));
      await page.keyboard.type(alice.password);
      await press(page, page.getByRole('button', { name: say.show }));
      await expect(page.locator('[data-pin]')).toBeVisible();
      await press(page, page.locator('[data-copy-button]'));
      await expect(page.locator('[data-copy-said]')).toHaveText(say.copied);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await pinOf(page));
    });

    test('an administrator locks a phone', async ({ page, portal }) => {
      await page.goto('/admin/sign-in');
      await tabTo(page, page.locator('#user_name'));
      await page.keyboard.type(administrator.user_name);
      await page.keyboard.press('Tab');
      await page.keyboard.type(administrator.password);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/admin');
      await press(page, page.getByRole('navigation').locator('a[href="/admin/devices"]'));
      await press(page, page.getByRole('link', { name: IPHONE, exact: true }));
      await press(page, page.getByRole('link', { name: say.lock, exact: true }));
      await press(page, page.getByRole('main').getByRole('button', { name: say.lock, exact: true }));
      await expect(done(page)).toBeVisible();
      expect(await portal.step(`phone:${IPHONE}`, 'check-in')).toMatchObject({ commands: ['lock'] });
    });

    test('Escape closes the warning before a session ends', async ({ page, portal }) => {
      await portal.shareClock(page);
      await page.goto('/my/sign-in');
      await page.locator('#user_name').fill(alice.user_name);
      await page.locator('#password').fill(alice.password);
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/my/devices');
      await page.clock.fastForward('13:05');
      const warning = page.getByRole('dialog', { name: say.staying });
      await expect(warning).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(warning).toBeHidden();
      // Whoever closed it can go on with the page.
      await page.clock.runFor(3_000);
      await expect(warning).toBeHidden();
    });
  });
}
