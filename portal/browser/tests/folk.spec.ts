// Users, groups, the import of a file and staff as administrators meet them: in both languages, with and
// without scripts, at a desk and on a phone.
import {
  administrator,
  alice,
  dark,
  expect,
  expectAccessible,
  expectFits,
  languages,
  looksRight,
  phone,
  signInAsStaff,
  test,
  visit,
  withoutJavaScript,
  type Page,
  type Portal,
} from '../support/test.ts';

const { password } = alice;
const helen = { user_name: 'helen', password, role: 'help-desk' as const };
const audrey = { user_name: 'audrey', password, role: 'auditor' as const };

async function begin(portal: Portal): Promise<void> {
  const phones = [{ id: 'Alice’s iPhone', platform: 'ios' as const, app_version: '3.1.0' }];
  await portal.begin({ users: [alice], staff: [helen, audrey], phones });
  await portal.setUp(alice, 'Alice’s iPhone');
}

const BAD = [
  'user_name,email,groups,sign_in,password',
  'ann,ann@example.org,Sales,,',
  'bob,no-address,,,',
  ',nobody@example.org,,,',
  'alice,,,,',
  'carl,,,magic,',
  'dora,,,,short',
  'emma,one,too,many,fields,here',
].join('\n');

const GOOD = '\u{feff}user_name;display_name;groups;sign_in\r\nann;Ann Lee;Sales|Field;\r\néloïse;"Martin; Éloïse";Sales;identity-provider\r\n';

