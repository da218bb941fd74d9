import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  openPracticeClients,
  refusalOf,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients();
});
afterEach(() => practice.close());

const ines = () => practice.iam(practice.user('ines'));
const generate = async () => (await ines().send(new GenerateCredentialReportCommand())).State;
const get = () => ines().send(new GetCredentialReportCommand());

/** The report by user, each row by column. */
async function report(): Promise<Record<string, Record<string, string>>> {
  await generate();
  practice.clock.jump(4000);
  const { Content } = await get();
  const [header = [], ...rows] = Buffer.from(Content ?? [])
    .toString()
    .split('\n')
    .map((line) => line.split(','));
  return Object.fromEntries(
    rows.map((row) => [row[0], Object.fromEntries(header.map((name, n) => [name, row[n] ?? '']))]),
  );
}

describe('the way to a report', () => {
  test('it is started, made and complete, and good for four hours', async () => {
    expect(await refusalOf(get())).toMatchObject({ code: 'ReportNotPresent', status: 410 });
    expect(await generate()).toBe('STARTED');
    expect(await generate()).toBe('INPROGRESS');
    expect(await refusalOf(get())).toMatchObject({ code: 'ReportInProgress', status: 404 });
    practice.clock.jump(4000);
    expect(await generate()).toBe('COMPLETE');
    const reply = await get();
    expect([reply.ReportFormat, reply.GeneratedTime?.getTime()]).toEqual([
      'text/csv',
      practice.clock.now(),
    ]);
    practice.clock.jump(4 * HOUR_MS);
    expect(await refusalOf(get())).toMatchObject({ code: 'ReportExpired', status: 410 });
    expect(await generate()).toBe('STARTED');
  });

  test('is for those who may', async () => {
    const kim = practice.iam(practice.user('kim'));
    for (const command of [new GenerateCredentialReportCommand(), new GetCredentialReportCommand()])
      expect((await refusalOf(kim.send(command as GetCredentialReportCommand))).code).toBe(
        'AccessDenied',
      );
  });
});

describe('what is in it', () => {
  test('22 columns, the root user first', async () => {
    const rows = await report();
    const [[name, root] = []] = Object.entries(rows);
    expect(name).toBe('<root_account>');
    expect(Object.keys(root ?? {})).toHaveLength(22);
    expect(root).toMatchObject({
      arn: 'arn:aws:iam::111122223333:root',
      password_enabled: 'not_supported',
      password_last_changed: 'not_supported',
      password_next_rotation: 'not_supported',
      mfa_active: 'false',
      access_key_1_active: 'true',
      access_key_1_last_used_service: 'iam',
    });
  });

  test('keys with their age, use and status, and N/A where there is none', async () => {
    const createdAtMs = practice.clock.now() - 110 * DAY_MS;
    const rows = await report();
    expect(rows['hana']).toMatchObject({
      password_enabled: 'false',
      password_last_used: 'N/A',
      mfa_active: 'true',
      access_key_1_active: 'true',
      access_key_1_last_rotated: `${new Date(createdAtMs).toISOString().slice(0, 19)}+00:00`,
      access_key_1_last_used_region: 'eu-west-1',
      access_key_2_active: 'false',
      access_key_2_last_rotated: 'N/A',
      cert_1_active: 'false',
    });
    expect(rows['lou']).toMatchObject({
      mfa_active: 'false',
      access_key_1_active: 'true',
      access_key_1_last_used_date: 'N/A',
      access_key_1_last_used_service: 'N/A',
    });
    expect(rows['cleo']).toMatchObject({
      access_key_1_active: 'true',
      access_key_2_active: 'false',
      access_key_2_last_used_service: 'lambda',
    });
  });

  test('passwords with their last use and their end', async () => {
    const rows = await report();
    expect(rows['ines']).toMatchObject({
      password_enabled: 'true',
      password_last_used: 'no_information',
    });
    const { password_last_changed: changed = '', password_next_rotation: next = '' } =
      rows['bea'] ?? {};
    expect((Date.parse(next) - Date.parse(changed)) / DAY_MS).toBe(365);
  });

  test('it is of the moment it was started, and knows a key that was used just before', async () => {
    await practice.sts(practice.user('lou')).send(new GetCallerIdentityCommand());
    await generate();
    await practice.iam(practice.user('kim')).send(new ListAccessKeysCommand());
    const rows = await report();
    expect(rows['lou']?.['access_key_1_last_used_service']).toBe('sts');
    expect(rows['kim']?.['access_key_1_last_used_region']).toBe('us-east-1');
  });

  test('columns that AWS may add come behind', async () => {
    await practice.close();
    practice = await openPracticeClients({ moreReportColumns: ['additional_credentials_info'] });
    const { dana } = await report();
    expect(Object.entries(dana ?? {}).slice(21)).toEqual([
      ['cert_2_last_rotated', 'N/A'],
      ['additional_credentials_info', 'N/A'],
    ]);
  });
});
