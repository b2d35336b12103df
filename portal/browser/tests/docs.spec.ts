// The pictures of pages that the docs show, in every language, of the demo's tenant at a fixed time.
// scripts/screenshots takes them; as tests they make sure that it still can.
import { alice, docsPicture, expect, languages, signInAsStaff, signInAsUser, test, visit, type Page } from '../support/test.ts';

const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

// Some other run only makes sure that every page is there: once is enough.
const wanted = process.env.SCREENSHOTS ? languages : languages.filter(({ code }) => code === 'fr');

type Take = (name: string) => Promise<void>;

const amelie = { ...alice, user_name: 'amelie.laurent' };
const emma = { ...alice, user_name: 'emma.clarke' };
const hana = { user_name: 'hana.kim', password: 'help desk of the second floor' };

async function ofNobody(page: Page, take: Take): Promise<void> {
  await visit(page, '/my/sign-in');
  await take('sign-in');
}

async function ofUser(page: Page, take: Take): Promise<void> {
  await signInAsUser(page, amelie);
  await take('my-devices');
}

async function ofPin(page: Page, take: Take): Promise<void> {
  await signInAsUser(page, amelie);
  await page.getByRole('link', { name: 'iPhone d’Amélie', exact: true }).click();
  await expect(page.locator('h1')).toHaveText('iPhone d’Amélie');
  await visit(page, `${page.url()}/reset`);
  await page.locator('main input[type="password"]').fill(amelie.password);
  await page.locator('main form:has(input[type="password"]) button').click();
  await expect(page.locator('[data-pin]')).toBeVisible();
  await take('pin');
}

async function ofReader(page: Page, take: Take): Promise<void> {
  await signInAsUser(page, emma);
  await visit(page, '/my/activity');
  await take('activity');
}

async function ofAdministrator(page: Page, take: Take): Promise<void> {
  await signInAsStaff(page);
  await take('overview');
  await visit(page, '/admin/devices');
  await take('devices');
  await toDevice(page, 'Pixel de Chloé');
  await take('device');
  await visit(page, '/admin/users');
  await take('users');
  await visit(page, '/admin/configurations');
  await take('configurations');
  await page.getByRole('link', { name: 'Finance' }).first().click();
  await expect(page.locator('h1')).toHaveText('Finance');
  await visit(page, `${page.url()}/edit`);
  await take('configuration-edit');
  for (const name of ['escrow-keys', 'audit']) {
    await visit(page, `/admin/${name}`);
    await take(name);
  }
}

async function ofHelpDesk(page: Page, take: Take): Promise<void> {
  await signInAsStaff(page, hana);
  await toDevice(page, 'Emma’s iPhone');
  await visit(page, `${page.url()}/one-time-pin`);
  await take('help-desk-pin');
}

/** To the page of a device, for staff. */
async function toDevice(page: Page, device: string): Promise<void> {
  await visit(page, '/admin/devices');
  await page.getByRole('link', { name: device, exact: true }).click();
  await expect(page.locator('h1')).toHaveText(device);
}

/** What most people have before them on a phone. */
const ON_PHONE = [ofUser, ofPin];

for (const { code, locale } of wanted) {
  test(`pictures for the docs: ${code}`, { tag: '@docs' }, async ({ portal, visitor }) => {
    await portal.beginDemo();
    const time = await portal.now();
    // In this order, on one tenant: what changes it comes last.
    for (const show of [ofNobody, ofUser, ofReader, ofHelpDesk, ofAdministrator, ofPin]) {
      for (const [size, end] of ON_PHONE.includes(show) ? [[WIDE, ''], [PHONE, '-phone']] as const : [[WIDE, '']] as const) {
        const page = await visitor({ locale, ...size });
        await page.clock.setFixedTime(time);
        await show(page, (name) => docsPicture(page, name + end));
        await page.context().close();
      }
    }
  });
}