const file = (text: string) => ({ name: 'users.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

const words = {
  en: {
    wrong: 'That password is not right', helpDesk: 'Help desk', auditor: 'Auditor', enabled: 'Yes',
    add: 'Add user', import: 'Import from CSV', check: 'Check the file', carryOut: 'Import',
    bad: '6 things to correct', line: 'Line', mail: 'This is not an e-mail address', missing: 'There is no user name',
    taken: 'There is a user of this name already', way: 'Write password or identity-provider', short: 'Choose a password of at least 8 characters',
    fields: 'more or fewer fields', ready: 'The file can be imported', again: 'Choose the file again', imported: 'The file is imported',
    large: 'This file is larger than 1 MiB', users: /^\d+ users?$/, count: (n: number) => (n === 1 ? '1 user' : `${n} users`),
    name: 'Name (optional)', save: 'Save', saved: 'Saved.', setPassword: 'Set a password…', passwords: ['New password', 'Repeat the new password'],
    set: 'Set password', isSet: 'The password is set.', differ: 'The two passwords are not the same', confirm: 'Your password',
    changeWay: 'Change the way of signing in…', provider: /Through the identity provider/,
    changeTheWay: 'Change the way of signing in', release: 'Release from the identity provider…', releaseDo: 'Release',
    released: 'The user is released', changeGroups: 'Change groups', noGroup: 'In no group.', through: 'the default: none',
    addGroup: 'Add group', groupName: 'Name of the group', addUsers: 'Add users', choose: (n: string) => `Select ${n}`, addChosen: 'Add selected users',
    takeOut: 'Remove selected users', nobody: 'Nobody is in this group', rename: 'Rename', delete: 'Delete…', deleteDo: 'Delete group',
    deleted: 'The group is deleted.', noGroups: 'No groups yet', addStaff: 'Add a member of staff', addToStaff: 'Add to the staff', userName: 'User name',
    added: 'The new member of staff can sign in now.', changeRole: 'Change the role…', changeTheRole: 'Change the role', last: 'Nobody could administer',
    disable: 'Disable…', disableDo: 'Disable', disabled: 'No, disabled', enable: 'Enable…', enableDo: 'Enable', changePassword: 'Change your password',
    present: 'Current password', change: 'Change password', changed: 'Your password is changed.', notFound: 'Nobody matches',
    firstPassword: 'First password (optional)', addedUser: 'The user is added.',
  },
  fr: {
    wrong: 'Ce mot de passe n’est pas le bon', helpDesk: 'Assistance', auditor: 'Auditeur', enabled: 'Oui',
    add: 'Ajouter un utilisateur', import: 'Importer un fichier CSV', check: 'Vérifier le fichier', carryOut: 'Importer',
    bad: '6 points à corriger', line: 'Ligne', mail: 'Ce n’est pas une adresse e-mail', missing: 'Il n’y a pas de nom d’utilisateur',
    taken: 'Il existe déjà un utilisateur de ce nom', way: 'Écrivez password ou identity-provider', short: 'Choisissez un mot de passe d’au moins 8 caractères',
    fields: 'plus ou moins de champs', ready: 'Le fichier peut être importé', again: 'Choisissez à nouveau le fichier', imported: 'Le fichier est importé',
    large: 'Ce fichier dépasse 1 Mio', users: /^\d+ utilisateurs?$/, count: (n: number) => (n === 1 ? '1 utilisateur' : `${n} utilisateurs`),
    name: 'Nom (facultatif)', save: 'Enregistrer', saved: 'Enregistré.', setPassword: 'Définir un mot de passe…', passwords: ['Nouveau mot de passe', 'Confirmer le nouveau mot de passe'],
    set: 'Définir le mot de passe', isSet: 'Le mot de passe est défini.', differ: 'Les deux mots de passe diffèrent', confirm: 'Votre mot de passe',
    changeWay: 'Changer le mode de connexion…', provider: /Par le fournisseur d’identité/,
    changeTheWay: 'Changer le mode de connexion', release: 'Dissocier du fournisseur d’identité…', releaseDo: 'Dissocier',
    released: 'L’utilisateur est dissocié', changeGroups: 'Changer les groupes', noGroup: 'Dans aucun groupe.', through: 'celle par défaut',
    addGroup: 'Ajouter un groupe', groupName: 'Nom du groupe', addUsers: 'Ajouter des utilisateurs', choose: (n: string) => `Sélectionner ${n}`, addChosen: 'Ajouter les utilisateurs sélectionnés',
    takeOut: 'Retirer les utilisateurs sélectionnés', nobody: 'Personne dans ce groupe', rename: 'Renommer', delete: 'Supprimer…', deleteDo: 'Supprimer le groupe',
    deleted: 'Le groupe est supprimé.', noGroups: 'Aucun groupe pour l’instant', addStaff: 'Ajouter un membre de l’équipe', addToStaff: 'Ajouter à l’équipe', userName: 'Nom d’utilisateur',
    added: 'Le nouveau membre de l’équipe peut se connecter.', changeRole: 'Changer le rôle…', changeTheRole: 'Changer le rôle', last: 'Plus personne',
    disable: 'Désactiver…', disableDo: 'Désactiver', disabled: 'Non, désactivé', enable: 'Activer…', enableDo: 'Activer', changePassword: 'Changer votre mot de passe',
    present: 'Mot de passe actuel', change: 'Changer le mot de passe', changed: 'Votre mot de passe est changé.', notFound: 'Personne ne correspond',
    firstPassword: 'Premier mot de passe (facultatif)', addedUser: 'L’utilisateur est ajouté.',
  },
};

/** What looks like a button: one that sends a form, or a link to a page. */
const button = (page: Page, name: string, main = page.getByRole('main')) =>
  main.getByRole('button', { name, exact: true }).or(main.getByRole('link', { name, exact: true }));
const h1 = (page: Page) => page.getByRole('heading', { level: 1 });

for (const { code, ...language } of languages) {
  const w = words[code];

  test.describe(`in ${code}`, () => {
    test.use(language);

    test('a file with bad rows is reported line by line, and nothing of it is imported', async ({ page, portal }) => {
      await begin(portal);
      await signInAsStaff(page);
      await page.goto('/admin/users');
      await expectAccessible(page);
      await button(page, w.import).click();
      await expectAccessible(page);
      for (const press of [w.check, w.carryOut]) {
        await page.locator('#file').setInputFiles(file(BAD));
        await button(page, press).click();
        await expect(page.getByRole('alert')).toContainText(w.bad);
        for (const [line, what] of [[3, w.mail], [4, w.missing], [5, w.taken], [6, w.way], [7, w.short], [8, w.fields]] as const) {
          const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: `${w.line} ${line}`, exact: true }) });
          await expect(row).toContainText(what);
        }
        await expect(page.getByRole('row')).toHaveCount(7);
      }
      await expectAccessible(page);
      await looksRight(page, 'admin-users-import-bad');
      await page.goto('/admin/users');
      await expect(page.getByText(w.users)).toHaveText(w.count(1));
      await page.goto('/admin/groups');
      await expect(page.getByText(w.noGroups)).toBeVisible();
    });

    test('a good file is checked, then imported, whole', async ({ page, portal }) => {
      await begin(portal);
      await signInAsStaff(page);
      await page.goto('/admin/users/import');
      await page.locator('#file').setInputFiles(file(GOOD));
      await button(page, w.check).click();
      await expect(page.getByRole('heading', { name: w.ready })).toBeVisible();
      await expect(page.getByText(w.again)).toBeVisible();
      await expect(page.getByText('Sales, Field')).toBeVisible();
      await expectAccessible(page);
      await looksRight(page, 'admin-users-import-ready');
      await page.locator('#file').setInputFiles(file(GOOD));
      await button(page, w.carryOut).click();
      await expect(h1(page)).toHaveText(w.imported);
      await expectAccessible(page);
      await page.goto('/admin/users?search=martin');
      await expect(page.getByText(w.users)).toHaveText(w.count(1));
      await page.getByRole('link', { name: 'éloïse' }).click();
      await expect(h1(page)).toHaveText('Martin; Éloïse');
      // The same again: everybody is there already, and nothing changes.
      await page.goto('/admin/users/import');
      await page.locator('#file').setInputFiles(file(GOOD));
      await button(page, w.carryOut).click();
      await expect(page.getByText(w.taken)).toHaveCount(2);
    });

    test('a file that is too large is not sent, and is refused if it is', async ({ page, portal, visitor }) => {
      await begin(portal);
      const large = file('user_name\n'.padEnd(3 * 1024 * 1024, '\n'));
      await signInAsStaff(page);
      await page.goto('/admin/users/import');
      await page.locator('#file').setInputFiles(large);
      await button(page, w.check).click();
      await expect(page.getByRole('main').getByText(w.large)).toBeVisible();
      const other = await visitor({ ...language, ...withoutJavaScript });
      await signInAsStaff(other);
      await other.goto('/admin/users/import');
      await other.locator('#file').setInputFiles(large);
      await button(other, w.check).click();
      await expect(other.getByRole('alert')).toContainText(w.large);
    });

    test('a user is added, described, let in another way, and found', async ({ page, portal }) => {
      await begin(portal);
      await signInAsStaff(page);
      await page.goto('/admin/users');
      await button(page, w.add).click();
      await expectAccessible(page);
      await page.getByLabel(w.userName, { exact: false }).first().fill('bob');
      await page.getByLabel(w.name).fill('Bob "the <b>builder</b>" & co');
      await page.getByLabel(w.firstPassword).fill('short');
      await button(page, w.add).click();
      await expect(page.getByRole('alert')).toContainText(w.short);
      await page.getByLabel(w.firstPassword).fill(password);
      await button(page, w.add).click();
      await expect(page.getByText(w.addedUser)).toBeVisible();
      await expect(h1(page)).toHaveText('Bob "the <b>builder</b>" & co');
      await expect(page.getByText(w.noGroup)).toBeVisible();
      await expect(page.getByText(w.through)).toHaveCount(2);
      await expectAccessible(page);
      await looksRight(page, 'admin-user');

      await page.locator('main a[href$="/profile"]').click();
      await page.locator('#email').fill('no address');
      await button(page, w.save).click();
      await expect(page.locator('#email')).toHaveAttribute('aria-invalid', 'true');
      await expectAccessible(page);
      await page.locator('#email').fill('bob@example.org');
      await button(page, w.save).click();
      await expect(page.getByText(w.saved)).toBeVisible();
      await expect(page.getByRole('main')).toContainText('bob@example.org');

      // After five minutes it is asked again who it is.
      await portal.clock('+6m');
      await button(page, w.setPassword).click();
      for (const label of w.passwords) await page.getByLabel(label, { exact: true }).fill('another horse');
      await page.getByLabel(w.confirm, { exact: true }).fill('wrong');
      await expectAccessible(page);
      await button(page, w.set).click();
      await expect(page.getByRole('alert')).toContainText(w.wrong);
      await page.getByLabel(w.passwords[0]!, { exact: true }).fill('another horse');
      await page.getByLabel(w.passwords[1]!, { exact: true }).fill('another house');
      await page.getByLabel(w.confirm, { exact: true }).fill(administrator.password);
      await button(page, w.set).click();
      await expect(page.getByRole('alert')).toContainText(w.differ);
      for (const label of w.passwords) await page.getByLabel(label, { exact: true }).fill('another horse');
      await page.getByLabel(w.confirm, { exact: true }).fill(administrator.password);
      await button(page, w.set).click();
      await expect(page.getByText(w.isSet)).toBeVisible();

      await button(page, w.changeWay).click();
      await expect(page.getByLabel(w.confirm, { exact: true })).toHaveCount(0);
      await expectAccessible(page);
      await page.getByRole('radio', { name: w.provider }).check();
      await button(page, w.changeTheWay).click();
      await button(page, w.release).click();
      await expectAccessible(page);
      await button(page, w.releaseDo).click();
      await expect(page.getByText(w.released)).toBeVisible();

      await page.goto('/admin/users?search=zzz');
      await expect(page.getByText(w.notFound)).toBeVisible();
      await page.goto('/admin/users?sign_in=identity-provider&search=BUILDER');
      await expect(page.getByText(w.users)).toHaveText(w.count(1));
    });

    test('a group is made, filled, emptied, renamed and deleted', async ({ page, portal }) => {
      await begin(portal);
      await signInAsStaff(page);
      await page.goto('/admin/groups');
      await expectAccessible(page);
      await button(page, w.addGroup).click();
      await page.getByLabel(w.groupName).fill('Sales');
      await expectAccessible(page);
      await page.getByRole('main').locator('form button').click();
      await expect(h1(page)).toHaveText('Sales');
      await button(page, w.addUsers).click();
      await page.getByLabel(w.choose('alice')).check();
      await expectAccessible(page);
      await button(page, w.addChosen).click();
      await expect(page.getByRole('link', { name: 'alice' })).toBeVisible();
      await expectAccessible(page);
      await looksRight(page, 'admin-group');
      await page.getByRole('link', { name: 'alice' }).click();
      await button(page, w.changeGroups).click();
      await page.getByRole('checkbox').uncheck();
      await expectAccessible(page);
      await button(page, w.save).click();
      await expect(page.getByText(w.noGroup)).toBeVisible();
      await page.goto('/admin/groups');
      await page.getByRole('link', { name: 'Sales' }).click();
      await expect(page.getByText(w.nobody)).toBeVisible();
      await button(page, w.addUsers).click();
      await page.getByLabel(w.choose('alice')).check();
      await button(page, w.addChosen).click();
      await page.getByLabel(w.choose('alice')).check();
      await button(page, w.takeOut).click();
      await expect(page.getByText(w.nobody)).toBeVisible();
      await button(page, w.rename).click();
      await page.getByLabel(w.groupName).fill('Ventes');
      await button(page, w.save).click();
      await expect(h1(page)).toHaveText('Ventes');
      await button(page, w.delete).click();
      await expectAccessible(page);
      await button(page, w.deleteDo).click();
      await expect(page.getByText(w.deleted)).toBeVisible();
    });

    test('staff is added, given another role, disabled and enabled; the last administrator stays', async ({ page, portal, visitor }) => {
      await begin(portal);
      await signInAsStaff(page);
      await page.goto('/admin/staff');
      await expectAccessible(page);
      await button(page, w.addStaff).click();
      await page.getByLabel(w.userName, { exact: false }).first().fill('ian');
      for (const label of w.passwords) await page.getByLabel(label, { exact: true }).fill(password);
      await expectAccessible(page);
      await button(page, w.addToStaff).click();
      await expect(page.getByText(w.added)).toBeVisible();
      await expect(page.getByRole('row').filter({ hasText: 'ian' })).toContainText(w.helpDesk);
      await looksRight(page, 'admin-staff');
      const ian = await visitor(language);
      await signInAsStaff(ian, { user_name: 'ian', password });
      await page.getByRole('link', { name: 'ian', exact: true }).click();
      await expectAccessible(page);
      await button(page, w.changeRole).click();
      await expectAccessible(page);
      await page.locator('input[value="auditor"]').check();
      await button(page, w.changeTheRole).click();
      await expect(page.getByRole('definition').filter({ hasText: w.auditor })).toBeVisible();
      // He is signed out at once.
      await ian.reload();
      await expect(ian).toHaveURL(/\/admin\/sign-in/);
      await button(page, w.disable).click();
      await expectAccessible(page);
      await button(page, w.disableDo).click();
      await expect(page.getByText(w.disabled)).toBeVisible();
      await button(page, w.enable).click();
      await button(page, w.enableDo).click();
      await expect(page.getByRole('definition').getByText(w.enabled, { exact: true })).toBeVisible();
      await page.goto('/admin/staff');
      await page.getByRole('main').getByRole('link', { name: 'admin', exact: true }).click();
      await button(page, w.disable).click();
      await button(page, w.disableDo).click();
      await expect(page.getByRole('alert')).toContainText(w.last);
    });

    test('one’s own password is changed with the present one', async ({ page, portal }) => {
      await begin(portal);
      await signInAsStaff(page, helen);
      await page.goto('/admin/account');
      await expectAccessible(page);
      await looksRight(page, 'admin-account');
      await button(page, w.changePassword).click();
      await expectAccessible(page);
      for (const present of ['wrong', helen.password]) {
        await page.getByLabel(w.present).fill(present);
        for (const label of w.passwords) await page.getByLabel(label, { exact: true }).fill('another horse');
        await button(page, w.change).click();
        if (present === 'wrong') await expect(page.getByRole('alert')).toContainText(w.wrong);
      }
      await expect(page.getByText(w.changed)).toBeVisible();
      await page.context().clearCookies();
      await signInAsStaff(page, { ...helen, password: 'another horse' });
    });
  });
}

