// Self-service as its users meet it: back in without losing anything, in both languages, at a desk and
// on a phone. The page that shows a PIN has tests of its own.
import {
  alice,
  dark,
  expect,
  expectAccessible,
  expectFits,
  french,
  languages,
  looksRight,
  phone,
  pinOf,
  signInAsUser,
  test,
  visit,
  type Page,
  type Portal,
} from '../support/test.ts';

const bob = { ...alice, user_name: 'bob' };
const IPHONE = 'Alice’s iPhone';
const PIXEL = 'Alice’s Pixel';
const OLD = 'Old iPad';
const HOSTILE = '<img src=x>"\'&';

/** Alice with an iPhone that is locked, and bob with nothing. */
async function begin(portal: Portal, rules: Record<string, unknown> = {}, others: string[] = []): Promise<void> {
  const platforms: Record<string, { platform: 'ios' | 'android'; app_version: string }> = {
    [IPHONE]: { platform: 'ios', app_version: '3.1.0' },
    [PIXEL]: { platform: 'android', app_version: '3.1.0' },
    [OLD]: { platform: 'ios', app_version: '3.0.2' },
    [HOSTILE]: { platform: 'ios', app_version: '3.1.0' },
  };
  const phones = [IPHONE, ...others].map((id) => ({ id, ...platforms[id]! }));
  await portal.begin({ configuration: { ios: { one_time_pin: true, ...rules } }, users: [alice, bob], phones });
  await portal.setUp(alice, ...phones.map(({ id }) => id));
  await portal.step(`phone:${IPHONE}`, 'lock');
}

async function open(page: Page, device: string): Promise<void> {
  await page.goto('/my/devices');
  await page.getByRole('link', { name: device, exact: true }).click();
}

const words = {
  en: {
    devices: 'My Devices',
    off: 'Your organisation does not use one-time PINs',
    forgot: 'Forgot passcode',
    isRetired: 'This device is retired, or is being retired.',
    stateRetired: 'Retired',
    reset: 'Reset Secure Apps Passcode',
    password: 'Your account’s password',
    show: 'Show the PIN',
    copied: 'Copied',
    used: 'The PIN was used on the device just now.',
    android: 'One-time PINs are for iPhone and iPad.',
    old: 'Update Go and open it while the phone is online',
    empty: 'No device yet',
    lock: 'Lock',
    locks: 'The device locks at its next check-in.',
    retire: 'Retire this device',
    retiring: 'Being retired',
    retired: '1 retired device',
    wrong: 'That password is not right. Try again.',
    activity: 'Recent activity',
    notice: 'You got a one-time PIN',
    read: 'Mark all as read',
    change: 'Change password',
    changed: 'Your password is changed.',
    fields: ['Current password', 'New password', 'Repeat the new password'],
    unequal: 'The two passwords are not the same.',
  },
  fr: {
    devices: 'Mes périphériques',
    off: 'Votre organisation n’utilise pas de codes PIN',
    forgot: 'oublié',
    isRetired: 'Ce périphérique est exclu ou en cours d’exclusion.',
    stateRetired: 'Exclu',
    reset: 'Réinitialiser le code d’accès aux applis sécurisées',
    password: 'Le mot de passe de votre compte',
    show: 'Afficher le code PIN',
    copied: 'Copié',
    used: 'Le code PIN vient d’être utilisé sur le périphérique.',
    android: 'Les codes PIN à usage unique sont réservés à l’iPhone et à l’iPad.',
    old: 'Mettez Go à jour et ouvrez-le quand le téléphone est en ligne',
    empty: 'Aucun périphérique pour l’instant',
    lock: 'Verrouiller',
    locks: 'Le périphérique se verrouille à son prochain contact.',
    retire: 'Exclure ce périphérique',
    retiring: 'Exclusion en cours',
    retired: '1 périphérique exclu',
    wrong: 'Ce mot de passe n’est pas le bon. Réessayez.',
    activity: 'Activité récente',
    notice: 'Vous avez obtenu un code PIN à usage unique',
    read: 'Tout marquer comme lu',
    change: 'Changer le mot de passe',
    changed: 'Votre mot de passe est changé.',
    fields: ['Mot de passe actuel', 'Nouveau mot de passe', 'Confirmer le nouveau mot de passe'],
    unequal: 'Les deux mots de passe diffèrent.',
  },
};

