// Escrow keys in a browser: a new one, the phones that follow, and the end of a former one.
import {
  administrator,
  alice,
  expect,
  expectAccessible,
  expectFits,
  languages,
  looksRight,
  PASSCODE,
  phone,
  signInAsStaff,
  test,
  visit,
  withoutJavaScript,
  type Page,
} from '../support/test.ts';

const auditor = { user_name: 'aude', password: 'whoever reads the trail', role: 'auditor' as const };
const GIVEN = {
  users: [alice],
  staff: [auditor],
  phones: ['a', 'b'].map((id) => ({ id, platform: 'android' as const, app_version: '3.1.0' })),
};

const WORDS = {
  en: { followed: 'None of 2 active devices has followed to the current key yet.', one: '1 of 2 active devices has followed to the current key.', made: 'There is a new escrow key', again: 'needs your password again', wrong: 'That password is not right', inUse: 'Devices still rely on this key', gone: 'The key is destroyed' },
  fr: { followed: 'Aucun des périphériques actifs (2) n’est encore passé à la clé actuelle.', one: '1 périphérique actif sur 2 est passé à la clé actuelle.', made: 'Une nouvelle clé de séquestre', again: 'demande de nouveau votre mot de passe', wrong: 'Ce mot de passe n’est pas le bon', inUse: 'dépendent encore de cette clé', gone: 'La clé est détruite' },
};

async function makeKey(page: Page): Promise<void> {
  await page.goto('/admin/escrow-keys/new');
  await page.locator('form[action="/admin/escrow-keys/new"] button').click();
}

for (const { code, locale } of languages) {
  const words = WORDS[code];
  test.describe(code, () => {
    test.use({ locale });

    test('a new key is made, phones follow, and the former key is destroyed', async ({ page, portal }) => {
      await portal.begin(GIVEN);
      await portal.setUp(alice, 'a', 'b');
      await signInAsStaff(page);
      await page.locator('nav a[href="/admin/escrow-keys"]').click();
      await looksRight(page, 'escrow-keys');
      await expectAccessible(page);
      await page.locator('.head a[href="/admin/escrow-keys/new"]').click();
      await looksRight(page, 'escrow-keys-new');
      await expectAccessible(page);
      await page.locator('form[action="/admin/escrow-keys/new"] button').click();
      await expect(page.locator('.status')).toContainText(words.made);
      await expect(page.locator('label[for=followed]')).toHaveText(words.followed);

      // A phone follows at its next unlock by passcode.
      await portal.step('phone:a', 'check-in');
      await portal.step('phone:a', 'lock');
      await portal.step('phone:a', 'unlock', { passcode: PASSCODE });
      await portal.step('phone:a', 'check-in');
      await page.reload();
      await expect(page.locator('label[for=followed]')).toHaveText(words.one);
      await looksRight(page, 'escrow-keys-former');
      await expectAccessible(page);

      await page.locator('tbody a[href$="/devices"]').click();
      await expect(page.locator('tbody tr')).toHaveCount(1);
      await expect(page.locator('tbody th')).toContainText('b');
      await looksRight(page, 'escrow-keys-devices');
      await expectAccessible(page);
      await page.goBack();

      await page.locator('a[href$="/destroy"]').click();
      await looksRight(page, 'escrow-keys-destroy-losing');
      await expectAccessible(page);
      await page.locator('#accept_losing').fill('2');
      await page.locator('button.danger').click();
      await expect(page.getByRole('alert')).toContainText(words.inUse);
      await expect(page.getByRole('alert')).toBeFocused();
      await page.locator('#accept_losing').fill('1');
      await page.locator('button.danger').click();
      await expect(page.locator('.status')).toContainText(words.gone);
      await page.locator('main summary').click();
      await expect(page.locator('main details tbody tr')).toHaveCount(1);
      await looksRight(page, 'escrow-keys-destroyed');
      await expectAccessible(page);
    });

    test('who it is, is asked again after five minutes', async ({ page, portal }) => {
      await portal.begin(GIVEN);
      await signInAsStaff(page);
      await page.goto('/admin/escrow-keys/new');
      await portal.clock('+6m');
      await page.locator('form[action="/admin/escrow-keys/new"] button').click();
      await expect(page.getByRole('alert')).toContainText(words.again);
      await page.locator('#confirm_password').fill('wrong password');
      await page.locator('form[action="/admin/escrow-keys/new"] button').click();
      await expect(page.getByRole('alert')).toContainText(words.wrong);
      await expect(page.locator('#confirm_password')).toHaveValue('');
      await looksRight(page, 'escrow-keys-confirm');
      await expectAccessible(page);
      await page.locator('#confirm_password').fill(administrator.password);
      await page.locator('form[action="/admin/escrow-keys/new"] button').click();
      await expect(page.locator('.status')).toContainText(words.made);

      await page.locator('a[href$="/destroy"]').click();
      await looksRight(page, 'escrow-keys-destroy');
      await expectAccessible(page);
      await page.locator('button.danger').click();
      await expect(page.locator('.status')).toContainText(words.gone);
    });
  });
}

test('a page that is out of date makes no second key', async ({ page, portal, visitor }) => {
  await portal.begin(GIVEN);
  await signInAsStaff(page);
  await page.goto('/admin/escrow-keys/new');
  const other = await visitor();
  await signInAsStaff(other);
  await makeKey(other);
  await page.locator('form[action="/admin/escrow-keys/new"] button').click();
  await expect(page.getByRole('alert')).toContainText('Somebody else has just created a new escrow key');
  await page.goto('/admin/audit?action=escrow_key.created');
  await expect(page.locator('.trail tbody tr')).toHaveCount(1);
});

test('an auditor sees the keys and changes none', async ({ page, portal }) => {
  await portal.begin(GIVEN);
  await signInAsStaff(page);
  await makeKey(page);
  await page.context().clearCookies();
  await signInAsStaff(page, auditor);
  await page.goto('/admin/escrow-keys');
  await expect(page.locator('a[href$="/new"], a[href$="/destroy"]')).toHaveCount(0);
  expect((await page.goto('/admin/escrow-keys/new'))?.status()).toBe(403);
});

for (const { code, locale } of languages) {
  test(`on a phone, nothing lies beyond the edge: ${code}`, async ({ portal, visitor }) => {
    await portal.begin(GIVEN);
    await portal.setUp(alice, 'a', 'b');
    const page = await visitor({ ...phone, locale });
    await signInAsStaff(page);
    await makeKey(page);
    for (const name of ['escrow-keys', 'escrow-keys-devices', 'escrow-keys-destroy']) {
      await visit(page, '/admin/escrow-keys');
      const end = name.replace('escrow-keys', '').replace('-', '/');
      if (end) await page.locator(`tbody a[href$="${end}"]`).click();
      await expect(page).toHaveURL(new RegExp(`${end}$`));
      await expectFits(page);
      await looksRight(page, `${name}-phone`);
      await expectAccessible(page, { schemes: 'own' });
    }
  });
}

test.describe('without JavaScript', () => {
  test.use(withoutJavaScript);

  test('a key is made and destroyed', async ({ page, portal }) => {
    await portal.begin(GIVEN);
    await signInAsStaff(page);
    await makeKey(page);
    await expect(page.locator('.status')).toContainText(WORDS.en.made);
    await page.locator('a[href$="/destroy"]').click();
    await page.locator('button.danger').click();
    await expect(page.locator('.status')).toContainText(WORDS.en.gone);
  });
});
