import { expect } from '@playwright/test';
import {
  aRotation,
  aRotationCheck,
  aRotationCheckInTheWay,
  rotationInGrace,
} from '#test/fakes/showcase-rotations.ts';
import { ownKey } from '#shared/keys.ts';
import { keysShowcase } from '#test/fakes/showcase.ts';
import { axeFindingsInBothSchemes, test } from './fake-window.ts';
import { keysOf } from './views/keys.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

const DANAS_KEY = 'AKIAIOSFODNN1EXAMPLE';
const LEFTOVER = 'AKIAI44QH8DH2EXAMPLE';
const now = () => Date.now();

test('a key that is overdue shows over every view, on the rail and on itself, until it is put off', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow({ ...keysShowcase(now()), plaintextKeys: [] });
  const keys = keysOf(page);
  const rail = page.getByRole('navigation', { name: 'Views' });
  await expect(
    page.getByRole('status').filter({ hasText: 'works no more, and there is more' }),
  ).toBeVisible();
  await expect(rail.getByRole('button', { name: 'Keys something is due' })).toBeVisible();

  const railBefore = await rail.boundingBox();
  await page.getByRole('button', { name: 'Show the keys' }).click();
  await expect(page.getByRole('button', { name: 'Show the keys' })).toHaveCount(0);
  expect(await rail.boundingBox(), 'the rail stays where the pointer finds it').toEqual(railBefore);
  const dana = keys.user('dana');
  await expect(dana.getByText('97 days, since')).toBeVisible();
  await expect(dana.getByText(/overdue for rotation/i)).toBeVisible();

  await dana.getByRole('button', { name: /^Remind me later/ }).click();
  await page.getByRole('menuitem', { name: 'Not until it is rotated' }).click();
  await expect(dana.getByText('Overdue: no more reminders of it')).toBeVisible();
  await dana.getByRole('button', { name: 'Remind me again: overdue' }).click();
  await expect(dana.getByRole('button', { name: 'Rotate…' })).toBeVisible();
});

test('the banner of keys can be put off for a day', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(keysShowcase(now()));
  await page.getByRole('button', { name: 'Remind me in a day' }).click();
  await expect(page.getByRole('button', { name: 'Show the keys' })).toHaveCount(0);
  const open = main
    .snapshot()
    .reminders.filter(({ tone, snooze }) => tone === 'danger' && snooze === null);
  expect(open).toEqual([]);
});

test('both places of a user show what is in them, and who uses it', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(keysShowcase(now()));
  const keys = keysOf(page);
  await keys.open();
  await expect(keys.key(DANAS_KEY)).toContainText('Latchkey uses it');
  await expect(keys.key(DANAS_KEY)).toContainText('Identity dana');
  await expect(keys.user('dana').getByText('Free')).toBeVisible();
  await expect(keys.key(LEFTOVER)).toContainText('120 days ago, s3 in us-east-1');
  await expect(keys.key(LEFTOVER)).toContainText('inactive');
  await expect(keys.user('dana-hardware').getByText('Not known')).toBeVisible();
});

test('a Region stays in one line in the smallest window', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(keysShowcase(now()));
  await page.setViewportSize({ width: 760, height: 520 });
  await keysOf(page).open();
  const bot = keysOf(page).user('deploy-bot');
  const word = await bot.getByText('Age', { exact: true }).first().boundingBox();
  const region = await bot.getByText('ap-southeast-2', { exact: true }).boundingBox();
  expect(region?.height).toBeLessThan((word?.height ?? 0) * 1.5);
});

test('a leftover key is deleted once its consequences were seen', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(keysShowcase(now()));
  const keys = keysOf(page);
  await keys.open();
  await keys.key(LEFTOVER).getByRole('button', { name: 'Delete…' }).click();
  await expect(keys.question).toContainText('402 days');
  await keys.question.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(windowOf(page).news(`${LEFTOVER} is deleted`)).toBeVisible();
  await expect(keys.key(LEFTOVER)).toHaveCount(0);
  expect(main.calls.findLast(({ procedure }) => procedure === 'keys.delete')?.input).toEqual({
    accessKeyId: LEFTOVER,
    insist: false,
  });
});