for (const { code, ...language } of languages) {
  const say = words[code];

  test.describe(`in ${code}`, () => {
    test.use({ ...language, permissions: ['clipboard-read', 'clipboard-write'] });

    test('a forgotten passcode is reset with a PIN', async ({ page, portal }) => {
      await begin(portal);
      await signInAsUser(page, alice);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.devices);
      await expectAccessible(page);
      await page.getByRole('link', { name: say.reset }).click();
      await expectAccessible(page);
      await page.getByLabel(say.password).fill('not my password');
      await page.getByRole('button', { name: say.show }).click();
      await expect(page.getByRole('alert')).toHaveText(say.wrong);
      await expect(page.getByRole('alert')).toBeFocused();
      await page.getByLabel(say.password).fill(alice.password);
      await page.getByRole('button', { name: say.show }).click();
      const pin = await pinOf(page);
      expect(pin).toMatch(/^\d{8}$/);
      // A screen reader says digit by digit.
      await expect(page.locator('.pin')).toContainText([...pin].join(' '));
      await expectAccessible(page);
      await looksRight(page, 'self-service-pin');
      await page.locator('[data-copy-button]').click();
      await expect(page.locator('[data-copy-said]')).toHaveText(say.copied);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(pin);
      expect(page.url()).not.toContain(pin);
      const ready = await portal.step(`phone:${IPHONE}`, 'forgot', { user_name: 'alice', secret: pin });
      expect(ready.outcome).toBe('reset-ready');
      await expect(page.getByText(say.used)).toBeVisible();
      await expect(page.locator('[data-pin]')).toHaveCount(0);
      await expectAccessible(page);
    });

    test('what is not possible is said, with what else helps', async ({ page, portal }) => {
      await begin(portal, {}, [PIXEL, OLD]);
      await signInAsUser(page, alice);
      for (const [device, reason] of [[PIXEL, say.android], [OLD, say.old]] as const) {
        const card = page.getByRole('article', { name: device });
        const button = card.getByRole('button', { name: say.reset });
        await expect(button).toHaveAttribute('aria-disabled', 'true');
        await button.focus();
        await expect(button).toBeFocused();
        await expect(button).toHaveAccessibleDescription(new RegExp(reason));
        await page.keyboard.press('Enter');
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.devices);
      }
      await expectAccessible(page);
      await looksRight(page, 'self-service-devices');
      await open(page, PIXEL);
      await expect(page.getByText(say.android)).toBeVisible();
      await expectAccessible(page);
    });

    test('where PINs are not allowed, it is said, with what else helps', async ({ page, portal }) => {
      await begin(portal, { one_time_pin: false });
      await signInAsUser(page, alice);
      await expect(page.getByRole('button', { name: say.reset })).toHaveAccessibleDescription(new RegExp(`${say.off}.*Go.*${say.forgot}`));
      const path = await page.getByRole('link', { name: IPHONE, exact: true }).getAttribute('href');
      await visit(page, `${path}/reset`);
      await expect(page.getByRole('main')).toContainText(say.off);
      await expect(page.locator('input[type=password]')).toHaveCount(0);
      await expectAccessible(page);
    });

    test('a phone that is retired has no way back, and it is said why', async ({ page, portal }) => {
      await begin(portal);
      await signInAsUser(page, alice);
      const path = await page.getByRole('link', { name: IPHONE, exact: true }).getAttribute('href');
      await portal.step('admin', 'send-retire', { phone: IPHONE });
      for (const state of [say.retiring, say.stateRetired]) {
        await visit(page, path!);
        await expect(page.locator('.badge').first()).toHaveText(state);
        await expect(page.locator(`a[href^="${path}/"]`)).toHaveCount(0);
        const button = page.getByRole('button', { name: say.reset });
        await expect(button).toHaveAttribute('aria-disabled', 'true');
        await expect(button).toHaveAccessibleDescription(new RegExp(say.isRetired));
        await expectAccessible(page);
        await visit(page, `${path}/reset`);
        await expect(page.getByRole('main')).toContainText(say.isRetired);
        await expect(page.locator('input[type=password]')).toHaveCount(0);
        await expectAccessible(page);
        await portal.step(`phone:${IPHONE}`, 'check-in');
      }
    });

    test('a phone is locked, then retired', async ({ page, portal }) => {
      await begin(portal);
      await signInAsUser(page, alice);
      await open(page, IPHONE);
      await page.getByRole('link', { name: `${say.lock}…` }).click();
      await expectAccessible(page);
      await page.getByRole('button', { name: say.lock, exact: true }).click();
      await expect(page.getByText(say.locks)).toBeVisible();
      await expectAccessible(page);
      const told = await portal.step(`phone:${IPHONE}`, 'check-in');
      expect(told.commands).toEqual(['lock']);
      await page.goto(`${page.url()}/retire`);
      await expectAccessible(page);
      await page.getByLabel(say.password).fill('not my password');
      await page.getByRole('button', { name: say.retire }).click();
      await expect(page.getByRole('alert')).toHaveText(say.wrong);
      await page.getByLabel(say.password).fill(alice.password);
      await page.getByRole('button', { name: say.retire }).click();
      await expect(page.getByText(say.retiring, { exact: true })).toBeVisible();
      await expectAccessible(page);
      await portal.step(`phone:${IPHONE}`, 'check-in');
      await page.goto('/my/devices');
      await expect(page.getByText(say.retired)).toBeVisible();
      await expect(page.getByRole('heading', { name: say.empty })).toBeVisible();
      await expectAccessible(page);
    });

    test('activity is read, and the password changed', async ({ page, portal }) => {
      await begin(portal);
      await portal.step('self-service:alice', 'issue-one-time-pin', { phone: IPHONE, password: alice.password });
      await signInAsUser(page, alice);
      await page.getByRole('navigation').getByRole('link', { name: say.activity }).click();
      await expect(page.getByText(say.notice)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: say.read }).click();
      await expect(page.getByRole('button', { name: say.read })).toHaveCount(0);
      await page.goto('/my/account');
      await expectAccessible(page);
      await page.goto('/my/account/password');
      const fields = say.fields.map((name) => page.getByLabel(name, { exact: true }));
      const type = async (...typed: string[]): Promise<void> => {
        for (const [index, field] of fields.entries()) await field.fill(typed[index]!);
        await page.getByRole('button', { name: say.change }).click();
      };
      await type(alice.password, 'a new password', 'an other password');
      await expect(page.getByRole('alert')).toContainText(say.unequal);
      await expectAccessible(page);
      await type(alice.password, 'a new password', 'a new password');
      await expect(page.getByRole('status').getByText(say.changed)).toBeVisible();
      await page.context().clearCookies();
      await signInAsUser(page, { ...alice, password: 'a new password' });
    });

    test('who has no device is told how to begin', async ({ page, portal }) => {
      await begin(portal);
      await signInAsUser(page, bob);
      await expect(page.getByRole('heading', { name: say.empty })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe('on a phone, by night', () => {
  test.use({ ...french, ...phone, ...dark });

  test('every page fits, with hostile names too', async ({ page, portal }) => {
    await begin(portal, { one_time_pin_digits: 12 }, [PIXEL, HOSTILE]);
    await signInAsUser(page, alice);
    await expect(page.getByRole('heading', { name: HOSTILE })).toBeVisible();
    await page.goto('/my/devices');
    const device = new URL((await page.getByRole('link', { name: IPHONE, exact: true }).getAttribute('href'))!, page.url()).pathname;
    for (const path of ['/my/devices', device, `${device}/reset`, `${device}/lock`, `${device}/retire`, '/my/activity', '/my/account', '/my/account/password']) {
      await visit(page, path);
      await expectFits(page);
      await expectAccessible(page, { schemes: 'own' });
    }
    await page.goto(`${device}/reset`);
    await page.getByLabel(words.fr.password).fill(alice.password);
    await page.getByRole('button', { name: words.fr.show }).click();
    await expect(page.locator('[data-pin]')).toBeVisible();
    await page.setViewportSize({ width: 320, height: 800 });
    await expectFits(page);
    await expectAccessible(page, { schemes: 'own' });
    await looksRight(page, 'self-service-pin-phone-dark');
  });
});
