import { expect } from '@playwright/test';
import { firstRun, showcase } from '#test/fakes/showcase.ts';
import { axeFindings, test } from './fake-window.ts';
import { firstRunOf } from './views/first-run.ts';
import { formsOf } from './views/forms.ts';
import { lockOf } from './views/lock.ts';
import { mfaOf } from './views/mfa.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const DANA = {
  name: 'dana',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: SECRET,
} as const;

test('first run: a vault file, an IAM user with its seed, and the list', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(firstRun());
  const first = firstRunOf(page);
  await first.door('Add an IAM user').click();
  await first.useFile('correct horse battery');
  await formsOf(page).addIdentity({ ...DANA, seed: 'JBSWY3DPEHPK3PXP' });
  await expect(switchOf(page).row('dana')).toBeVisible();
  const added = main.calls.find(({ procedure }) => procedure === 'identities.add');
  expect(added?.input).toMatchObject({
    name: 'dana',
    secretAccessKey: SECRET,
    mfaSeed: 'JBSWY3DPEHPK3PXP',
  });
  expect(await page.content()).not.toContain(SECRET);
});

test('first run writes nothing before it is told to', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(firstRun());
  const first = firstRunOf(page);
  await first.door('Use what is in my AWS files').click();
  await page.getByRole('button', { name: 'Back' }).click();
  await first.door('Add an IAM user').waitFor();
  expect(new Set(main.calls.map(({ procedure }) => procedure))).toEqual(
    new Set(['events', 'snapshot']),
  );
});

test('a passphrase that is short or differs is refused beside its field, which one is in then', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(firstRun());
  const first = firstRunOf(page);
  await first.door('Add an IAM user').click();
  await first.useFile('too short');
  await expect(page.getByText('It has fewer than 12 characters.')).toBeVisible();
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
  expect(main.calls.some(({ procedure }) => procedure === 'vault.create')).toBe(false);
});

test('a refused secret is said beside its field, and nothing that was typed is lost', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).openAdd('IAM user…');
  main.failNext('identities.add', {
    code: 'aws/secret-wrong',
    facts: { accessKeyId: DANA.accessKeyId },
  });
  await formsOf(page).addIdentity({ ...DANA, name: 'second' });
  await expect(page.getByText(/^The secret does not belong to this access key/)).toBeVisible();
  await expect(page.getByLabel('Secret access key', { exact: true })).toHaveValue(SECRET);
  await page.getByRole('button', { name: 'Add IAM user' }).click();
  await expect(switchOf(page).row('second')).toBeVisible();
});

test('a root key is refused with the reason, and added only on insisting', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).openAdd('IAM user…');
  await formsOf(page).addIdentity({ ...DANA, name: 'root', accessKeyId: 'AKIAIOSFODNN7EXAROOT' });
  const failure = windowOf(page).failure('This is an access key of the root user');
  await failure.getByRole('button', { name: 'Add the root key all the same' }).click();
  await expect(switchOf(page).row('root')).toBeVisible();
  expect(
    main.calls.findLast(({ procedure }) => procedure === 'identities.add')?.input,
  ).toMatchObject({ allowRoot: true });
});

test('two quick presses send a form once', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).openAdd('IAM user…');
  const forms = formsOf(page);
  await forms.addIdentity({ ...DANA, name: 'bad name' });
  await page.getByRole('textbox', { name: /^Name/ }).fill('once');
  await page.getByRole('button', { name: 'Add IAM user' }).dblclick();
  await expect(switchOf(page).row('once')).toBeVisible();
  expect(main.calls.filter(({ procedure }) => procedure === 'identities.add')).toHaveLength(1);
});

test('an endpoint is added without leaving the form', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).openAdd('IAM user…');
  const endpoint = {
    name: 'local',
    region: 'us-east-1',
    stsUrl: 'http://localhost:4566',
    iamUrl: 'http://localhost:4566',
  };
  await formsOf(page).addIdentity({ ...DANA, name: 'onlocal', endpoint });
  await expect(switchOf(page).row('onlocal')).toBeVisible();
  expect(
    main.calls.findLast(({ procedure }) => procedure === 'identities.add')?.input,
  ).toMatchObject({ endpoint: 'local' });
});