for (const { code, ...language } of languages) {
  const w = words[code];

  test(`on a phone in the dark, without scripts, everything is there and nothing beyond its edge: ${code}`, async ({ portal, visitor }) => {
    await begin(portal);
    const page = await visitor({ ...language, ...phone, ...dark, ...withoutJavaScript });
    await signInAsStaff(page);
    await page.goto('/admin/users/import');
    await page.locator('#file').setInputFiles(file(BAD));
    await button(page, w.check).click();
    await expect(page.getByRole('heading', { name: w.bad })).toBeVisible();
    await expectFits(page);
    await looksRight(page, 'admin-users-import-bad-phone');
    for (const path of ['users', 'users/new', 'groups', 'staff', 'staff/new', 'account', 'account/password']) {
      await visit(page, `/admin/${path}`);
      await expectFits(page);
    }
    await page.goto('/admin/users');
    await page.getByRole('link', { name: 'alice' }).click();
    await expectFits(page);
    await looksRight(page, 'admin-user-phone');
    await button(page, w.changeGroups).click();
    await expectFits(page);
    await page.goto('/admin/groups/new');
    await page.getByLabel(w.groupName).fill('x'.repeat(64));
    await page.getByRole('main').locator('form button').click();
    await expect(h1(page)).toHaveText('x'.repeat(64));
    await expectFits(page);
  });
}

test('help desk and auditors see what is theirs to see', async ({ portal, visitor }) => {
  await begin(portal);
  const desk = await visitor();
  await signInAsStaff(desk, helen);
  await desk.goto('/admin/users');
  await expect(button(desk, words.en.add)).toHaveCount(0);
  await desk.getByRole('link', { name: 'alice' }).click();
  await expect(desk.getByRole('link', { name: 'Alice’s iPhone' })).toBeVisible();
  await expect(button(desk, words.en.setPassword)).toHaveCount(0);
  await expectAccessible(desk);
  expect((await desk.goto('/admin/groups'))?.status()).toBe(403);
  const auditor = await visitor();
  await signInAsStaff(auditor, audrey);
  await auditor.goto('/admin/staff');
  await expect(button(auditor, words.en.addStaff)).toHaveCount(0);
  await auditor.getByRole('link', { name: 'helen' }).click();
  await expect(button(auditor, words.en.disable)).toHaveCount(0);
  await expectAccessible(auditor);
});
