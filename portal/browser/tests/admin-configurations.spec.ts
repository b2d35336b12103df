// Administration: AppConnect configurations, from the list to what somebody else changed meanwhile.
import type { APIRequestContext } from '@playwright/test';
import {
  administration,
  alice,
  dark,
  done,
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

const LIST = '/admin/configurations';
const users = [alice, { ...alice, user_name: 'bob' }];

interface Tenant {
  board: string;
  sales: string;
  change: (id: string, version: number, rules: Record<string, unknown>) => Promise<void>;
}

/** Two groups that share alice, each with a configuration of its own; the board's wins. */
async function furnish(request: APIRequestContext): Promise<Tenant> {
  const call = await administration(request);
  const all: { id: string; user_name: string }[] = (await call('GET', '/users')).users;
  const id = (name: string) => all.find((user) => user.user_name === name)?.id;
  const make = async (name: string, members: string[], rules: Record<string, unknown>) => {
    const group = await call('POST', '/groups', { name });
    await call('POST', `/groups/${group.id}/members`, { put_in: members.map(id) });
    const made = await call('POST', '/configurations', { name, platform: 'ios', rules });
    await call('PUT', `/configurations/${made.id}/groups`, { groups: [group.id] });
    return made.id as string;
  };
  const board = await make('Board', ['alice'], { minimum_length: 8, passcode_type: 'alphanumeric' });
  const sales = await make('Sales', ['alice', 'bob'], { minimum_length: 4, forbid_simple: false });
  const change = async (of: string, version: number, rules: Record<string, unknown>) => {
    await call('PUT', `/configurations/${of}`, { version, rules });
  };
  return { board, sales, change };
}

const words = {
  en: {
    refused: '1 field needs to be corrected',
    range: 'Enter a whole number from 4 to 64.',
    accepted: 'Your sample would be accepted',
    unreachable: 'could not reach the portal',
    valid: 'The rules are valid',
    characters: 'characters',
    restore: 'Restore these rules (Version 1)',
    duplicate: 'Duplicate',
    order: (first: string, second: string) => `“${first}” comes first, then “${second}”`,
    up: 'Move “Sales” up',
    instead: '1 person gets “Sales” instead',
    next: 'See what changes',
    moved: '1 person: “Sales” becomes “Default iOS”',
    assign: 'Change groups',
  },
  fr: {
    refused: '1 champ doit être corrigé',
    range: 'Saisissez un nombre entier de 4 à 64.',
    accepted: 'Votre exemple serait accepté',
    unreachable: 'n’a pas pu joindre le portail',
    valid: 'Les règles sont valides',
    characters: 'caractères',
    restore: 'Restaurer ces règles (Version 1)',
    duplicate: 'Dupliquer',
    order: (first: string, second: string) => `« ${first} » passe en premier, puis « ${second} »`,
    up: 'Monter « Sales »',
    instead: '1 personne reçoit « Sales » à la place',
    next: 'Voir ce qui change',
    moved: '1 personne : « Sales » devient « Default iOS »',
    assign: 'Modifier les groupes',
  },
};

/** Rules that there is much to say about. */
const RISKY = { minimum_length: 5, history: 4, maximum_age_days: 90, forbidden_words: ['acme'] };

const pagesOf = (id: string): Record<string, string> => ({
  list: LIST,
  show: `${LIST}/${id}`,
  edit: `${LIST}/${id}/edit`,
  history: `${LIST}/${id}/history`,
  groups: `${LIST}/${id}/groups`,
  new: `${LIST}/new`,
  rename: `${LIST}/${id}/rename`,
  delete: `${LIST}/${id}/delete`,
});

const rule = (page: Page, name: string) => page.locator(`[data-rule="${name}"]`);
const save = (page: Page) => page.locator('button[value="save"]');

for (const { code, locale } of languages) {
  const say = words[code];

  test.describe(`in ${code}`, () => {
    test.use({ locale });

    test('every page is accessible and looks right', async ({ page, portal, request }) => {
      await portal.begin({ users });
      const { sales, change } = await furnish(request);
      await change(sales, 1, RISKY);
      await signInAsStaff(page);
      for (const [name, path] of Object.entries(pagesOf(sales))) {
        await visit(page, path);
        await expectAccessible(page);
        await looksRight(page, `configurations-${name}`);
      }
    });

    for (const width of [375, 320]) {
      test(`nothing lies beyond the edge at ${width} pixels`, async ({ portal, request, visitor }) => {
        await portal.begin({ users });
        const { sales, change } = await furnish(request);
        await change(sales, 1, RISKY);
        const small = await visitor({ locale, ...phone, ...dark, viewport: { width, height: 812 } });
        await signInAsStaff(small);
        for (const [name, path] of Object.entries(pagesOf(sales))) {
          await visit(small, path);
          await expectFits(small);
          await looksRight(small, `configurations-${name}-${width}-dark`);
        }
      });
    }

    test('from a new configuration to rules that are saved', async ({ page, portal }) => {
      await portal.begin({ users });
      await signInAsStaff(page);
      await page.goto(`${LIST}/new`);
      await page.locator('#name').fill('Équipe <Nord>');
      await page.locator('main form button').click();
      await expect(done(page)).toBeVisible();
      await expect(page.locator('h1')).toHaveText('Équipe <Nord>');
      await page.locator('a[href$="/edit"]').click();
      await page.locator('#minimum_length').fill('8');
      await page.locator('input[name="maximum_age_days_number"]').fill('90');
      // What is typed beside "never" chooses itself.
      await expect(page.locator('input[name="maximum_age_days"][value="number"]')).toBeChecked();
      await page.locator('#forbidden_words').fill('acme\n\nzürich');
      await page.locator('#lock_on_screen_off').check();
      await save(page).click();
      await expect(done(page)).toBeVisible();
      await expect(page.locator('.sections')).toContainText('acme, zürich');
      await expect(page.locator('.sections')).toContainText(/90 (days|jours)/);
      await page.locator('a[href$="/history"]').click();
      await expect(page.locator('ol.history tbody tr')).toHaveCount(4);
    });

    test('the check while typing marks, advises and shows who gets in, and forgets the sample', async ({ page, portal, request }) => {
      await portal.begin({ users });
      const { board } = await furnish(request);
      await signInAsStaff(page);
      await page.goto(`${LIST}/${board}/edit`);
      const verdict = page.locator('[data-verdict]');
      await page.locator('#minimum_length').fill('99');
      await expect(verdict).toContainText(say.refused);
      await expect(rule(page, 'minimum_length')).toContainText(say.range);
      await expect(page.locator('#minimum_length')).toHaveAttribute('aria-invalid', 'true');
      await page.locator('#minimum_length').fill('5');
      await expect(rule(page, 'minimum_length').getByRole('link', { name: /NIST SP 800-63B-4/ })).toHaveAttribute('href', 'https://pages.nist.gov/800-63-4/sp800-63b.html');
      await expect(page.locator('#minimum_length')).not.toHaveAttribute('aria-invalid');
      const asked = page.waitForRequest(`**${LIST}/check`);
      await page.locator('#sample').fill('tulip1');
      expect((await asked).method()).toBe('POST');
      expect((await asked).url()).not.toContain('tulip');
      await expect(page.locator('#findings')).toContainText(say.accepted);
      await expectAccessible(page);
      await looksRight(page, 'configurations-check');
      // The Enter key only looks.
      await page.locator('#sample').press('Enter');
      await expect(page).toHaveURL(/\/edit$/);
      await expect(page.locator('#sample')).toHaveValue('tulip1');
      await save(page).click();
      await expect(done(page)).toBeVisible();
      expect(await page.content()).not.toContain('tulip1');
    });

    test('the check while typing says when the portal cannot be reached, and goes on', async ({ page, portal, watch }) => {
      await portal.begin();
      await signInAsStaff(page);
      await page.goto(`${LIST}/android/edit`);
      await expect(page.locator('[data-rule^="one_time_pin"]')).toHaveCount(0);
      await page.route(`**${LIST}/check`, (route) => route.abort());
      await page.locator('#history').fill('3');
      await expect(page.locator('[data-verdict]')).toContainText(say.unreachable);
      expect(watch.take().length).toBeGreaterThan(0);
      await page.unroute(`**${LIST}/check`);
      await page.locator('#history').fill('4');
      await expect(page.locator('[data-verdict]')).toContainText(say.valid);
      await expect(page.locator('#findings')).not.toHaveAttribute('aria-busy');
      await expect(page.locator('#history')).toHaveValue('4');
    });

    test('what somebody else changed meanwhile is shown beside one’s own', async ({ page, portal, request }) => {
      await portal.begin({ users });
      const { sales, change } = await furnish(request);
      await signInAsStaff(page);
      await page.goto(`${LIST}/${sales}/edit`);
      await change(sales, 1, { minimum_length: 7, forbid_simple: false, grace_minutes: 2 });
      await page.locator('#minimum_length').fill('9');
      await page.locator('#history').fill('3');
      await save(page).click();
      const clash = page.locator('.clash');
      await expect(clash).toContainText(`7 ${say.characters}`);
      await expect(clash).toContainText(`9 ${say.characters}`);
      await expect(page.locator('#minimum_length')).toHaveValue('9');
      await expect(page.locator('#grace_minutes')).toHaveValue('2');
      await expectAccessible(page);
      await looksRight(page, 'configurations-clash');
      await save(page).click();
      await expect(done(page)).toBeVisible();
      await page.goto(`${LIST}/${sales}/history`);
      await page.getByRole('link', { name: say.restore }).click();
      await expect(page.locator('#minimum_length')).toHaveValue('4');
      await save(page).click();
      await expect(page.locator('.facts').first()).toContainText('Version 4');
    });

    test('order and groups: it is said who gets what, before and after', async ({ page, portal, request }) => {
      await portal.begin({ users });
      const { board, sales } = await furnish(request);
      await signInAsStaff(page);
      await page.goto(LIST);
      await expect(page.locator('#ios')).toContainText(say.order('Board', 'Sales'));
      await page.getByRole('button', { name: say.up }).click();
      await expect(page.locator('#ios')).toContainText(say.order('Sales', 'Board'));
      await page.goto(`${LIST}/${board}`);
      await expect(page.locator('main')).toContainText(say.instead);
      await page.goto(`${LIST}/${sales}/groups`);
      await page.getByRole('checkbox', { name: /Sales/ }).uncheck();
      await page.getByRole('checkbox', { name: /Board/ }).check();
      await page.getByRole('button', { name: say.next }).click();
      await expect(page.locator('main')).toContainText(say.moved);
      await expectAccessible(page);
      await looksRight(page, 'configurations-assign');
      await page.getByRole('button', { name: say.assign }).click();
      await expect(done(page)).toBeVisible();
      await expect(page.locator('.pills').first()).toHaveText('Board');
    });

    test('a copy has the rules of the one that it was made of', async ({ page, portal, request }) => {
      await portal.begin({ users });
      const { board } = await furnish(request);
      await signInAsStaff(page);
      await visit(page, `${LIST}/${board}`);
      const summary = await page.locator('dl.facts').first().locator('dd').nth(1).innerText();
      await page.getByRole('link', { name: say.duplicate }).click();
      await expect(page.locator('#from')).toHaveValue(board);
      await page.locator('#name').fill('Board, again');
      await page.locator('main form button').click();
      await expect(done(page)).toBeVisible();
      await expect(page.locator('h1')).toHaveText('Board, again');
      await expect(page.locator('dl.facts').first().locator('dd').nth(1)).toHaveText(summary);
      // It is for nobody, and comes last.
      await visit(page, LIST);
      await expect(page.locator('#ios tbody th')).toHaveText(['Board', 'Sales', 'Board, again', 'Default iOS']);
    });
  });
}

test.describe('without JavaScript', () => {
  test.use({ ...withoutJavaScript, ...french });

  test('the button checks, the form marks, and rules are saved', async ({ page, portal }) => {
    await portal.begin();
    await signInAsStaff(page);
    await page.goto(`${LIST}/ios/edit`);
    await page.locator('#minimum_length').fill('cinq');
    await page.locator('#sample').fill('tulipe');
    await page.locator('.preview button').click();
    await expect(rule(page, 'minimum_length')).toContainText('Saisissez un nombre entier de 4 à 64.');
    await page.locator('#minimum_length').fill('5');
    await page.locator('#sample').fill('tulipe');
    await page.locator('.preview button').click();
    await expect(page.locator('#findings')).toContainText('Votre exemple serait accepté');
    await expect(page.locator('#sample')).toHaveValue('');
    await looksRight(page, 'configurations-check-without-javascript');
    await save(page).click();
    await expect(done(page)).toBeVisible();
    await expect(page.locator('.facts').first()).toContainText('5 chiffres ou plus');
  });
});