test('an identity whose key is gone gets another one, of nobody else', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(keysShowcase(now()));
  const keys = keysOf(page);
  await keys.open();
  await page.getByRole('button', { name: 'Give another key…' }).click();
  const { dialog } = keys;
  const use = dialog.getByRole('button', { name: 'Use this key' });
  const id = dialog.getByRole('textbox', { name: 'Access key id' });
  await id.fill('akia');
  // The button stays where it is until it is let go.
  await use.hover();
  const before = await use.boundingBox();
  await page.mouse.down();
  for (let frame = 0; frame < 2; frame += 1)
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)));
  expect(await use.boundingBox()).toEqual(before);
  await page.mouse.up();
  await expect(dialog.getByText(/16 or more capital letters/)).toBeVisible();
  await expect(dialog.getByText('It is empty.')).toBeVisible();

  await id.fill('AKIAI44QH8DHBEXOTHER');
  await dialog.getByRole('textbox', { name: 'Secret access key' }).fill('x'.repeat(40));
  await use.click();
  await expect(dialog.getByText(/^This access key belongs to somebody else/)).toBeVisible();

  await id.fill('AKIAI44QH8DHBEXAMPLE');
  await use.click();
  await expect(windowOf(page).news(/signs in with the new key/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
  expect(main.calls.filter(({ procedure }) => procedure === 'identities.replaceKey')).toHaveLength(
    2,
  );
});

test('the last key of a user is deactivated only by who says so knowingly', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(keysShowcase(now()));
  const keys = keysOf(page);
  await keys.open();
  await keys.choose(DANAS_KEY, 'Deactivate…');
  const deactivate = keys.question.getByRole('button', { name: 'Deactivate', exact: true });
  await expect(keys.question).toContainText('you cannot sign in here any more');
  await expect(deactivate).toBeDisabled();
  await keys.question.getByText(/^Deactivate it although/).click();
  await deactivate.click();
  await expect(keys.key(DANAS_KEY)).toContainText('inactive');
});

test('what stands in the way of a rotation is said before it begins, with what mends it', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow({
    ...keysShowcase(now()),
    rotationCheck: aRotationCheckInTheWay(now()),
  });
  const keys = keysOf(page);
  await keys.open();
  await keys.lookAtRotation('dana');
  await expect(keys.dialog.getByText('dana already has two access keys')).toBeVisible();
  await expect(keys.dialog.getByText('The old access key stands in your AWS files')).toBeVisible();
  await expect(keys.dialog.getByRole('button', { name: 'Rotate', exact: true })).toBeDisabled();
  await expect(keys.dialog.getByRole('button', { name: /^Delete AKIAI44/ })).toBeVisible();
});

test('a rotation shows its steps as they happen, and goes on when its dialog is closed', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow({
    ...keysShowcase(now()),
    rotationCheck: aRotationCheck(),
  });
  const keys = keysOf(page);
  await keys.open();
  await keys.lookAtRotation('dana');
  main.change({
    rotations: [aRotation(now(), { taken: 0 })],
  });
  const proof = { sts: 3, iam: 2, neededSuccesses: 5, seconds: 6, neededSeconds: 10 };
  main.change({ rotations: [aRotation(now(), { taken: 2, proof })] });
  await expect(keys.step(/AWS made the new key/)).toBeVisible();
  await expect(keys.step(/Prove that/)).toContainText('3 of 5 on STS, 2 of 5 on IAM');
  await keys.dialog.getByRole('button', { name: 'Stop for now' }).click();
  await expect(keys.dialog).toContainText('It rests until you go on.');
  await expect(keys.dialog.getByRole('button', { name: 'Go on' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys.rotation('dana')).toContainText('rests until you go on');
  main.change({ rotations: [aRotation(now(), { taken: 2, proof })] });
  await expect(keys.rotation('dana')).toContainText('3 of 5 on STS, 2 of 5 on IAM');
  main.change({ rotations: [rotationInGrace(now())] });
  await expect(keys.rotation('dana')).toContainText('inactive and kept until');
});

test('the wish for the old key goes to main as it was chosen', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow({
    ...keysShowcase(now()),
    rotationCheck: aRotationCheck(),
  });
  const keys = keysOf(page);
  await keys.open();
  await keys.lookAtRotation('dana');
  await keys.dialog.getByText('Delete it at once').click();
  await keys.dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
  await expect
    .poll(() => main.calls.find(({ procedure }) => procedure === 'rotation.start')?.input)
    .toEqual({ identity: 'dana', graceSeconds: 0, deletesItself: true });
});

