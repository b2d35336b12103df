// Self-service for somebody who has no password here: the identity provider says who it is, and says
// it again before a PIN is shown or a phone retired.
import { administrator, expect, expectAccessible, languages, looksRight, test } from '../support/test.ts';
import { IdentityProvider } from '../support/identity-provider.ts';
import type { Page } from '../support/test.ts';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Every page is looked at in both colour schemes, which takes its time.
test.slow();

const alice = { user_name: 'alice', password: 'correct horse battery' };
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

let folder: string;
let provider: IdentityProvider;

test.beforeEach(async ({ portal, request }) => {
  folder = mkdtempSync(path.join(tmpdir(), 'provider-'));
  const callback = `${portal.address}/my/sign-in/identity-provider/callback`;
  provider = await IdentityProvider.start([callback], [alice]);
  writeFileSync(path.join(folder, 'authority.pem'), provider.authority);
  const file = path.join(folder, 'provider.json');
  const settings = {
    issuer: provider.issuer,
    client_id: provider.clientId,
    client_secret: provider.clientSecret,
    public_url: portal.address,
    name: NAME,
    user_name_claim: 'preferred_username',
    certificate_authority_file: 'authority.pem',
  };
  writeFileSync(file, JSON.stringify(settings));
  chmodSync(file, 0o600);
  const given = {
    configuration: { ios: { one_time_pin: true } },
    users: [alice],
    phones: [{ id: IPHONE, platform: 'ios' as const, app_version: '3.1.0' }],
    identity_provider_file: file,
  };
  await portal.begin(given, { running: true });
  await portal.step(`phone:${IPHONE}`, 'enroll', { user_name: alice.user_name, secret: alice.password });
  await portal.step(`phone:${IPHONE}`, 'create', { passcode: '847319' });
  await portal.step(`phone:${IPHONE}`, 'lock');
  const session = await request.post('/api/admin/v1/session', { data: administrator });
  const headers = { authorization: `Bearer ${(await session.json()).token}` };
  const { users } = await (await request.get('/api/admin/v1/users', { headers })).json();
  const data = { sign_in: 'identity-provider' };
  expect((await request.put(`/api/admin/v1/users/${users[0].id}/sign-in`, { headers, data })).ok()).toBe(true);
});

test.afterEach(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true });
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

    test('the provider says who it is, and again for a PIN and to retire a phone', async ({ page, portal }) => {
      await page.goto('/my/sign-in');
      await expectAccessible(page);
      await looksRight(page, 'self-service-sign-in');
      await page.getByRole('button', { name: say.signIn }).click();
      await atProvider(page);
      await expect(page).toHaveURL(/\/my\/devices$/);
      await page.getByRole('button', { name: say.reset }).click();
      const reset = page.url();
      await expect(page.locator('input[type=password]')).toHaveCount(0);
      await expectAccessible(page);
      // Whoever only says so has not been there.
      await page.goto(`${reset}?step=confirmed`);
      await page.getByRole('button', { name: say.show }).click();
      await expect(page.getByRole('alert')).toContainText(say.refused);
      await expectAccessible(page);
      await page.goto(reset);
      await page.getByRole('button', { name: say.again }).click();
      await atProvider(page);
      await expect(page).toHaveURL(`${reset}?step=confirmed`);
      await expectAccessible(page);
      await page.getByRole('button', { name: say.show }).click();
      const pin = (await page.locator('[data-pin]').innerText()).replace(/\D/g, '');
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
      await page.getByRole('button', { name: say.again }).click();
      await atProvider(page);
      await page.getByRole('button', { name: say.retire }).click();
      await expect(page.getByText(say.retiring, { exact: true })).toBeVisible();
    });
  });
}
