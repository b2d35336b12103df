// Who there is in tests, and how they sign in through the pages.
import { expect, type Page } from '@playwright/test';

/** A user or a member of staff. */
export interface Person {
  user_name: string;
  password: string;
}

/** The administrator of every portal that a scenario or the demo begins. */
export const administrator = { user_name: 'admin', password: 'administrator-password' };

// The pages' sign-in belongs here, one function for each way in:
//   signInAsAdministrator(page), signInAsHelpDesk(page, member), signInThroughProvider(page, account).

/** A user, in self-service: to *My Devices*. */
export async function signInAsUser(page: Page, user: Person): Promise<void> {
  await page.goto('/my/sign-in');
  await page.locator('#user_name').fill(user.user_name);
  await page.locator('#password').fill(user.password);
  await page.locator('form[action="/my/sign-in"] button').click();
  await expect(page).toHaveURL(/\/my\/devices$/);
}
