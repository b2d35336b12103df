// Self-service for somebody who has no password here: the identity provider says who it is, and says
// it again before a PIN is shown or a phone retired.
import {
  administration,
  alice,
  expect,
  expectAccessible,
  languages,
  looksRight,
  pinOf,
  test as base,
  type Page,
} from '../support/test.ts';
import { IdentityProvider } from '../support/identity-provider.ts';

const IPHONE = 'Alice’s iPhone';
const NAME = 'Contoso';

const words = {
  en: {
    signIn: `Sign in with ${NAME}`,
    again: `Sign in again with ${NAME}`,
    reset: 'Reset Secure Apps Passcode',
    show: 'Show the PIN',
    refused: 'a new sign-in',
    retire: 'Retire this device',
    retiring: 'Being retired',
    elsewhere: `You sign in with ${NAME}. Change your password there.`,
  },
  fr: {
    signIn: `Se connecter avec ${NAME}`,
    again: `Se reconnecter avec ${NAME}`,
    reset: 'Réinitialiser le code d’accès aux applis sécurisées',
    show: 'Afficher le code PIN',
    refused: 'une nouvelle connexion',
    retire: 'Exclure ce périphérique',
    retiring: 'Exclusion en cours',
    elsewhere: `Vous vous connectez avec ${NAME}. Changez-y votre mot de passe.`,
  },
};

const test = base.extend<{ provider: IdentityProvider }>({
  /** The one of Contoso, through which alice signs in. Her iPhone is locked. */
  provider: async ({ file, portal, request }, use) => {
    const callback = `${portal.address}/my/sign-in/identity-provider/callback`;
    const provider = await IdentityProvider.start([callback], [alice]);
    await file('authority.pem', provider.authority);
    const settings = {
      issuer: provider.issuer,
      client_id: provider.clientId,
      client_secret: provider.clientSecret,
      public_url: portal.address,
      name: NAME,
      user_name_claim: 'preferred_username',
      certificate_authority_file: 'authority.pem',
    };
    const given = {
      configuration: { ios: { one_time_pin: true } },
      users: [alice],
      phones: [{ id: IPHONE, platform: 'ios' as const, app_version: '3.1.0' }],
      identity_provider_file: await file('provider.json', JSON.stringify(settings)),
    };
    await portal.begin(given, { running: true });
    await portal.setUp(alice, IPHONE);
    await portal.step(`phone:${IPHONE}`, 'lock');
    const ask = await administration(request);
    const { users } = await ask('GET', '/users');
    await ask('PUT', `/users/${users[0].id}/sign-in`, { sign_in: 'identity-provider' });
    await use(provider);
    await provider.stop();
  },
});

async function atProvider(page: Page): Promise<void> {
  await page.getByLabel('Login').fill(alice.user_name);
  await page.getByLabel('Secret').fill(alice.password);
  await page.getByRole('button', { name: 'Continue' }).click();
}

for (const { code, ...language } of languages) {
  const say = words[code];

  test.describe(`in ${code}`, () => {
    test.use(language);

    test('the provider says who it is, and again for a PIN and to retire a phone', async ({ page, portal, provider }) => {
      await page.goto('/my/sign-in');
      await expectAccessible(page);
      await looksRight(page, 'self-service-sign-in');
      await page.getByRole('link', { name: say.signIn }).click();
      await atProvider(page);
      await expect(page).toHaveURL(/\/my\/devices$/);
      await page.getByRole('link', { name: say.reset }).click();
      const reset = page.url();
      await expect(page.locator('input[type=password]')).toHaveCount(0);
      await expectAccessible(page);
      // Whoever only says so has not been there.
      await page.goto(`${reset}?step=confirmed`);
      await page.getByRole('button', { name: say.show }).click();
      await expect(page.getByRole('alert')).toContainText(say.refused);
      await expectAccessible(page);
      await page.goto(reset);
      await page.getByRole('link', { name: say.again }).click();
      await atProvider(page);
      await expect(page).toHaveURL(`${reset}?step=confirmed`);
      await expectAccessible(page);
      await page.getByRole('button', { name: say.show }).click();
      const pin = await pinOf(page);
      // A reload has no confirmation left, and leaves the PIN as it is.
      await page.reload();
      await expect(page.locator('[data-pin]')).toHaveCount(0);
      const ready = await portal.step(`phone:${IPHONE}`, 'forgot', { user_name: 'alice', secret: pin });
      expect(ready.outcome).toBe('reset-ready');

      await page.goto('/my/account/password');
      await expect(page.getByText(say.elsewhere)).toBeVisible();
      await expectAccessible(page);

      await portal.clock('+6m');
      await provider.clock(6 * 60_000);
      await page.goto(reset.replace(/reset$/, 'retire'));
      await expect(page.getByRole('button', { name: say.retire })).toHaveCount(0);
      await expectAccessible(page);
      await page.getByRole('link', { name: say.again }).click();
      await atProvider(page);
      await page.getByRole('button', { name: say.retire }).click();
      await expect(page.getByText(say.retiring, { exact: true })).toBeVisible();
    });
  });
}
