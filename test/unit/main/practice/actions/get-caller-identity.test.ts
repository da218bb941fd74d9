import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  keysOf,
  openPracticeClients,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

let practice: PracticeClients;
beforeAll(async () => {
  practice = await openPracticeClients();
});
afterAll(() => practice.close());

test('a user is told the account, the ARN and the id that begins with AIDA', async () => {
  const reply = await practice.sts(practice.user('dana')).send(new GetCallerIdentityCommand());
  expect(reply).toMatchObject({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/dana',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
  });
});

test('the root user is known by its ARN and has the account id for its own', async () => {
  const reply = await practice.sts(practice.user('root')).send(new GetCallerIdentityCommand());
  expect(reply).toMatchObject({ Arn: 'arn:aws:iam::111122223333:root', UserId: '111122223333' });
});

test('it needs no permission at all', async () => {
  const reply = await practice.sts(practice.user('pat')).send(new GetCallerIdentityCommand());
  expect(reply.Arn).toBe('arn:aws:iam::111122223333:user/pat');
});

test('the session of GetSessionToken is still the user', async () => {
  const session = await practice.sessionOf('kim', 'without MFA');
  const reply = await practice.sts(session).send(new GetCallerIdentityCommand());
  expect(reply.Arn).toBe('arn:aws:iam::111122223333:user/kim');
});

test("a role's session is named by role, without its path, and session name", async () => {
  const hub = await practice.assume(practice.user('dana'), 'acme-data-hub');
  const analyst = await practice.assume(keysOf(hub.Credentials), 'acme-data-analyst', {
    RoleSessionName: 'dana@work',
  });
  const reply = await practice
    .sts(keysOf(analyst.Credentials))
    .send(new GetCallerIdentityCommand());
  expect(reply).toMatchObject({
    Account: '444455556666',
    Arn: 'arn:aws:sts::444455556666:assumed-role/Analyst/dana@work',
    UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:dana@work$/),
  });
});
