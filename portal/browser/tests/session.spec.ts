// Signing in and out of both zones, and what becomes of somebody who went away.
import {
  administrator,
  alice,
  done,
  expect,
  expectAccessible,
  languages,
  looksRight,
  signInAsStaff,
  signInAsUser,
  test,
} from '../support/test.ts';

const words = {
  en: {
    wrong: 'User name or password not accepted',
    staying: 'Are you still there?',
    stay: 'Stay signed in',
    ended: 'a session ends after 15 minutes without use',
    signOut: 'Sign out',
    signedOut: 'You are signed out.',
  },
  fr: {
    wrong: 'Le nom d’utilisateur ou le mot de passe n’est pas accepté',
    staying: 'Êtes-vous toujours là ?',
    stay: 'Rester connecté',
    ended: 'une session se termine après 15 minutes sans activité',
    signOut: 'Se déconnecter',
    signedOut: 'Vous êtes déconnecté.',
  },
};

const zones = [
  { zone: 'my', person: alice, signIn: signInAsUser, another: '/my/activity' },
  { zone: 'admin', person: administrator, signIn: signInAsStaff, another: '/admin/devices?search=pixel' },
] as const;

for (const { code, ...language } of languages) {
  const say = words[code];

  for (const { zone, person, signIn, another } of zones) {
    test.describe(`${zone}, in ${code}`, () => {
      test.use(language);

      test('a wrong password is said, the name is kept, and the right one leads where it was meant to', async ({ page, portal }) => {
        await portal.begin({ users: [alice] });
        await page.goto(another);
        await expect(page).toHaveURL(`/${zone}/sign-in?${new URLSearchParams({ reason: 'ended', next: another })}`);
        await expectAccessible(page);
        await looksRight(page, `sign-in-${zone}`);
        await page.locator('#user_name').fill(person.user_name);
        await page.locator('#password').fill('not the password');
        await page.locator('#password').press('Enter');
        await expect(page.getByRole('alert')).toContainText(say.wrong);
        await expect(page.getByRole('alert')).toBeFocused();
        await expect(page.locator('#user_name')).toHaveValue(person.user_name);
        await expect(page.locator('#password')).toHaveValue('');
        await expectAccessible(page);
        await page.locator('#password').fill(person.password);
        await page.locator('#password').press('Enter');
        await expect(page).toHaveURL(another);
      });

      test('whoever went away is warned, may stay, and is signed out at last', async ({ page, portal }) => {
        await portal.begin({ users: [alice] });
        await portal.shareClock(page);
        await signIn(page, person);
        await page.goto(another);
        const warning = page.getByRole('dialog', { name: say.staying });
        const stay = warning.getByRole('button', { name: say.stay });
        await page.clock.fastForward('12:50');
        await expect(warning).toBeHidden();
        await page.clock.fastForward('00:15');
        await expect(warning).toBeVisible();
        await expect(stay).toBeFocused();
        await expectAccessible(page);
        await stay.click();
        await expect(warning).toBeHidden();
        // It begins anew from there.
        await page.clock.fastForward('12:50');
        await expect(warning).toBeHidden();
        await portal.clock('+16m');
        await page.clock.fastForward('02:20');
        await expect(page).toHaveURL(`/${zone}/sign-in?${new URLSearchParams({ reason: 'ended', next: another })}`);
        await expect(page.getByRole('main')).toContainText(say.ended);
        await page.locator('#user_name').fill(person.user_name);
        await page.locator('#password').fill(person.password);
        await page.locator('#password').press('Enter');
        await expect(page).toHaveURL(another);
      });

      test('whoever signs out is out', async ({ page, portal }) => {
        await portal.begin({ users: [alice] });
        await signIn(page, person);
        await page.getByRole('button', { name: say.signOut }).click();
        await expect(page).toHaveURL(`/${zone}/sign-in`);
        await expect(done(page)).toHaveText(say.signedOut);
        await expectAccessible(page);
        await page.goto(another);
        await expect(page).toHaveURL(/\/sign-in\?/);
      });
    });
  }
}
