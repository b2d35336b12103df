// The pictures of pages that the docs show, in every language, of the demo's tenant at a fixed time.
// scripts/screenshots takes them; as tests they make sure that it still can.
import { administrator, docsPicture, expect, languages, signInAsStaff, signInAsUser, test, type Page } from '../support/test.ts';

const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

interface Picture {
  /** The file's name; on a phone with `-phone` behind it. */
  name: string;
  /** Brings a browser that nobody signed in with to the page. */
  show: (page: Page) => Promise<void>;
  onPhone?: boolean;
}

const amelie = { user_name: 'amelie.laurent', password: 'correct horse battery' };
const hana = { user_name: 'hana.kim', password: 'help desk of the second floor' };

const asStaff =
  (path: string, member = administrator) =>
  async (page: Page): Promise<void> => {
    await signInAsStaff(page, member);
    await page.goto(path);
  };

/** To the page of a device, for staff. */
async function toDevice(page: Page, device: string): Promise<void> {
  await page.goto('/admin/devices');
  await page.getByRole('link', { name: device, exact: true }).click();
}

// In this order, on one tenant: what changes it comes last.
const PICTURES: Picture[] = [
  { name: 'sign-in', show: async (page) => void (await page.goto('/my/sign-in')) },
  { name: 'my-devices', onPhone: true, show: (page) => signInAsUser(page, amelie) },
  {
    name: 'activity',
    show: async (page) => {
      await signInAsUser(page, { ...amelie, user_name: 'emma.clarke' });
      await page.goto('/my/activity');
    },
  },
  { name: 'overview', show: asStaff('/admin') },
  { name: 'devices', show: asStaff('/admin/devices') },
  {
    name: 'device',
    show: async (page) => {
      await signInAsStaff(page);
      await toDevice(page, 'Pixel de Chloé');
    },
  },
  {
    name: 'help-desk-pin',
    show: async (page) => {
      await signInAsStaff(page, hana);
      await toDevice(page, 'Emma’s iPhone');
      await page.goto(`${page.url()}/one-time-pin`);
    },
  },
  { name: 'users', show: asStaff('/admin/users') },
  { name: 'configurations', show: asStaff('/admin/configurations') },
  {
    name: 'configuration-edit',
    show: async (page) => {
      await signInAsStaff(page);
      await page.goto('/admin/configurations');
      await page.getByRole('link', { name: 'Finance' }).first().click();
      await page.goto(`${page.url()}/edit`);
    },
  },
  { name: 'escrow-keys', show: asStaff('/admin/escrow-keys') },
  { name: 'audit', show: asStaff('/admin/audit') },
  {
    name: 'pin',
    onPhone: true,
    show: async (page) => {
      await signInAsUser(page, amelie);
      await page.getByRole('link', { name: 'iPhone d’Amélie', exact: true }).click();
      await page.goto(`${page.url()}/reset`);
      await page.locator('main input[type="password"]').fill(amelie.password);
      await page.locator('main form:has(input[type="password"]) button').click();
      await expect(page.locator('[data-pin]')).toBeVisible();
    },
  },
];

for (const { code, locale } of languages) {
  test(`pictures for the docs: ${code}`, { tag: '@docs' }, async ({ portal, visitor }) => {
    test.setTimeout(300_000);
    await portal.beginDemo();
    const time = await portal.now();
    for (const { name, show, onPhone } of PICTURES) {
      for (const [file, size] of [[name, WIDE], ...(onPhone ? [[`${name}-phone`, PHONE] as const] : [])] as const) {
        const page = await visitor({ locale, ...size });
        await page.clock.setFixedTime(time);
        await show(page);
        await docsPicture(page, file);
        await page.context().close();
      }
    }
  });
}
