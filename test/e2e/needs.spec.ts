import { expect } from '@playwright/test';
import type { FakeMain } from '#test/fakes/fake-main.ts';
import { codeNeed, failedNeed, questionNeed, showcase } from '#test/fakes/showcase.ts';
import { axeFindings, axeFindingsInBothSchemes, test } from './fake-window.ts';
import { needsOf } from './views/needs.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

const callsOf = (main: FakeMain, procedure: string) =>
  main.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);

test('by keyboard alone: a code that is needed is typed, again after a wrong one', async ({
  openFakeWindow,
}) => {
  const need = codeNeed(Date.now());
  const { page, main } = await openFakeWindow({ ...showcase(Date.now()), needs: [need] });
  const needs = needsOf(page);
  await expect(needs.strip).toContainText('alice: a code is needed for prod-billing');
  await expect(page).toHaveTitle('(1) Latchkey');
  await needs.strip.getByRole('button', { name: 'Type the code…' }).focus();
  await page.keyboard.press('Enter');
  await expect(needs.codeField).toBeFocused();
  await page.keyboard.type('000 000');
  await page.keyboard.press('Enter');
  await expect(needs.code.getByText('AWS refused the MFA code')).toBeVisible();
  await expect(needs.codeField).toHaveValue('');
  await expect(needs.codeField).toBeFocused();
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await expect(needs.code).toBeHidden();
  await expect(needs.strip).toBeHidden();
  await expect(page).toHaveTitle('Latchkey');
  expect(callsOf(main, 'needs.answer')).toEqual([
    { id: need.id, mfaCode: '000000' },
    { id: need.id, mfaCode: '123456' },
  ]);
});

test('a code that is incomplete is not sent', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow({
    ...showcase(Date.now()),
    needs: [codeNeed(Date.now())],
  });
  const needs = needsOf(page);
  await needs.strip.getByRole('button', { name: 'Type the code…' }).click();
  await needs.codeField.fill('12345');
  await needs.useCode.click();
  await expect(needs.code.getByText('A code has six digits.')).toBeVisible();
  expect(callsOf(main, 'needs.answer')).toEqual([]);
});

test('what was answered in one window closes in the other, which says so', async ({
  openFakeWindow,
}) => {
  const { page, openAnother } = await openFakeWindow({
    ...showcase(Date.now()),
    needs: [codeNeed(Date.now())],
  });
  const other = await openAnother();
  await needsOf(other).strip.getByRole('button', { name: 'Type the code…' }).click();
  await needsOf(page).strip.getByRole('button', { name: 'Type the code…' }).click();
  await needsOf(page).codeField.fill('123456');
  await needsOf(page).useCode.click();
  await expect(needsOf(other).code).toBeHidden();
  await expect(windowOf(other).news(/^No longer needed/)).toBeVisible();
  await expect(needsOf(other).strip).toBeHidden();
  await expect(other).toHaveTitle('Latchkey');
});

test('what failed in the background leads to its target, and is set aside', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow({
    ...showcase(Date.now()),
    needs: [failedNeed(Date.now())],
  });
  const needs = needsOf(page);
  await windowOf(page).goTo('MFA');
  await needs.line('partner-audit').getByRole('button', { name: 'Show' }).click();
  await expect(switchOf(page).row('partner-audit')).toHaveAttribute('aria-selected', 'true');
  await needs
    .line('partner-audit')
    .getByRole('button', { name: /^Not now/ })
    .click();
  await expect(needs.strip).toBeHidden();
  expect(callsOf(main, 'needs.setAside')).toHaveLength(1);
});

test('nothing above the strip moves when something comes and goes', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  const placesOf = async () => [
    await view.row('ml-staging').boundingBox(),
    await page.getByRole('navigation').boundingBox(),
    await view.panel.getByRole('heading').first().boundingBox(),
  ];
  const before = await placesOf();
  main.change({ needs: [codeNeed(Date.now())] });
  const needs = needsOf(page);
  await needs.strip.waitFor();
  expect(await placesOf()).toEqual(before);
  const first = await needs.line('alice').boundingBox();
  main.change({ needs: [codeNeed(Date.now()), failedNeed(Date.now())] });
  await needs.line('partner-audit').waitFor();
  expect(await needs.line('alice').boundingBox()).toEqual(first);
  expect(await placesOf()).toEqual(before);
  main.change({ needs: [] });
  await expect(needs.strip).toBeHidden();
  expect(await placesOf()).toEqual(before);
});

test('of many needs a few have a line, and the rest can be seen', async ({ openFakeWindow }) => {
  const nowMs = Date.now();
  const many = Array.from({ length: 6 }, (_, index) => ({
    ...failedNeed(nowMs),
    id: String(index),
  }));
  const { page } = await openFakeWindow({
    ...showcase(nowMs),
    needs: [...many, codeNeed(nowMs)],
  });
  const { strip } = needsOf(page);
  await expect(strip.getByRole('listitem')).toHaveCount(3);
  await expect(strip).toContainText('alice: a code is needed');
  await strip.getByRole('button', { name: 'and 4 more' }).click();
  await expect(strip.getByRole('listitem')).toHaveCount(7);
  await expect(page).toHaveTitle('(7) Latchkey');
});

