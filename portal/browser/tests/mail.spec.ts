// What an administrator does reaches a user by mail, in the user's language and with the way to the
// portal. How mail is sent, refused and tried again, tests of the portal itself say.
import { administration, alice, expect, languages, signInAsStaff, test as base } from '../support/test.ts';
import { MailSink } from '../support/mail-sink.ts';

const IPHONE = 'Alice’s iPhone';
const ADDRESS = 'alice@example.org';

const words = {
  en: { lock: 'Lock', subject: 'The secure apps of your device are being locked', notice: 'locking' },
  fr: { lock: 'Verrouiller', subject: 'Verrouillage des applis sécurisées de votre périphérique', notice: 'verrouill' },
};

const test = base.extend<{ mail: MailSink }>({
  mail: async ({}, use) => {
    const sink = await MailSink.start();
    await use(sink);
    await sink.stop();
  },
});

for (const { code, ...language } of languages) {
  // The administrator reads the other language: what counts is whose mail it is.
  const other = languages.find((one) => one.code !== code)!;
  const say = words[code];

  test(`an administrator locks a phone, and its user reads it in ${code}`, async ({ file, mail, portal, request, visitor }) => {
    const settings = { host: '127.0.0.1', port: mail.port, security: 'none', from: 'Contoso IT <it@example.org>', public_url: portal.address };
    const phones = [{ id: IPHONE, platform: 'ios' as const, app_version: '3.1.0' }];
    await portal.begin({ users: [alice], phones, mail_file: await file('mail.json', JSON.stringify(settings)) }, { running: true });
    await portal.setUp(alice, IPHONE);
    const ask = await administration(request);
    const { users } = await ask('GET', '/users');
    await ask('PUT', `/users/${users[0].id}/profile`, { email: ADDRESS, language: code });

    const page = await visitor({ locale: other.locale });
    await signInAsStaff(page);
    await page.goto('/admin/devices');
    await page.getByRole('link', { name: IPHONE, exact: true }).click();
    await page.getByRole('link', { name: words[other.code].lock, exact: true }).click();
    await page.getByRole('main').getByRole('button', { name: words[other.code].lock, exact: true }).click();
    const message = await mail.messageTo(ADDRESS);
    expect(message.subject).toBe(say.subject);
    expect(message.text).toContain(IPHONE);

    const [link] = /https:\S+/.exec(message.text ?? '') ?? [];
    expect(link).toBe(`${portal.address}/my/activity`);
    const reader = await visitor(language);
    await reader.goto(link!);
    await reader.locator('#user_name').fill(alice.user_name);
    await reader.locator('#password').fill(alice.password);
    await reader.locator('#password').press('Enter');
    await expect(reader).toHaveURL('/my/activity');
    await expect(reader.locator('.activity li', { hasText: IPHONE }).first()).toContainText(say.notice);
  });
}
