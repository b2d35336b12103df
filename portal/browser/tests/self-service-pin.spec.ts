// The page of self-service that shows a one-time PIN: how long, to whom, and until when it is over.
import {
  alice,
  expect,
  expectAccessible,
  french,
  languages,
  phone,
  pinOf,
  signInAsUser,
  test,
  withoutJavaScript,
  type Page,
  type Portal,
} from '../support/test.ts';

const IPHONE = 'Alice’s iPhone';

const words = {
  en: {
    reset: 'Reset Secure Apps Passcode',
    password: 'Your account’s password',
    show: 'Show the PIN',
    five: 'The PIN is valid for 5 more minutes.',
    one: 'The PIN is valid for 1 more minute.',
    over: 'This PIN has expired.',
    again: 'Get a new PIN',
    once: 'A PIN is shown only once',
    newer: 'There is a newer PIN for this device',
    cancel: 'Cancel this PIN',
    cancelled: 'This PIN is cancelled.',
    isCancelled: 'The PIN is cancelled.',
  },
  fr: {
    reset: 'Réinitialiser le code d’accès aux applis sécurisées',
    password: 'Le mot de passe de votre compte',
    show: 'Afficher le code PIN',
    five: 'Le code PIN est encore valable 5 minutes.',
    one: 'Le code PIN est encore valable 1 minute.',
    over: 'Ce code PIN a expiré.',
    again: 'Obtenir un nouveau code PIN',
    once: 'n’est affiché qu’une fois',
    newer: 'Il y a un code PIN plus récent pour ce périphérique',
    cancel: 'Annuler ce code PIN',
    cancelled: 'Ce code PIN est annulé.',
    isCancelled: 'Le code PIN est annulé.',
  },
};

/** Alice with an iPhone that is locked. */
async function begin(portal: Portal): Promise<void> {
  const configuration = { ios: { one_time_pin: true, one_time_pin_minutes: 10 } };
  await portal.begin({ configuration, users: [alice], phones: [{ id: IPHONE, platform: 'ios', app_version: '3.1.0' }] });
  await portal.setUp(alice, IPHONE);
  await portal.step(`phone:${IPHONE}`, 'lock');
}

const forgot = (portal: Portal, secret: string) => portal.step(`phone:${IPHONE}`, 'forgot', { user_name: alice.user_name, secret });

for (const { code, ...language } of languages) {
  const say = words[code];

  /** From the form that asks for the password. */
  const issue = async (page: Page): Promise<void> => {
    await page.getByLabel(say.password).fill(alice.password);
    await page.getByRole('button', { name: say.show }).click();
    await expect(page.locator('[data-pin]')).toBeVisible();
  };

  test.describe(`a PIN on the screen, in ${code}`, () => {
    test.use(language);

    test.beforeEach(async ({ page, portal }) => {
      await begin(portal);
      await portal.shareClock(page);
      await signInAsUser(page, alice);
      await page.getByRole('link', { name: say.reset }).click();
      await issue(page);
    });

    test('says twice how long it is valid, and then goes', async ({ page }) => {
      const said = page.locator('[data-said]');
      await expect(page.getByRole('timer')).toHaveText(/^(10:00|9:5\d)$/);
      await page.clock.fastForward('04:00');
      await expect(page.getByRole('timer')).toHaveText(/^[56]:/);
      await expect(said).toBeEmpty();
      await page.clock.fastForward('01:05');
      await expect(said).toHaveText(say.five);
      await page.clock.fastForward('04:00');
      await expect(said).toHaveText(say.one);
      await page.clock.fastForward('01:00');
      await expect(page.getByText(say.over)).toBeVisible();
      await expect(page.locator('[data-pin]')).toHaveCount(0);
      await expectAccessible(page);
      await page.getByRole('link', { name: say.again }).click();
      await expect(page.getByLabel(say.password)).toBeVisible();
    });

    test('is not issued again by a reload', async ({ page, portal }) => {
      const pin = await pinOf(page);
      await page.reload();
      await expect(page.getByRole('alert')).toContainText(say.once);
      await expect(page.locator('[data-pin]')).toHaveCount(0);
      expect(await portal.step('admin', 'count-audit', { action: 'one_time_pin.issued' })).toMatchObject({ count: 1 });
      expect(await forgot(portal, pin)).toMatchObject({ outcome: 'reset-ready' });
    });

    test('goes where another page cancels it or gets a newer one', async ({ page, portal }) => {
      await portal.clock('+1s');
      await portal.step('self-service:alice', 'issue-one-time-pin', { phone: IPHONE, password: alice.password });
      await page.clock.fastForward('00:06');
      await expect(page.getByText(say.newer)).toBeVisible();
      await page.getByRole('link', { name: say.again }).click();
      await portal.clock('+1s');
      await issue(page);
      await portal.step('self-service:alice', 'cancel-one-time-pin', { phone: IPHONE, password: alice.password });
      await page.clock.fastForward('00:06');
      await expect(page.getByText(say.cancelled)).toBeVisible();
    });

    test('is cancelled, and opens nothing any more', async ({ page, portal }) => {
      const pin = await pinOf(page);
      await page.getByRole('button', { name: say.cancel }).click();
      await expect(page.getByRole('status').getByText(say.isCancelled)).toBeVisible();
      await expect(page.locator('[data-pin]')).toHaveCount(0);
      await expectAccessible(page);
      expect(await forgot(portal, pin)).toMatchObject({ outcome: 'refused' });
    });
  });
}

test('a double click shows one PIN', async ({ page, portal }) => {
  await begin(portal);
  await signInAsUser(page, alice);
  await page.getByRole('link', { name: words.en.reset }).click();
  await page.getByLabel(words.en.password).fill(alice.password);
  await page.getByRole('button', { name: words.en.show }).dblclick();
  await expect(page.locator('[data-pin]')).toBeVisible();
  expect(await portal.step('admin', 'count-audit', { action: 'one_time_pin.issued' })).toMatchObject({ count: 1 });
});

test.describe('without JavaScript, in French, on a phone', () => {
  test.use({ ...french, ...phone, ...withoutJavaScript });

  test('a PIN is shown, cancelled, and shown anew', async ({ page, portal }) => {
    const say = words.fr;
    await begin(portal);
    await signInAsUser(page, alice);
    await page.getByRole('link', { name: say.reset }).click();
    const issue = async (): Promise<string> => {
      await page.getByLabel(say.password).fill(alice.password);
      await page.getByRole('button', { name: say.show }).click();
      return pinOf(page);
    };
    const first = await issue();
    await expect(page.locator('[data-copy]')).toBeHidden();
    await expect(page.locator('[data-left]')).toBeHidden();
    await page.getByRole('button', { name: say.cancel }).click();
    await expect(page.getByText(say.isCancelled)).toBeVisible();
    const second = await issue();
    expect(await forgot(portal, first)).toMatchObject({ outcome: 'refused' });
    expect(await forgot(portal, second)).toMatchObject({ outcome: 'reset-ready' });
  });
});