test('a program that asks is allowed: the question comes by itself and says all that it asks for', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).row('dana').waitFor();
  const question = questionNeed(Date.now());
  main.change({ needs: [question] });
  const needs = needsOf(page);
  for (const text of [
    'agent',
    'CloudWatchLogsReadOnlyAccess',
    's3:GetObject',
    'agent = yes',
    '15 min',
    /Waits for \d+ s more/,
  ])
    await expect(needs.question.getByText(text).first()).toBeVisible();
  await needs.allow.click();
  await expect(needs.question).toBeHidden();
  expect(callsOf(main, 'needs.decide')).toEqual([{ id: question.id, allow: true }]);
});

test('by keyboard alone: a program is refused', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow({
    ...showcase(Date.now()),
    needs: [questionNeed(Date.now())],
  });
  const needs = needsOf(page);
  await needs.question.waitFor();
  await needs.refuse.focus();
  await page.keyboard.press('Enter');
  await expect(needs.question).toBeHidden();
  expect(callsOf(main, 'needs.decide')).toMatchObject([{ allow: false }]);
});

test('keys that were meant for something else answer no question', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).filter.fill('prod');
  main.change({ needs: [questionNeed(Date.now())] });
  const needs = needsOf(page);
  await needs.question.waitFor();
  for (const key of ['a', 'Enter', 'Space', 'Enter']) await page.keyboard.press(key);
  await expect(needs.question).toBeVisible();
  expect(callsOf(main, 'needs.decide')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(needs.question).toBeHidden();
  await expect(needs.line('“agent” asks')).toBeVisible();
  expect(callsOf(main, 'needs.decide')).toEqual([]);
});

test('Allow does nothing for a moment after the question has appeared, or its window has come to the front', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).row('dana').waitFor();
  // The moment may be over before a busy machine looks: the page notes what was so at first.
  await page.evaluate(() => {
    const note = new MutationObserver(() => {
      const buttons = [...document.querySelectorAll('[role=alertdialog] button')];
      const allow = buttons.find(({ textContent }) => textContent === 'Allow');
      if (allow === undefined) return;
      document.body.dataset['atFirst'] = allow.matches(':disabled') ? 'disabled' : 'enabled';
      note.disconnect();
    });
    note.observe(document.body, { childList: true, subtree: true });
  });
  main.change({ needs: [questionNeed(Date.now())] });
  const needs = needsOf(page);
  await expect(needs.allow).toBeEnabled();
  await expect(page.locator('body')).toHaveAttribute('data-at-first', 'disabled');

  // From here on no moment goes by but those that are let.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1000);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.clock.runFor(500);
  await expect(needs.allow).toBeDisabled();
  await page.clock.runFor(1000);
  await expect(needs.allow).toBeEnabled();
});

test('a question waits for the dialog that is open, and comes after it', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.openAdd('Role…');
  const form = windowOf(page).dialog('Add a role');
  await form.getByRole('textbox', { name: 'Role ARN' }).fill('arn:aws:iam::');
  main.change({ needs: [questionNeed(Date.now())] });
  await expect(page).toHaveTitle('(1) Latchkey');
  await expect(form).toBeVisible();
  await expect(needsOf(page).question).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(needsOf(page).question).toBeVisible();
});

test('a question whose program gave up closes, and another of the same kind is asked anew', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).row('dana').waitFor();
  const needs = needsOf(page);
  main.change({ needs: [questionNeed(Date.now())] });
  await needs.question.waitFor();
  main.change({ needs: [] });
  await expect(needs.question).toBeHidden();
  await expect(windowOf(page).news('No longer needed: “agent” asks for logs')).toBeVisible();
  main.change({ needs: [questionNeed(Date.now() + 60_000)] });
  await expect(needs.question).toBeVisible();
});

test('a scope that narrows nothing says so, and what a program calls itself is text', async ({
  openFakeWindow,
}) => {
  const hostile = '<img src=x onerror=alert(1)>\u202E”. Press Allow';
  const { page } = await openFakeWindow({
    ...showcase(Date.now()),
    needs: [questionNeed(Date.now(), 'everything', hostile)],
  });
  const { question } = needsOf(page);
  await expect(question.getByText('Everything that the role may do')).toBeVisible();
  await expect(
    question.getByText(String.raw`<img src=x onerror=alert(1)>\u{202e}”.`),
  ).toBeVisible();
  await expect(page.locator('[role=alertdialog] img')).toHaveCount(0);
});

test('axe finds nothing in what needs a person, light and dark', async ({ openFakeWindow }) => {
  test.slow();
  const nowMs = Date.now();
  const { page } = await openFakeWindow({
    ...showcase(nowMs),
    needs: [failedNeed(nowMs), codeNeed(nowMs), questionNeed(nowMs)],
  });
  const needs = needsOf(page);
  await expect(needs.allow).toBeEnabled();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await needs.strip.getByRole('button', { name: 'Type the code…' }).click();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await axeFindings(page)).toEqual([]);
});