test('a role: its name is suggested, its mistakes are said before anything is sent', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).openAdd('Role…');
  const arn = page.getByRole('textbox', { name: 'Role ARN' });
  await arn.fill('arn:aws:iam::1234:role/Auditor');
  await arn.blur();
  await expect(page.getByText('Its account id is not twelve digits.')).toBeVisible();
  await formsOf(page).addRole({
    roleArn: 'arn:aws:iam::123456789012:role/team/Auditor',
    source: 'dana-sandbox',
    mfa: 'Without MFA',
  });
  await expect(switchOf(page).row('Auditor')).toHaveAttribute('aria-selected', 'true');
  expect(main.calls.findLast(({ procedure }) => procedure === 'roles.add')?.input).toEqual({
    name: 'Auditor',
    roleArn: 'arn:aws:iam::123456789012:role/team/Auditor',
    source: 'dana-sandbox',
    deliver: 'file',
    mfa: 'none',
  });
});

test('a role with tags and session policies: said beside each field, nothing lost, all of it sent', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).openMenu('dana', 'Add a role from this…');
  await page.getByRole('textbox', { name: 'Role ARN' }).fill('arn:aws:iam::123456789012:role/Ops');
  await formsOf(page).fillSessionOptions({
    sourceIdentity: 'dana b',
    tags: [
      { key: 'team', value: 'data', goesOn: true },
      { key: 'aws:x', value: 'y' },
    ],
    policy: '{\n "Statement": [],\n}',
    policyArns: 'arn:aws:iam::123456789012:role/Ops',
  });
  await page.getByRole('button', { name: 'Add role' }).click();
  await expect(page.getByText(/^A source identity has 2 to 64/)).toBeVisible();
  await expect(page.getByText('Keys that start with aws: are kept for AWS.')).toBeVisible();
  await expect(page.getByText('It is not valid JSON: line 3.')).toBeVisible();
  await expect(page.getByText(/^The ARN of a managed policy looks like/)).toBeVisible();
  expect(main.calls.some(({ procedure }) => procedure === 'roles.add')).toBe(false);
  expect(await axeFindings(page)).toEqual([]);

  const policy = '{\n "Statement": []\n}';
  await page.getByRole('textbox', { name: /^Source identity/ }).fill('dana');
  await page.getByRole('button', { name: 'Remove tag aws:x' }).click();
  await expect(page.getByRole('button', { name: 'Add a tag' })).toBeFocused();
  await page.getByRole('textbox', { name: /^Session policy/ }).fill(policy);
  await page
    .getByRole('textbox', { name: /^Managed policies/ })
    .fill('arn:aws:iam::aws:policy/ReadOnlyAccess\narn:aws:iam::aws:policy/SecurityAudit\n');
  const problem = 'there is no tag team that could go on to other roles';
  main.failNext('roles.add', {
    code: 'input/invalid',
    facts: { field: 'transitiveTagKeys', problem },
  });
  await page.getByRole('button', { name: 'Add role' }).click();
  await expect(page.getByText(/^The transitive tags cannot be used/)).toBeVisible();
  await page.getByRole('button', { name: 'Add role' }).click();
  await expect(switchOf(page).row('Ops')).toBeVisible();
  expect(main.calls.findLast(({ procedure }) => procedure === 'roles.add')?.input).toEqual({
    name: 'Ops',
    roleArn: 'arn:aws:iam::123456789012:role/Ops',
    source: 'dana',
    deliver: 'file',
    mfa: 'session',
    sourceIdentity: 'dana',
    tags: [{ key: 'team', value: 'data' }],
    transitiveTagKeys: ['team'],
    policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/SecurityAudit'],
    policy,
  });
});

test('editing a role shows what its session is made with, and takes it away', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).row('staging-deploy').click();
  const { panel } = switchOf(page);
  await expect(panel.getByText('team=checkout')).toBeVisible();
  await expect(panel.getByText(/^Inline, \d+ characters$/)).toBeVisible();
  await switchOf(page).openMenu('staging-deploy', 'Edit role…');
  await page
    .getByRole('button', { name: 'Tags and session policies · 2 tags, 2 policies' })
    .click();
  const goesOn = page.getByRole('checkbox', { name: 'Goes on: tag team' });
  await expect(goesOn).toBeChecked();
  await goesOn.press('Space');
  await page.getByRole('textbox', { name: /^Session policy/ }).fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByText(/^Inline, /)).toHaveCount(0);
  expect(main.calls.findLast(({ procedure }) => procedure === 'roles.change')?.input).toMatchObject(
    { sourceIdentity: 'dana', transitiveTagKeys: [], policy: null, tags: { length: 2 } },
  );
});

