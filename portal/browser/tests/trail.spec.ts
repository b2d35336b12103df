// The audit trail in a browser: what happened is found, kept as an address, taken away and verified.
import {
  alice,
  expect,
  expectAccessible,
  expectFits,
  french,
  languages,
  looksRight,
  phone,
  signInAsStaff,
  test,
  visit,
  withoutJavaScript,
  type Page,
} from '../support/test.ts';
import { readFileSync } from 'node:fs';

const helpDesk = { user_name: 'helga', password: 'help desk of the house', role: 'help-desk' as const };
const auditor = { user_name: 'aude', password: 'whoever reads the trail', role: 'auditor' as const };
const GIVEN = {
  users: [alice],
  staff: [helpDesk, auditor],
  phones: [
    { id: 'a', platform: 'android' as const, app_version: '3.1.0' },
    { id: 'b', platform: 'android' as const, app_version: '3.1.0' },
  ],
};

const WORDS = {
  en: { title: 'Audit Trails', enrolled: 'Enrolled', nobody: 'Nobody here has this user name', empty: 'Nothing matches', whole: 'in order and unchanged', broken: 'Something is wrong at entry' },
  fr: { title: 'Historique d’audit', enrolled: 'Périphérique inscrit', nobody: 'Personne ici n’a ce nom', empty: 'Aucun résultat', whole: 'dans l’ordre et inchangées', broken: 'Anomalie à l’entrée' },
};

const rows = (page: Page) => page.locator('.trail tbody tr');
const filter = (page: Page) => page.locator('form.filters button').click();

for (const { code, locale } of languages) {
  const words = WORDS[code];
  test.describe(code, () => {
    test.use({ locale });

    test('what happened is found by what, who, whom, device and day', async ({ page, portal }) => {
      await portal.begin(GIVEN);
      await portal.step('phone:a', 'enroll', { user_name: alice.user_name, secret: alice.password });
      await portal.step('phone:b', 'enroll', { user_name: alice.user_name, secret: 'wrong password' });
      await signInAsStaff(page);
      await page.locator('nav a[href="/admin/audit"]').click();
      await expect(page.locator('h1')).toHaveText(words.title);
      await looksRight(page, 'trail');
      await expectAccessible(page);

      await page.locator('#action').selectOption('device.enrolled');
      await filter(page);
      await expect(rows(page)).toHaveCount(1);
      await expect(rows(page)).toContainText(words.enrolled);
      await expect(page).toHaveURL(/action=device\.enrolled/);

      // The address is enough: a bookmark.
      const address = page.url();
      await page.locator('form.filters a[href="/admin/audit"]').click();
      await expect(page.locator('#action')).toHaveValue('');
      await page.goto(address);
      await expect(rows(page)).toHaveCount(1);
      await expect(page.locator('#action')).toHaveValue('device.enrolled');

      await page.goto('/admin/audit');
      await page.locator('.more summary').click();
      await page.locator('#reason').selectOption('password.wrong');
      await filter(page);
      await expect(rows(page)).toHaveCount(1);
      await page.goto('/admin/audit?about=ALICE');
      await expect(rows(page)).toHaveCount(3);
      await page.goto('/admin/audit?by=admin&action=user.');
      await expect(rows(page)).toHaveCount(1);
      await page.goto('/admin/audit?device=a&from=2026-01-05&to=2026-01-05');
      await expect(rows(page)).toHaveCount(1);
      await page.goto('/admin/audit?to=2026-01-04');
      await expect(page.locator('.empty h2')).toHaveText(words.empty);
      await looksRight(page, 'trail-empty');
      await expectAccessible(page);
    });

    test('what cannot be understood is said at its field', async ({ page, portal }) => {
      await portal.begin(GIVEN);
      await signInAsStaff(page);
      await page.goto('/admin/audit');
      await page.locator('#by').fill('nobody <b>');
      await page.locator('.more summary').click();
      await page.locator('#device').fill('none');
      await page.locator('#from').fill('2026-01-06');
      await page.locator('#to').fill('2026-01-05');
      await filter(page);
      await expect(page.locator('#by')).toHaveAccessibleDescription(new RegExp(words.nobody));
      await expect(page.locator('#by')).toHaveValue('nobody <b>');
      for (const name of ['by', 'device', 'to']) {
        await expect(page.locator(`#${name}`)).toHaveAttribute('aria-invalid', 'true');
      }
      await expect(rows(page)).toHaveCount(0);
      await looksRight(page, 'trail-wrong');
      await expectAccessible(page);
    });

    test('one entry has everything, and neighbours', async ({ page, portal }) => {
      await portal.begin(GIVEN);
      await portal.step('phone:a', 'enroll', { user_name: alice.user_name, secret: alice.password });
      await signInAsStaff(page);
      await page.goto('/admin/audit?action=device.enrolled');
      await rows(page).locator('th a').click();
      // Who, on which device, when, and in words.
      await expect(page.locator('article h2').first()).toHaveText(words.enrolled);
      await expect(page.locator('article').first().locator('dl').first()).toContainText('alice');
      await expect(page.locator('article').first().getByRole('link', { name: 'a', exact: true })).toHaveAttribute('href', /^\/admin\/devices\//);
      await expect(page.locator('article time').first()).toHaveAttribute('datetime', /^2026-01-05T08:/);
      const hash = await page.locator('dd code').first().textContent();
      await looksRight(page, 'trail-entry');
      await expectAccessible(page);
      await page.locator('a[rel=prev]').click();
      await expect(page.locator('dd code').nth(1)).toHaveText(hash!);
      await page.goto('/admin/audit/1');
      await expect(page.locator('a[rel=next]')).toHaveCount(0);
    });

    test('an export is what was filtered, and is recorded', async ({ page, portal }) => {
      await portal.begin(GIVEN);
      await signInAsStaff(page, auditor);
      await page.goto('/admin/audit?action=staff.');
      await page.locator('.head a[href^="/admin/audit/export"]').click();
      await looksRight(page, 'trail-export');
      await expectAccessible(page);
      const download = page.waitForEvent('download');
      await page.locator('form[action="/admin/audit/export"] button').click();
      const file = await download;
      expect(file.suggestedFilename()).toBe('audit.jsonl');
      const lines = readFileSync(await file.path(), 'utf8').trimEnd().split('\n');
      expect(lines.map((line) => JSON.parse(line).action)).toEqual(['staff.created', 'staff.created']);
      await page.goto('/admin/audit?action=audit.exported');
      await expect(rows(page)).toContainText(auditor.user_name);
    });

    test('a broken chain is said, with what to do', async ({ page, portal }) => {
      await portal.begin(GIVEN);
      // These lines have no hashes.
      await portal.fill({ audit_lines: 100 });
      await signInAsStaff(page);
      await page.goto('/admin/audit/verify');
      await page.locator('[data-verify] button').click();
      await expect(page.locator('.note.bad')).toContainText(words.broken);
      await expect(page.locator('.note.bad')).toBeFocused();
      await looksRight(page, 'trail-verify-broken');
      await expectAccessible(page);
    });
  });
}

test('a long chain is verified part by part, and can be stopped', async ({ page, portal }) => {
  await portal.begin(GIVEN);
  await portal.fill({ chained_audit_lines: 50_000 });
  await signInAsStaff(page, auditor);
  await page.goto('/admin/audit/verify');
  await looksRight(page, 'trail-verify');
  await expectAccessible(page);

  // The second part waits until it was stopped.
  let parts = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/admin/audit/verify', async (route) => {
    parts += 1;
    if (parts === 2) await held;
    await route.continue();
  });
  await page.locator('[data-verify] button').click();
  await expect(page.locator('progress')).toHaveJSProperty('value', 20_000);
  await expect(page.locator('[data-verify-stop]')).toBeFocused();
  await looksRight(page, 'trail-verify-running');
  await expectAccessible(page);
  await page.locator('[data-verify-stop]').click();
  release();
  await expect(page.locator('progress')).toHaveJSProperty('value', 40_000);
  await expect(page.locator('[data-verify] button')).toBeFocused();
  expect(parts).toBe(2);
  await page.locator('[data-verify] button').click();
  await expect(page.locator('.note.good')).toContainText(WORDS.en.whole);
  await expect(page.locator('.note.good')).toBeFocused();
  await expect(page.locator('[data-verify-stop]')).toBeHidden();
  await looksRight(page, 'trail-verify-whole');
  await expectAccessible(page);
});

