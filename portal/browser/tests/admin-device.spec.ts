// The page of a device: which rule comes from where, what became of a command, and an AppConnect Unlock
// for which the phone asks the password.
import { administration, alice, expect, expectAccessible, languages, signInAsStaff, test, type Page } from '../support/test.ts';

const IPHONE = 'Alice’s iPhone';
const PHONES = [{ id: IPHONE, platform: 'ios' as const, app_version: '3.1.0' }];

const words = {
  en: {
    because: 'Because the user is in Board',
    from: 'This configuration',
    isDefault: 'Default: 6 characters',
    asDefault: 'Same as the default',
    length: 'Minimum length',
    differ: '1 different from the default',
    unlock: 'AppConnect Unlock',
    grant: 'Grant AppConnect Unlock',
    asked: 'Ask for it on the phone',
    asks: 'asks for the account’s password',
    waiting: 'Waiting',
    untold: 'the phone has not checked in since',
    told: 'phone told',
    done: 'Done',
  },
  fr: {
    because: 'Parce que l’utilisateur fait partie de Board',
    from: 'Cette configuration',
    isDefault: 'Par défaut : 6 caractères',
    asDefault: 'Comme par défaut',
    length: 'Longueur minimale',
    differ: '1 diffère de la configuration par défaut',
    unlock: 'Déverrouiller AppConnect',
    grant: 'Accorder le déverrouillage AppConnect',
    asked: 'Le demander sur le téléphone',
    asks: 'demande le mot de passe du compte',
    waiting: 'En attente',
    untold: 'le téléphone n’a pas repris contact depuis',
    told: 'transmise au téléphone le',
    done: 'Exécutée',
  },
};

async function open(page: Page): Promise<void> {
  await page.goto('/admin/devices');
  await page.getByRole('link', { name: IPHONE, exact: true }).click();
  await expect(page.locator('h1')).toHaveText(IPHONE);
}

for (const { code, locale } of languages) {
  const says = words[code];

  test.describe(`in ${code}`, () => {
    test.use({ locale });

    test('which rule comes from the configuration, and which is a default', async ({ page, portal, request }) => {
      await portal.begin({ users: [alice], phones: PHONES });
      await portal.setUp(alice, IPHONE);
      const ask = await administration(request);
      const { users } = await ask('GET', '/users');
      const group = await ask('POST', '/groups', { name: 'Board' });
      await ask('POST', `/groups/${group.id}/members`, { put_in: [users[0].id] });
      const made = await ask('POST', '/configurations', { name: 'For the board', platform: 'ios', rules: { minimum_length: 8 } });
      await ask('PUT', `/configurations/${made.id}/groups`, { groups: [group.id] });

      await signInAsStaff(page);
      await open(page);
      await expect(page.getByRole('link', { name: 'For the board' }).first()).toHaveAttribute('href', `/admin/configurations/${made.id}`);
      await expect(page.getByRole('main')).toContainText(says.because);
      const rules = page.locator('details.rules');
      await expect(rules.locator('summary')).toContainText(says.differ);
      await rules.locator('summary').click();
      const length = rules.getByRole('row').filter({ has: page.getByRole('rowheader', { name: says.length }) });
      await expect(length).toContainText(says.from);
      await expect(length).toContainText(says.isDefault);
      await expect(rules.getByRole('row').filter({ hasText: says.from })).toHaveCount(1);
      const all = (await rules.locator('tbody').getByRole('row').count()) - 1;
      await expect(rules.getByRole('row').filter({ hasText: says.asDefault })).toHaveCount(all);
      await expectAccessible(page);
    });

    test('an AppConnect Unlock with the password, from waiting to done', async ({ page, portal }) => {
      await portal.begin({ users: [alice], phones: PHONES });
      await portal.setUp(alice, IPHONE);
      await signInAsStaff(page);
      await open(page);
      await page.getByRole('link', { name: says.unlock, exact: true }).click();
      await expect(page.getByLabel(says.asked, { exact: true })).toBeChecked();
      await page.getByRole('button', { name: says.grant }).click();
      const command = page.getByRole('table').first().getByRole('row').nth(1);
      await expect(command).toContainText(says.asks);
      await expect(command).toContainText(says.waiting);
      await expect(command).toContainText(says.untold);

      // The portal has told it; whether the phone has heard, it cannot know yet.
      await portal.fault(IPHONE, 'answer-lost');
      expect(await portal.step(`phone:${IPHONE}`, 'check-in')).toMatchObject({ error: 'portal.timed_out' });
      await page.reload();
      await expect(command).toContainText(says.waiting);
      await expect(command).toContainText(says.told);
      await expect(command).not.toContainText(says.untold);
      await portal.fault(IPHONE, 'none');
      expect(await portal.step(`phone:${IPHONE}`, 'check-in')).toMatchObject({ commands: ['appconnect-unlock'] });
      await page.reload();
      await expect(command).toContainText(says.done);

      await portal.step(`phone:${IPHONE}`, 'lock');
      const redeem = (secret: object) => portal.step(`phone:${IPHONE}`, 'redeem-grant', { user_name: alice.user_name, ...secret });
      expect(await redeem({ password: 'not the password' })).toMatchObject({ outcome: 'refused' });
      expect(await redeem({ password: alice.password })).toMatchObject({ outcome: 'reset-ready' });
      expect(await portal.step(`phone:${IPHONE}`, 'choose-after-reset', { passcode: '593026' })).toMatchObject({ outcome: 'reset' });
      await page.reload();
      await expect(command).toContainText(says.done);
      await expectAccessible(page);
    });
  });
}