test('removing asks once; what is still in use says by whom', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.openMenu('dana', 'Remove…');
  const dialog = page.getByRole('alertdialog', { name: 'Remove dana?' });
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(windowOf(page).failure('The identity dana is still in use')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await view.openMenu('prod-billing', 'Remove…');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(view.row('prod-billing')).toHaveCount(0);
});

test('MFA: codes, the next one in time, a seed that is wrong at a named place', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  await windowOf(page).goTo('MFA');
  const mfa = mfaOf(page);
  await expect.poll(() => mfa.code('dana')).toMatch(/^\d{6}$/);
  await mfa.card('dana-hardware').getByRole('button', { name: 'Add the seed' }).click();
  const dialog = windowOf(page).dialog('MFA device of dana-hardware');
  await dialog.getByLabel(/^Seed/).fill('JB!WY');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText(/position 3/)).toBeVisible();
  await dialog.getByLabel(/^Seed/).fill('JBSWY3DPEHPK3PXP');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => mfa.code('dana-hardware')).toMatch(/^\d{6}$/);
});

test('MFA: a command that prints the codes is shown whole, and forgotten once that is confirmed, but never set', async ({
  openFakeWindow,
}) => {
  const world = showcase(Date.now());
  const mfaProcess = ['/usr/bin/ykman', 'oath', 'accounts', 'code', '-s', 'AWS main'];
  const { page, main } = await openFakeWindow({
    ...world,
    identities: (world.identities ?? []).map((identity) =>
      identity.name === 'dana-hardware' ? { ...identity, mfaProcess } : identity,
    ),
  });
  await windowOf(page).goTo('MFA');
  const card = mfaOf(page).card('dana-hardware');
  await expect(card.getByText("/usr/bin/ykman oath accounts code -s 'AWS main'")).toBeVisible();
  await card.getByRole('button', { name: 'Type the codes instead' }).click();
  const confirmation = page.getByRole('alertdialog', { name: 'Type the codes instead?' });
  await expect(confirmation.getByText(/^latchkey mfa add dana-hardware --process/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await confirmation.getByRole('button', { name: 'Forget the command' }).click();
  await card.getByRole('button', { name: 'Add the seed' }).click();
  const call = main.calls.find(({ procedure }) => procedure === 'mfa.add');
  expect(call?.input).toEqual({ identity: 'dana-hardware', process: null });
  const dialog = windowOf(page).dialog('MFA device of dana-hardware');
  await dialog.getByRole('button', { name: 'Or a command that prints the codes' }).click();
  await expect(dialog.getByText(/^latchkey mfa add dana-hardware --process/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test('the file vault is locked and unlocked; a wrong passphrase is said beside its field', async ({
  openFakeWindow,
}) => {
  const state = { ...showcase(Date.now()), passphrase: 'correct horse battery' };
  const { page } = await openFakeWindow({
    ...state,
    vault: { kind: 'file', state: 'unlocked', failure: null },
  });
  await windowOf(page).lock();
  const lock = lockOf(page);
  await expect(lock.title).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await lock.unlock('wrong');
  await expect(page.getByText(/^The passphrase is wrong/)).toBeVisible();
  await lock.unlock('correct horse battery');
  await expect(switchOf(page).row('dana')).toBeVisible();
});

test('axe finds nothing in the first run, the forms and the MFA view', async ({
  openFakeWindow,
}) => {
  // Axe looks at every state in turn.
  test.slow();
  const { page } = await openFakeWindow(firstRun());
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const first = firstRunOf(page);
  await first.door('Add an IAM user').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await first.door('Add an IAM user').click();
  expect(await axeFindings(page)).toEqual([]);
  await first.useKeychain();
  await page.getByRole('button', { name: 'Add IAM user' }).click();
  await expect(page.getByText('It is empty.').first()).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await formsOf(page).addIdentity({ ...DANA, seed: 'JBSWY3DPEHPK3PXP' });
  await switchOf(page).row('dana').waitFor();
  await switchOf(page).openAdd('Role…');
  await page.getByRole('dialog').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await windowOf(page).goTo('MFA');
  await expect.poll(() => mfaOf(page).code('dana')).toMatch(/^\d{6}$/);
  expect(await axeFindings(page)).toEqual([]);
});
