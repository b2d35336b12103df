// How members of staff sign in through the pages.
import { expect, type Page } from '@playwright/test';
import { administrator } from './people.ts';

/** A member of staff, in administration. */
export async function signInAsStaff(page: Page, member = administrator): Promise<void> {
  await page.goto('/admin/sign-in');
  await page.locator('#user_name').fill(member.user_name);
  await page.locator('#password').fill(member.password);
  await page.locator('form[action="/admin/sign-in"] button').click();
  await expect(page).toHaveURL(/\/admin$/);
}
