// The first set-up: whoever holds the link that the portal printed makes the first administrator, once.
import { alice, expect, expectAccessible, languages, looksRight, test, withoutJavaScript, type Page } from '../support/test.ts';
import { firstStart } from '../support/first-start.ts';

const { password } = alice;

const words = {
  en: {
    setUp: 'Set up the portal',
    taken: 'Taken from the link.',
    make: 'Create the administrator',
    made: 'The administrator’s account is created.',
    done: 'The portal is set up',
    code: 'Set-up code',
    passwords: ['Password', 'Repeat the password'],
    invalid: 'This set-up link is not valid',
    other: 'Français',
    differ: 'The two passwords are not the same',
  },
  fr: {
    setUp: 'Mettre le portail en service',
    taken: 'Repris du lien.',
    make: 'Créer l’administrateur',
    made: 'Le compte de l’administrateur est créé.',
    done: 'Le portail est en service',
    code: 'Code de mise en service',
    passwords: ['Mot de passe', 'Confirmer le mot de passe'],
    invalid: 'lien de mise en service',
    other: 'English',
    differ: 'Les deux mots de passe diffèrent',
  },
};

const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true });
const h1 = (page: Page) => page.getByRole('heading', { level: 1 });

for (const { code, ...language } of languages) {
  const w = words[code];

  test.describe(`in ${code}`, () => {
    test.use(language);

    test('the portal is set up by the link that it printed, once', async ({ page, visitor }) => {
      const portal = await firstStart();
      try {
        await page.goto(`${portal.address}/set-up#${portal.token}`);
        await expect(h1(page)).toHaveText(w.setUp);
        await expect(page.getByText(w.taken)).toBeVisible();
        await expect(page).toHaveURL(`${portal.address}/set-up`);
        await expectAccessible(page);
        await looksRight(page, 'set-up');
        // Another language, and the link is not lost.
        await page.getByRole('button', { name: w.other }).click();
        await expect(page).toHaveURL(`${portal.address}/set-up`);
        expect(await page.locator('#token').inputValue()).toBe(portal.token);
        await page.locator('form.language button').click();
        await expect(h1(page)).toHaveText(w.setUp);
        await page.locator('#user_name').fill('root');
        await page.getByLabel(w.passwords[0]!, { exact: true }).fill(password);
        await page.getByLabel(w.passwords[1]!, { exact: true }).fill('another');
        await button(page, w.make).click();
        await expect(page.getByRole('alert')).toContainText(w.differ);
        for (const label of w.passwords) await page.getByLabel(label, { exact: true }).fill(password);
        await button(page, w.make).click();
        await expect(page).toHaveURL(`${portal.address}/admin/sign-in`);
        await expect(page.getByText(w.made)).toBeVisible();
        const late = await visitor({ ...language, ...withoutJavaScript });
        await late.goto(`${portal.address}/set-up#${portal.token}`);
        await expect(h1(late)).toHaveText(w.done);
      } finally {
        await portal.stop();
      }
    });

    test('without scripts the set-up code is pasted', async ({ visitor }) => {
      const portal = await firstStart();
      try {
        const page = await visitor({ ...language, ...withoutJavaScript });
        await page.goto(`${portal.address}/set-up#${portal.token}`);
        for (const token of ['wrong', portal.token]) {
          await page.getByLabel(w.code).fill(token);
          await page.locator('#user_name').fill('root');
          await page.locator('#new_password').fill(password);
          await page.locator('#repeated').fill(password);
          await button(page, w.make).click();
          if (token === 'wrong') await expect(page.getByRole('alert')).toContainText(w.invalid);
        }
        await expect(page.getByText(w.made)).toBeVisible();
      } finally {
        await portal.stop();
      }
    });
  });
}
