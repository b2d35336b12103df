// Administration: devices, what an administrator asks of a phone, and a PIN that the help desk reads
// out. The phones are real ones to the portal.
import {
  administrator,
  alice,
  dark,
  done,
  expect,
  expectAccessible,
  expectFits,
  french,
  languages,
  looksRight,
  phone,
  pinOf,
  signInAsStaff,
  test,
  visit,
  withoutJavaScript,
  type Page,
  type Portal,
} from '../support/test.ts';

const hana = { user_name: 'hana', password: 'help desk of the second floor', role: 'help-desk' as const };
const vera = { user_name: 'vera', password: 'whoever reads the trail', role: 'auditor' as const };
const IPHONE = 'Alice’s iPhone';
const PIXEL = 'Alice’s Pixel';
const HOSTILE = '<img src=x>"\'&';

/** Alice with an iPhone that is locked, a Pixel, and one with a bad name. */
async function begin(portal: Portal): Promise<void> {
  const phones = [
    { id: IPHONE, platform: 'ios' as const, app_version: '3.1.0' },
    { id: PIXEL, platform: 'android' as const, app_version: '3.1.0' },
    { id: HOSTILE, platform: 'ios' as const, app_version: '3.0.2' },
  ];
  await portal.begin({ configuration: { ios: { one_time_pin: true } }, users: [alice], staff: [hana, vera], phones });
  await portal.setUp(alice, ...phones.map(({ id }) => id));
}

/** From the list to a device. */
async function open(page: Page, device: string): Promise<string> {
  await page.goto('/admin/devices');
  await page.getByRole('link', { name: device, exact: true }).click();
  await expect(page.locator('h1')).toHaveText(device);
  return new URL(page.url()).pathname;
}

const words = {
  en: {
    lock: 'Lock', doLock: 'Lock', locked: 'The phone locks its secure apps at its next check-in.', waiting: 'Waiting', done: 'Done',
    waits: 'This command waits already', retire: 'Retire', doRetire: 'Retire this device', retiring: 'Being retired', retired: 'Retired',
    unlock: 'AppConnect Unlock', doUnlock: 'Grant AppConnect Unlock', waive: 'Waive it', needReason: 'Give a reason of 4 to 200 characters',
    giveUp: 'Stop waiting', pin: 'Issue one-time PIN', sure: 'How did you make sure who is asking?', show: 'Show the PIN', told: 'I have told it: done',
    used: 'The PIN has just been used on the device.', before: 'This form was sent before.', issued: 'One-time PIN issued', clear: 'Clear filters',
    none: 'No device matches', ios: 'One-time PINs are for iOS only.', password: 'Your password', doing: 'What you can do', present: 'Show',
    empty: 'No devices yet', newPasscode: 'New passcode created after the reset',
  },
  fr: {
    lock: 'Verrouiller', doLock: 'Verrouiller', locked: 'Le téléphone verrouille ses applis sécurisées à son prochain contact.', waiting: 'En attente', done: 'Exécutée',
    waits: 'Cette commande est déjà en attente', retire: 'Exclure', doRetire: 'Exclure ce périphérique', retiring: 'Exclusion en cours', retired: 'Exclu',
    unlock: 'Déverrouiller AppConnect', doUnlock: 'Accorder le déverrouillage', waive: 'Ne pas le demander', needReason: 'Donnez un motif de 4 à 200 caractères',
    giveUp: 'Ne plus attendre', pin: 'Émettre un code PIN à usage unique', sure: 'Comment avez-vous vérifié l’identité', show: 'Afficher le code PIN', told: 'Je l’ai communiqué',
    used: 'Le code PIN vient d’être utilisé sur le périphérique.', before: 'Ce formulaire a déjà été envoyé.', issued: 'Code PIN à usage unique émis', clear: 'Effacer les filtres',
    none: 'Aucun périphérique ne correspond', ios: 'Les codes PIN à usage unique sont réservés à iOS.', password: 'Votre mot de passe', doing: 'Ce que vous pouvez faire', present: 'Afficher',
    empty: 'Aucun périphérique pour l’instant', newPasscode: 'Nouveau code d’accès créé après la réinitialisation',
  },
};

