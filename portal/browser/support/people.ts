// Who there is in tests, and how they sign in through the pages.
import { expect, type Page } from '@playwright/test';

/** The administrator of every portal that a scenario or the demo begins. */
export const administrator = { user_name: 'admin', password: 'administrator-password' };

// The pages' sign-in belongs here, one function for each way in:
//   signInAsUser(page, user), signInThroughProvider(page, account).

/** A member of staff, in administration: to the overview. */
export async function signInAsStaff(page: Page, member: { user_name: string; password: string } = administrator): Promise<void> {
  await page.goto('/admin/sign-in');
  await page.locator('#user_name').fill(member.user_name);
  await page.locator('#password').fill(member.password);
  await page.locator('form[action="/admin/sign-in"] button').click();
  await expect(page).toHaveURL(/\/admin$/);
}