test('the help desk reads, and neither verifies nor exports', async ({ page, portal }) => {
  await portal.begin(GIVEN);
  await signInAsStaff(page, helpDesk);
  await page.goto('/admin/audit');
  await expect(rows(page).first()).toContainText(helpDesk.user_name);
  await expect(page.locator('.head a')).toHaveCount(0);
  for (const path of ['/admin/audit/verify', '/admin/audit/export']) {
    expect((await page.goto(path))?.status()).toBe(403);
  }
});

for (const { code, locale } of languages) {
  test(`on a phone, a row is a block and nothing lies beyond the edge: ${code}`, async ({ portal, visitor }) => {
    await portal.begin(GIVEN);
    const page = await visitor({ ...phone, locale });
    await signInAsStaff(page);
    const pages = { trail: '', 'trail-entry': '/2', 'trail-export': '/export?by=admin', 'trail-verify': '/verify' };
    for (const [name, path] of Object.entries(pages)) {
      await visit(page, `/admin/audit${path}`);
      await expectFits(page);
      await looksRight(page, `${name}-phone`);
      await expectAccessible(page, { schemes: 'own' });
    }
  });
}

test.describe('without JavaScript', () => {
  test.use({ ...french, ...withoutJavaScript });

  test('a long chain is verified by pressing on', async ({ page, portal }) => {
    await portal.begin(GIVEN);
    await portal.fill({ chained_audit_lines: 50_000 });
    await signInAsStaff(page);
    await page.goto('/admin/audit/verify');
    await page.locator('[data-verify] button').click();
    await expect(page.locator('progress')).toHaveAttribute('value', '20000');
    await page.locator('[data-verify] button').click();
    await expect(page.locator('progress')).toHaveAttribute('value', '40000');
    await page.locator('[data-verify] button').click();
    await expect(page.locator('.note.good')).toContainText(WORDS.fr.whole);
    await page.goto('/admin/audit');
    await page.locator('#action').selectOption('portal.created');
    await filter(page);
    await expect(rows(page)).toHaveCount(1);
  });
});
