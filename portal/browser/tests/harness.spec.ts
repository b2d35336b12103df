// The tests' own tools: each of them has to notice what it is there for.
import {
  alice,
  dark,
  expect,
  expectAccessible,
  expectFits,
  expectNoConsoleErrors,
  french,
  looksRight,
  phone,
  test,
  visit,
  withoutJavaScript,
  type Page,
} from '../support/test.ts';
import { existsSync, rmSync } from 'node:fs';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'";
const GOOD = '<h1>Blank</h1><p>Nothing is here.</p>';

/** A page at the portal's address that the portal did not send. */
async function show(page: Page, main: string): Promise<void> {
  await page.route('**/blank', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': POLICY },
      body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Blank</title><main>${main}</main></html>`,
    }),
  );
  await page.goto('/blank');
}

test('a fresh portal for every scenario, and its clock', async ({ portal, request }) => {
  const signIn = { data: alice };
  await portal.begin({ users: [signIn.data] });
  expect((await request.post('/api/self-service/v1/session', signIn)).status()).toBe(201);
  expect(await portal.step('admin', 'list-devices')).toEqual({ outcome: 'listed', devices: [] });
  const before = await portal.now();
  await portal.clock('+30m');
  expect(await portal.now()).toBe(before + 30 * 60_000);
  await portal.begin();
  expect((await request.post('/api/self-service/v1/session', signIn)).status()).toBe(401);
  await expect(portal.step('admin', 'dance')).rejects.toThrow('admin cannot dance');
});

test('the clock of a running portal goes on, from now', async ({ portal }) => {
  await portal.begin({}, { running: true });
  const ahead = (await portal.now()) - Date.now();
  expect(Math.abs(ahead)).toBeLessThan(60_000);
  await portal.clock('+1h');
  expect((await portal.now()) - Date.now() - ahead).toBeGreaterThan(59 * 60_000);
});

test('phones that a test drives are real to the portal', async ({ portal }) => {
  await portal.begin({ users: [alice], phones: [{ id: 'a', platform: 'android', app_version: '3.1.0' }] });
  const account = { user_name: alice.user_name, secret: alice.password };
  expect(await portal.step('phone:a', 'enroll', account)).toEqual({ outcome: 'enrolled', state: 'passcode-needed' });
  expect(await portal.step('phone:a', 'create', { passcode: '847319' })).toMatchObject({ state: 'unlocked' });
  await portal.fault('a', 'unreachable');
  expect(await portal.step('phone:a', 'check-in')).toMatchObject({ error: 'portal.unreachable' });
  expect(await portal.step('admin', 'list-devices')).toMatchObject({ devices: ['a'] });
  await expect(portal.step('phone:b', 'look')).rejects.toThrow('no phone b');
});

test('the tenant of the demo, at the same time each time', async ({ portal }) => {
  const { people } = await portal.beginDemo();
  expect(people).toHaveLength(15);
  const now = new Date(await portal.now());
  expect(now.toISOString()).toBe('2026-01-26T10:12:00.000Z');
});

test('a page that does not exist is an answer and no complaint', async ({ page, portal, watch }) => {
  await portal.begin();
  const answer = await page.goto('/no-such-page');
  expect(answer?.status()).toBe(404);
  expectNoConsoleErrors(watch);
});

test('what a browser complains about is noticed', async ({ page, portal, visitor, watch }) => {
  await portal.begin();
  await show(page, `${GOOD}<script>throw 1</script><p style="color: red">x</p>`);
  const complaints = watch.take().join('\n');
  expect(complaints).toContain('inline script');
  expect(complaints).toContain('inline style');
  await page.evaluate(() => setTimeout(() => { throw new Error('of a script'); }));
  await expect.poll(() => watch.take()).toContain('script: of a script');
  const other = await visitor();
  await other.goto('/no-such-page');
  await other.evaluate(() => console.error('of somebody else'));
  await expect.poll(() => watch.take()).toContain('console: of somebody else');
  await show(page, `${GOOD}<img alt="" src="/absent.png"><link rel="stylesheet" href="/absent.css">`);
  const refused = watch.take().join('\n');
  expect(refused).toContain(`404: ${portal.address}/absent.png`);
  expect(refused).toContain(`apply style from '${portal.address}/absent.css'`);
});

const failing = test.extend({
  // Ends after the watch, which is over a context.
  context: async ({ context }, use, { errors, fail }) => {
    await use(context);
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining('inline script')]);
    fail();
  },
});

failing('what nobody took fails the test, and nothing else does', async ({ page }) => {
  await show(page, `${GOOD}<script>throw 1</script>`);
});

test('a page that is not there, or leads elsewhere, was not seen', async ({ page, portal }) => {
  await portal.begin();
  await visit(page, '/my/sign-in');
  await expect(visit(page, '/no-such-page')).rejects.toThrow('404');
  await expect(visit(page, '/admin/devices')).rejects.toThrow('where it led');
});

test('what lies beyond the edge is noticed', async ({ visitor }) => {
  const page = await visitor(phone);
  await show(page, GOOD);
  await expectFits(page);
  await show(page, `${GOOD}<p>${'x'.repeat(200)}</p>`);
  await expect(expectFits(page)).rejects.toThrow('beyond the edge');
});

test('an accessible page is accessible in every scheme', async ({ page }) => {
  await show(page, GOOD);
  await expectAccessible(page);
});

test('what is not accessible is noticed', async ({ page }) => {
  await show(page, `${GOOD}<button></button>`);
  await expect(expectAccessible(page)).rejects.toThrow('button-name');
});

test('what is not accessible by night alone is noticed', async ({ page }) => {
  await page.route('**/night.css', (route) =>
    route.fulfill({
      contentType: 'text/css',
      body: '@media (prefers-color-scheme: dark) { html { background: #111 } p { color: #222 } }',
    }),
  );
  await show(page, `${GOOD}<link rel="stylesheet" href="/night.css">`);
  await expectAccessible(page, { schemes: 'own' });
  await expect(expectAccessible(page)).rejects.toThrow('color-contrast');
});

test('pictures for people, by language', async ({ page, visitor }) => {
  const pictures = ['en/harness.png', 'fr/harness-phone-dark.png'].map((file) => new URL(`../looks/${file}`, import.meta.url));
  for (const picture of pictures) rmSync(picture, { force: true });
  await show(page, GOOD);
  await looksRight(page, 'harness');
  const other = await visitor({ ...french, ...phone, ...dark });
  await show(other, GOOD);
  await looksRight(other, 'harness-phone-dark');
  expect(pictures.map((picture) => existsSync(picture))).toEqual([true, true]);
  expect(await other.evaluate(() => [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches])).toEqual([375, true]);
});

test.describe('in French', () => {
  test.use(french);

  test('the browser says so', async ({ page, portal }) => {
    await portal.begin();
    const asked = page.waitForRequest('**/no-such-page');
    await page.goto('/no-such-page');
    expect((await asked).headers()['accept-language']).toMatch(/^fr/);
  });
});

test.describe('without JavaScript', () => {
  test.use(withoutJavaScript);

  test('scripts of the page do not run, and pictures are taken all the same', async ({ page }) => {
    await page.route('**/run.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'document.title = "ran"' }));
    await show(page, `${GOOD}<script src="/run.js"></script>`);
    await expect(page).toHaveTitle('Blank');
    await looksRight(page, 'harness-without-javascript');
  });
});

test('scripts of a page live in the portal’s time', async ({ page, portal }) => {
  await portal.begin();
  await portal.clock('+8h');
  await portal.shareClock(page);
  await show(page, GOOD);
  const seen = await page.evaluate(() => Date.now());
  const told = await portal.now();
  expect(seen).toBeGreaterThanOrEqual(told);
  expect(seen).toBeLessThan(told + 60_000);
});