test('a rotation asks for the code of a device, and goes on with it', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow({
    ...keysShowcase(now()),
    rotationCheck: aRotationCheck(),
  });
  main.askForCode('dana', 'arn:aws:iam::123456789012:mfa/dana-phone');
  const keys = keysOf(page);
  await keys.open();
  await keys.lookAtRotation('dana');
  await keys.dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
  await page.getByLabel('Code from dana-phone').fill('123 456');
  main.change({ rotations: [rotationInGrace(now())] });
  await page.keyboard.press('Enter');
  await expect(keys.dialog.getByText(/is inactive and kept until/)).toBeVisible();
  expect(main.calls.findLast(({ procedure }) => procedure === 'rotation.start')?.input).toEqual({
    identity: 'dana',
    graceSeconds: 7 * 86_400,
    deletesItself: false,
    mfaCode: '123456',
  });
});

test('while the old key is kept, one goes back to it from the line above the keys', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow({
    ...keysShowcase(now()),
    rotations: [rotationInGrace(now())],
  });
  const keys = keysOf(page);
  await keys.open();
  await keys.rotation('dana').getByRole('button', { name: 'Roll back…' }).click();
  await keys.dialog.getByText('Delete the new key after that').click();
  await keys.dialog.getByRole('button', { name: 'Roll back', exact: true }).click();
  await expect
    .poll(() => main.calls.find(({ procedure }) => procedure === 'rotation.rollBack')?.input)
    .toEqual({ identity: 'dana', deletesNewKey: true });
});

