// The pictures of pages that the docs show, in every language, of the demo's tenant at a fixed time.
// scripts/screenshots takes them; as tests they make sure that it still can.
import { docsPicture, expect, languages, test, type Page } from '../support/test.ts';

const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

interface Picture {
  /** The file's name; on a phone with `-phone` behind it. */
  name: string;
  /** Brings a browser that nobody signed in with to the page. */
  show: (page: Page) => Promise<void>;
  onPhone?: boolean;
}

// In this order, on one tenant: what changes it comes last.
const PICTURES: Picture[] = [
  // An example, until there are pages.
  {
    name: 'no-such-page',
    onPhone: true,
    show: async (page) => {
      await page.goto('/no-such-page');
      await expect(page.locator('body')).toContainText('404');
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