for (const { code, locale } of languages) {
  const says = words[code];
  test.describe(`in ${code}`, () => {
    test.use({ locale });

    test('every page is accessible and looks right', async ({ page, portal, visitor }) => {
      await begin(portal);
      await signInAsStaff(page);
      const small = await visitor({ locale, ...phone, ...dark });
      await signInAsStaff(small);
      const iphone = await open(page, IPHONE);
      await portal.step('admin', 'send-appconnect-unlock', { phone: IPHONE, password: 'waived', reason: 'Known to the team lead' });
      await portal.step('help-desk:hana', 'issue-one-time-pin', { phone: IPHONE, reason: 'Came to the desk with her badge' });
      const pixel = await open(page, PIXEL);
      await portal.step('admin', 'send-retire', { phone: PIXEL });
      const pages = {
        overview: '/admin',
        devices: '/admin/devices',
        none: '/admin/devices?search=nobody',
        device: iphone,
        retiring: pixel,
        lock: `${iphone}/lock`,
        retire: `${iphone}/retire`,
        unlock: `${iphone}/appconnect-unlock`,
        'give-up': `${pixel}/give-up`,
        'one-time-pin': `${iphone}/one-time-pin`,
        'one-time-pin-not': `${pixel}/one-time-pin`,
      };
      for (const [name, path] of Object.entries(pages)) {
        await visit(page, path);
        await expectAccessible(page);
        await looksRight(page, `admin-${name}`);
        await visit(small, path);
        await expectFits(small);
        await expectAccessible(small, { schemes: 'own' });
        await looksRight(small, `admin-${name}-phone-dark`);
      }
    });

    test('the help desk reads out a PIN, and the phone gets a new passcode', async ({ page, portal }) => {
      await begin(portal);
      await portal.step(`phone:${IPHONE}`, 'lock');
      await signInAsStaff(page, hana);
      await open(page, IPHONE);
      await expect(page.getByRole('link', { name: says.retire, exact: true })).toHaveCount(0);
      await page.getByRole('link', { name: says.pin }).click();
      await page.getByLabel(says.sure).fill('Called back on the number on record');
      await page.getByRole('button', { name: says.show }).click();
      await expectAccessible(page);
      await looksRight(page, 'admin-pin');
      const pin = await pinOf(page);
      expect(pin).toMatch(/^\d{8}$/);
      await expect(page.locator('[data-left-time]')).toHaveText(/^(30:0\d|29:\d\d)$/);
      expect(await portal.step(`phone:${IPHONE}`, 'forgot', { user_name: 'alice', secret: pin })).toMatchObject({ outcome: 'reset-ready' });
      await expect(page.getByText(says.used)).toBeVisible({ timeout: 15_000 });
      await portal.step(`phone:${IPHONE}`, 'choose-after-reset', { passcode: '593026' });
      await page.getByRole('link', { name: says.told }).click();
      await expect(page.getByRole('rowheader', { name: says.newPasscode })).toBeVisible();
      const issued = page.getByRole('row').filter({ hasText: says.issued });
      await expect(issued).toContainText('hana');
      await expect(issued).toContainText('Called back on the number on record');
      await portal.step(`phone:${IPHONE}`, 'lock');
      expect(await portal.step(`phone:${IPHONE}`, 'unlock', { passcode: '593026' })).toMatchObject({ outcome: 'unlocked' });
    });

    test('Lock, AppConnect Unlock and Retire, and what the phone made of them', async ({ page, portal }) => {
      await begin(portal);
      await signInAsStaff(page);
      await open(page, IPHONE);
      await page.getByRole('link', { name: says.lock, exact: true }).click();
      await page.locator('main').getByRole('button', { name: says.doLock, exact: true }).click();
      await expect(done(page)).toContainText(says.locked);
      const command = page.getByRole('table').first().getByRole('row').nth(1);
      await expect(command).toContainText(says.waiting);
      await page.getByRole('link', { name: says.lock, exact: true }).click();
      await expect(page.locator('main')).toContainText(says.waits);
      expect(await portal.step(`phone:${IPHONE}`, 'check-in')).toMatchObject({ state: 'locked' });
      await open(page, IPHONE);
      await expect(command).toContainText(says.done);

      await page.getByRole('link', { name: says.unlock, exact: true }).click();
      await page.getByLabel(says.waive, { exact: true }).check();
      await page.getByRole('button', { name: says.doUnlock }).click();
      await expect(page.getByRole('alert')).toContainText(says.needReason);
      await expect(page.getByLabel(says.waive, { exact: true })).toBeChecked();
      await page.locator('#reason').fill('Known to the team lead');
      await page.getByRole('button', { name: says.doUnlock }).click();
      await expect(command).toContainText('Known to the team lead');
      await portal.step(`phone:${IPHONE}`, 'check-in');
      expect(await portal.step(`phone:${IPHONE}`, 'redeem-grant', { user_name: 'alice' })).toMatchObject({ outcome: 'reset-ready' });
      await portal.step(`phone:${IPHONE}`, 'choose-after-reset', { passcode: '593026' });

      await open(page, IPHONE);
      await page.getByRole('link', { name: says.retire, exact: true }).click();
      await page.getByRole('button', { name: says.doRetire }).click();
      await expect(page).toHaveURL(/\/retire$/);
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: says.doRetire }).click();
      await expect(page.locator('.badge').first()).toHaveText(says.retiring);
      expect(await portal.step(`phone:${IPHONE}`, 'check-in')).toMatchObject({ state: 'retired' });
      // The other phone hears of nothing.
      expect(await portal.step(`phone:${PIXEL}`, 'check-in')).toMatchObject({ outcome: 'checked-in', commands: [], state: 'unlocked' });
    });

    test('a PIN is shown once, and for iOS only', async ({ page, portal }) => {
      await begin(portal);
      await signInAsStaff(page, hana);
      await open(page, PIXEL);
      await expect(page.getByRole('button', { name: says.pin })).toHaveAccessibleDescription(says.ios);
      await open(page, IPHONE);
      await page.getByRole('link', { name: says.pin }).click();
      await page.getByLabel(says.sure).fill('Called back on the number on record');
      await page.getByRole('button', { name: says.show }).click();
      const pin = await pinOf(page);
      await page.reload();
      await expect(page.getByRole('alert')).toContainText(says.before);
      await expect(page.locator('[data-pin]')).toHaveCount(0);
      expect(await portal.step('admin', 'count-audit', { action: 'one_time_pin.issued' })).toMatchObject({ count: 1 });
      await portal.step(`phone:${IPHONE}`, 'lock');
      expect(await portal.step(`phone:${IPHONE}`, 'forgot', { user_name: 'alice', secret: pin })).toMatchObject({ outcome: 'reset-ready' });
    });

    test('a lost phone is not waited for any more', async ({ page, portal }) => {
      await begin(portal);
      await portal.step('admin', 'send-retire', { phone: PIXEL });
      await signInAsStaff(page);
      await open(page, PIXEL);
      await page.getByRole('link', { name: says.giveUp }).click();
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: says.giveUp }).click();
      await expect(page.locator('.badge').first()).toHaveText(says.retired);
      await expect(page.getByRole('heading', { name: says.doing })).toHaveCount(0);
    });

    test('devices are found, filtered and told apart', async ({ page, portal }) => {
      await begin(portal);
      await signInAsStaff(page, vera);
      await page.goto('/admin/devices');
      await page.locator('#search').fill('pixel');
      await page.getByRole('search').getByRole('button', { name: says.present }).click();
      await expect(page.getByRole('link', { name: PIXEL })).toBeVisible();
      await expect(page.getByRole('link', { name: IPHONE })).toHaveCount(0);
      const kept = page.url();
      await page.locator('#search').fill('nobody');
      await page.getByRole('search').getByRole('button', { name: says.present }).click();
      await expect(page.getByRole('heading', { name: says.none })).toBeVisible();
      await page.getByRole('link', { name: says.clear }).first().click();
      await expect(page.getByRole('link', { name: HOSTILE, exact: true })).toBeVisible();
      await page.goto(kept);
      await expect(page.getByRole('row')).toHaveCount(2);

      await page.getByRole('link', { name: says.clear }).first().click();
      const listed = page.locator('tbody').getByRole('rowheader');
      const only = async (filter: string, value: string, devices: string[]): Promise<void> => {
        await page.locator(filter).selectOption(value);
        await page.getByRole('search').getByRole('button', { name: says.present }).click();
        await expect(page.locator(filter)).toHaveValue(value);
        if (devices.length > 0) await expect(listed).toHaveText(devices);
        else await expect(page.getByRole('heading', { name: says.none })).toBeVisible();
        await page.getByRole('link', { name: says.clear }).first().click();
        await expect(listed).toHaveCount(3);
      };
      await page.goto('/admin/devices');
      await only('#platform', 'android', [PIXEL]);
      await portal.step('admin', 'send-retire', { phone: PIXEL });
      await only('#state', 'retiring', [PIXEL]);
      await only('#state', 'retired', []);
      await portal.clock('+25h');
      await portal.step(`phone:${IPHONE}`, 'check-in');
      await signInAsStaff(page, vera);
      await page.goto('/admin/devices');
      await only('#seen', 'within-a-day', [IPHONE]);
      await only('#seen', 'over-7-days', []);
      await page.goto('/admin/devices?seen=over-a-day');
      await expect(listed).toHaveCount(2);
      await expect(listed.filter({ hasText: IPHONE })).toHaveCount(0);

      await portal.begin({});
      await signInAsStaff(page);
      await page.goto('/admin/devices');
      await expect(page.getByRole('heading', { name: says.empty })).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test('five minutes later the password is asked again, and a wrong one does nothing', async ({ page, portal }) => {
  await begin(portal);
  await signInAsStaff(page);
  const at = await open(page, IPHONE);
  await portal.clock('+6m');
  await page.goto(`${at}/lock`);
  const says = words.en;
  await page.getByLabel(says.password).fill('not the password');
  await page.locator('main').getByRole('button', { name: says.doLock, exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page);
  expect(await portal.step('admin', 'list-commands', { phone: IPHONE })).toMatchObject({ commands: [] });
  await page.getByLabel(says.password).fill(administrator.password);
  await page.locator('main').getByRole('button', { name: says.doLock, exact: true }).click();
  await expect(done(page)).toContainText(says.locked);
});

test.describe('without JavaScript, on a phone', () => {
  test.use({ ...withoutJavaScript, ...phone, ...french });

  test('an administrator retires a device, and the help desk issues a PIN', async ({ page, portal, visitor }) => {
    const says = words.fr;
    await begin(portal);
    await signInAsStaff(page);
    await open(page, PIXEL);
    await page.getByRole('link', { name: says.retire, exact: true }).click();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: says.doRetire }).click();
    await expect(page.locator('.badge').first()).toHaveText(says.retiring);
    const desk = await visitor({ ...withoutJavaScript, ...phone, ...french });
    await signInAsStaff(desk, hana);
    const pixel = await open(desk, PIXEL);
    await desk.goto(`${pixel}/one-time-pin`);
    await expect(desk.locator('main')).toContainText('exclu');
    await open(desk, IPHONE);
    await desk.getByRole('link', { name: says.pin }).click();
    await desk.getByLabel(says.sure).fill('Rappel au numéro enregistré');
    await desk.getByRole('button', { name: says.show }).click();
    expect(await pinOf(desk)).toMatch(/^\d{8}$/);
    await looksRight(desk, 'admin-pin-phone-without-javascript');
  });
});