test('who removes an identity is told what becomes of its rotation, and one in the middle takes a second press', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow({
    ...keysShowcase(now()),
    roles: [],
    rotations: [aRotation(now(), { taken: 4, state: 'resting', waitsFor: 'again' })],
  });
  const removals = () =>
    main.calls
      .filter(({ procedure }) => procedure === 'identities.remove')
      .map(({ input }) => input);
  await switchOf(page).openMenu('dana', 'Remove…');
  const dialog = page.getByRole('alertdialog', { name: 'Remove dana?' });
  await expect(dialog.getByText(/^The access keys .* stay in AWS\.$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog.getByText(/The rotation is in the middle/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Remove all the same' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  const dana = keysShowcase(now()).identities?.find(({ name }) => name === 'dana');
  const newKeyId = 'AKIAZ7QNEWKEYEXA2026';
  const old = { ...ownKey(dana!), status: 'inactive' as const };
  const keys = {
    ...dana!.keys!,
    keys: [{ ...old, accessKeyId: newKeyId, status: 'active' as const }, old],
  };
  const rotation = rotationInGrace(now(), { oldKeyId: old.accessKeyId, newKeyId });
  main.change({ identities: [{ ...dana!, accessKeyId: newKeyId, keys }], rotations: [rotation] });
  await switchOf(page).openMenu('dana', 'Remove…');
  await expect(dialog.getByText(/no longer deletes either/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(removals()).toEqual([
    { name: 'dana', insist: false },
    { name: 'dana', insist: true },
  ]);
});

test('a rotation that stopped says why, what works, and goes on', async ({ openFakeWindow }) => {
  const failure = {
    code: 'rotation/denied',
    facts: { action: 'iam:UpdateAccessKey', userName: 'dana', newKeyId: 'AKIAZ7QNEWKEYEXA2026' },
  };
  const { page, main } = await openFakeWindow({
    ...keysShowcase(now()),
    rotations: [aRotation(now(), { taken: 4, state: 'resting', waitsFor: 'again', failure })],
  });
  const keys = keysOf(page);
  await keys.open();
  const line = keys.rotation('dana');
  await expect(keys.user('dana').getByText(/has stopped: AWS does not allow/)).toHaveCount(1);
  await line.getByRole('button', { name: /^Remind me later/ }).click();
  await page.getByRole('menuitem', { name: 'In a day' }).click();
  await expect(keys.user('dana').getByText(/^Rotation waits: again/)).toBeVisible();
  await keys.user('dana').getByRole('button', { name: 'Remind me again: rotation waits' }).click();
  await line.getByRole('button', { name: 'Go on…' }).click();
  await expect(keys.dialog.getByRole('alert')).toContainText('iam:UpdateAccessKey is denied');
  await keys.dialog.getByRole('button', { name: 'Go on' }).click();
  await expect
    .poll(() => main.calls.find(({ procedure }) => procedure === 'rotation.resume')?.input)
    .toEqual({ identity: 'dana', insist: false });
});

test('a key whose secret was lost is deleted, and the rotation goes on', async ({
  openFakeWindow,
}) => {
  const orphan = { accessKeyId: 'AKIAZ7QLOSTKEYEX2026', createdAt: '2026-11-27T10:00:00Z' };
  const { page, main } = await openFakeWindow({
    ...keysShowcase(now()),
    rotations: [
      aRotation(now(), {
        taken: 0,
        state: 'resting',
        waitsFor: 'orphan',
        orphan,
        canRollBack: false,
      }),
    ],
  });
  const keys = keysOf(page);
  await keys.open();
  await keys
    .user('dana')
    .getByRole('list', { name: 'Reminders of dana' })
    .getByRole('button', { name: 'Show the rotation…' })
    .click();
  await keys.dialog.getByRole('button', { name: 'Delete it and go on' }).click();
  await expect
    .poll(() => main.calls.find(({ procedure }) => procedure === 'rotation.deleteOrphan')?.input)
    .toEqual({ identity: 'dana', accessKeyId: orphan.accessKeyId });
});

test('an identity can have days of its own, and be as everybody again', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(keysShowcase(now()));
  const keys = keysOf(page);
  await keys.open();
  await page.getByRole('button', { name: 'More for dana', exact: true }).click();
  await page.getByRole('menuitem', { name: 'When it is due…' }).click();
  await keys.dialog.getByText('Its own days').click();
  await keys.dialog.getByRole('textbox', { name: 'Due at', exact: true }).fill('120');
  await expect(keys.dialog.getByText('A key cannot be overdue before it is due.')).toBeVisible();
  await keys.dialog.getByRole('textbox', { name: 'Overdue at' }).fill('150');
  await keys.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(keys.dialog).toHaveCount(0);
  await expect(keys.user('dana').getByText(/overdue for rotation/i)).toHaveCount(0);
  expect(main.snapshot().identities.find(({ name }) => name === 'dana')?.keyThresholds).toEqual({
    dueDays: 120,
    overdueDays: 150,
    unusedDays: 45,
  });
});

test('everything is reached and done by keyboard', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow({
    ...keysShowcase(now()),
    plaintextKeys: [],
    rotationCheck: aRotationCheck(),
  });
  await switchOf(page).row('dana').waitFor();
  await page.keyboard.press('Control+2');
  const rotate = keysOf(page).user('dana').getByRole('button', { name: 'Rotate…' });
  await rotate.waitFor();
  await rotate.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'What is fine' }).waitFor();
  await page.getByRole('radio', { name: /^Keep it 7 days/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Rotate', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => main.calls.find(({ procedure }) => procedure === 'rotation.start')?.input)
    .toEqual({ identity: 'dana', graceSeconds: 86_400, deletesItself: true });
});

test('axe finds nothing in the view and its dialogs, light and dark', async ({
  openFakeWindow,
}) => {
  test.slow();
  const { page } = await openFakeWindow({
    ...keysShowcase(now()),
    rotationCheck: aRotationCheckInTheWay(now()),
  });
  const keys = keysOf(page);
  await keys.open();
  await expect(keys.key(DANAS_KEY)).toContainText('Identity dana');
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await keys.lookAtRotation('dana');
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await keys.choose(DANAS_KEY, 'Delete…');
  await keys.question.getByText('What stops working').waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
});
