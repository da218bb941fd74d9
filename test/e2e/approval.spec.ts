import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';
import { createSystemClock } from '#main/platform/clock.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { COMMAND, endOf } from './command.ts';
import { test, type CleanEnvironment } from './fixtures.ts';
import { firstRunOf } from './views/first-run.ts';
import { formsOf } from './views/forms.ts';
import { needsOf } from './views/needs.ts';
import { switchOf } from './views/switch.ts';

let account: PracticeAccount;
test.beforeAll(async () => {
  account = await startPracticeAccount({ clock: createSystemClock() });
});
test.afterAll(async () => {
  await account.close();
});

test('a command that wants a scope waits for the window: allowed, it has short-lived keys; refused, it says so; killed, it asks no more', async ({
  openWindow,
  environment,
}) => {
  test.slow();
  const page = await openWindow();
  const needs = needsOf(page);
  await firstRunOf(page).door('Add an IAM user').click();
  await firstRunOf(page).useFile('several words are easiest');
  await addDanaAndHerRole(page);
  const policy = ['--policy-arn', 'arn:aws:iam::aws:policy/ReadOnlyAccess'];
  const added = await latchkey(
    environment,
    'role',
    'scope',
    'add',
    'dev',
    'agent',
    '--ask',
    ...policy,
  );
  expect(added).toMatchObject({ code: 0, err: '' });

  const exec = () => latchkey(environment, ...EXEC);
  const allowed = exec();
  await expect(needs.question.getByText('sh', { exact: true })).toBeVisible();
  await expect(needs.question.getByText('ReadOnlyAccess')).toBeVisible();
  await needs.allow.click();
  expect(await allowed).toMatchObject({ code: 0, out: expect.stringMatching(/^ASIA[A-Z0-9]+\n$/) });

  const refused = exec();
  await needs.refuse.click();
  expect(await refused).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('You did not allow “agent” of “dev”'),
  });
  await expect(needs.strip).toBeHidden();

  const dying = start(environment, ...EXEC);
  await expect(needs.question).toBeVisible();
  dying.kill('SIGKILL');
  await expect(needs.question).toBeHidden();
});

const PRINT_KEY_ID = 'echo $AWS_ACCESS_KEY_ID';
const EXEC = ['exec', 'dev', '--scope', 'agent', '--', 'sh', '-c', PRINT_KEY_ID];

async function addDanaAndHerRole(page: Parameters<typeof formsOf>[0]): Promise<void> {
  const dana = account.users.find(({ userName }) => userName === 'dana');
  await formsOf(page).addIdentity({
    name: 'dana',
    accessKeyId: dana?.accessKeyId ?? '',
    secretAccessKey: dana?.secretAccessKey ?? '',
    seed: dana?.mfaSeed ?? '',
    endpoint: { name: 'practice', stsUrl: account.url, iamUrl: account.url },
  });
  await switchOf(page).row('dana').waitFor();
  await switchOf(page).openAdd('Role…');
  await formsOf(page).addRole({
    name: 'dev',
    source: 'dana',
    roleArn: account.roles.find(({ name }) => name === 'acme-dev-developer')?.roleArn ?? '',
  });
  await switchOf(page).row('dev').waitFor();
}

function latchkey(environment: CleanEnvironment, ...args: readonly string[]) {
  return endOf(start(environment, ...args));
}

function start(environment: CleanEnvironment, ...args: readonly string[]) {
  return spawn(process.execPath, [...COMMAND, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
