// Who there is in tests, and how they sign in through the pages.
import { expect, type Page } from '@playwright/test';
import { visit } from './pages.ts';

/** A user or a member of staff. */
export interface Person {
  user_name: string;
  password: string;
}

/** The administrator of every portal that a scenario or the demo begins. */
export const administrator: Person = { user_name: 'admin', password: 'administrator-password' };

/** A user of many tests. */
export const alice: Person = { user_name: 'alice', password: 'correct horse battery' };

/** A user, in self-service: to *My Devices*. */
export async function signInAsUser(page: Page, user: Person): Promise<void> {
  await signIn(page, '/my/sign-in', user);
  await expect(page).toHaveURL(/\/my\/devices$/);
}

/** A member of staff, in administration: to the overview. */
export async function signInAsStaff(page: Page, member: Person = administrator): Promise<void> {
  await signIn(page, '/admin/sign-in', member);
  await expect(page).toHaveURL(/\/admin$/);
}

async function signIn(page: Page, at: string, person: Person): Promise<void> {
  await visit(page, at);
  await page.locator('#user_name').fill(person.user_name);
  await page.locator('#password').fill(person.password);
  await page.locator(`form[action="${at}"] button`).click();
}
