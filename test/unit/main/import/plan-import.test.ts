import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createIdentities } from '#main/identities/identities.ts';
import { emptyState } from '#main/state/state-document.ts';
import { importChoice } from '#shared/contract/import-plan.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { FAKE_ASIDE } from '#test/fakes/fake-aside.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryDelivery } from '#test/fakes/memory-delivery.ts';
import { DANA, DANA_SECRET, OPS, OPS_SECRET } from '#test/fixtures/import/real-world-files.ts';
import { processorTime } from '#test/fixtures/processor-time.ts';
import { anIdentity, aRole, DEVICE } from '../things.ts';
import { createImportParts } from './import-parts.ts';

const key = (name: string, id: string, secret: string) =>
  `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
const role = (name: string, source: string, more = '') =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::222233334444:role/${name}\nsource_profile = ${source}\n${more}`;
const CREDENTIALS = key('dana', DANA, DANA_SECRET) + key('ops', OPS, OPS_SECRET);

describe('which profiles', () => {
  it('only those that are named, when some are', async () => {
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      config: role('dev', 'dana'),
    });
    const plan = await parts.import.plan({ profiles: ['dana'] });
    expect(plan.identities.map(({ name }) => name)).toEqual(['dana']);
    expect(plan.keys.map(({ profiles }) => profiles)).toEqual([['dana']]);
    expect(plan.warnings).toMatchObject([
      { code: 'used-by-others', profile: 'dana', about: ['dev'] },
    ]);
    await parts.import.apply({ profiles: ['dana'], token: plan.token });
    expect(await parts.credentials()).toBe(key('ops', OPS, OPS_SECRET));
  });

  it('a role whose source is not among them stays, until the source is there', async () => {
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      config: role('dev', 'dana'),
    });
    expect((await parts.import.plan({ profiles: ['dev'] })).left).toMatchObject([
      { profile: 'dev', code: 'source-not-chosen', about: ['dana'] },
    ]);
    await parts.import.apply({ profiles: ['dana'] });
    const plan = await parts.import.plan({ profiles: ['dev'] });
    expect(plan.roles).toMatchObject([{ name: 'dev', source: 'dana' }]);
  });

  it('one that is in no file is a mistake', async () => {
    const parts = await createImportParts({ credentials: CREDENTIALS });
    await expect(parts.import.plan({ profiles: ['dana', 'nobody'] })).rejects.toMatchObject({
      code: 'input/unknown',
      facts: { kind: 'profile', name: 'nobody' },
    });
  });

  it('not those that Latchkey itself delivers', async () => {
    const session = `[dana]\naws_access_key_id = ASIATEMPORARY7EXAMPL\naws_secret_access_key = x\naws_session_token = t\n`;
    const parts = await createImportParts({ credentials: session });
    expect((await parts.import.plan({})).left).toMatchObject([{ code: 'short-lived' }]);
    await parts.ownership.put({
      path: parts.places.credentialsFile,
      section: 'dana',
      hash: '',
    });
    expect((await parts.import.plan({})).left).toEqual([]);
  });
});

describe('whose a key is', () => {
  it('is shown with what AWS says, and what it knows of the key is kept', async () => {
    const createdAtMs = Date.parse('2026-08-19T09:00:00Z');
    const parts = await createImportParts({
      credentials: key('dana', DANA, DANA_SECRET),
      user: { alias: 'acme-main', keys: [{ accessKeyId: DANA, status: 'Active', createdAtMs }] },
    });
    const { keys } = await parts.import.plan({});
    expect(keys).toEqual([
      {
        accessKeyId: 'AKIA…7XQ3',
        profiles: ['dana'],
        proof: {
          state: 'proven',
          accountId: '111122223333',
          userName: 'alice',
          arn: 'arn:aws:iam::111122223333:user/alice',
        },
      },
    ]);
    await parts.import.apply({});
    expect(parts.state.current().identities).toMatchObject([
      {
        accountId: '111122223333',
        accountAlias: 'acme-main',
        userName: 'alice',
        keys: { keys: [{ createdAt: '2026-08-19T09:00:00Z' }] },
        hasSeed: false,
        mfaProcess: null,
      },
    ]);
  });

  it.each([
    new AppError('aws/unreachable', {
      url: 'https://sts.us-east-1.amazonaws.com',
      reason: 'refused',
      sent: false,
    }),
    new AppError('aws/key-unknown', { accessKeyId: DANA }),
    new AppError('aws/secret-wrong', { accessKeyId: DANA }),
  ])('a key that AWS did not confirm stays, unless the user says so: $code', async (refusal) => {
    const parts = await createImportParts({ credentials: key('dana', DANA, DANA_SECRET) });
    parts.aws.always('getCallerIdentity', refusal);
    const plan = await parts.import.plan({});
    expect(plan.keys).toMatchObject([
      { proof: { state: 'not-proven', failure: { code: refusal.code } } },
    ]);
    expect(plan.left).toMatchObject([{ profile: 'dana', code: 'not-proven' }]);
    expect(plan.files).toEqual([]);

    await parts.import.apply({ allowUnproven: true });
    expect(await parts.secretOf(DANA)).toBe(DANA_SECRET);
    expect(parts.state.current().identities).toMatchObject([
      { name: 'dana', userName: 'not proven yet', arn: '' },
    ]);
  });

  it('what was not known of an unproven key is learned as soon as AWS can be asked', async () => {
    const parts = await createImportParts({ credentials: key('dana', DANA, DANA_SECRET) });
    const { state, aws, vault } = parts;
    aws.next('getCallerIdentity', new AppError('aws/key-unknown', { accessKeyId: DANA }));
    await parts.import.apply({ allowUnproven: true });
    const delivery = createMemoryDelivery();
    const sessions = { stop: async () => {} };
    const skew = createClockSkew(createFakeClock());
    const { secrets } = vault;
    const iam = { obtain: () => Promise.reject(new Error('no MFA')) };
    const identities = createIdentities({
      state,
      secrets,
      aws,
      delivery,
      sessions,
      skew,
      iam,
      aside: FAKE_ASIDE,
    });
    expect(await identities.refresh('dana')).toMatchObject({
      accountId: '111122223333',
      userName: 'alice',
      arn: 'arn:aws:iam::111122223333:user/alice',
    });
  });

  it('where AWS cannot be reached, that is waited for a few times and not once per key', async () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      key(`k${index}`, `AKIADANA2EXAMPLE00${String(index).padStart(2, '0')}`, DANA_SECRET),
    );
    const parts = await createImportParts({ credentials: many.join('') });
    const unreachable = {
      url: 'https://sts.us-east-1.amazonaws.com',
      reason: 'timed-out',
      sent: false,
    } as const;
    parts.aws.always('getCallerIdentity', new AppError('aws/unreachable', unreachable));
    const { keys, left } = await parts.import.plan({});
    expect(new Set(keys.map(({ proof }) => proof.state))).toEqual(new Set(['not-proven']));
    expect([keys.length, left.length]).toEqual([50, 50]);
    expect(parts.aws.calls.length).toBeLessThan(10);
  });

  it('a key of the root user stays, unless the user insists', async () => {
    const parts = await createImportParts({
      credentials: key('dana', DANA, DANA_SECRET),
      config: role('dev', 'dana'),
    });
    parts.aws.always('getCallerIdentity', async () => ({
      accountId: '111122223333',
      arn: 'arn:aws:iam::111122223333:root',
    }));
    expect((await parts.import.plan({})).left.map(({ profile, code }) => [profile, code])).toEqual([
      ['dana', 'root-key'],
      ['dev', 'source-not-taken'],
    ]);
    expect((await parts.import.plan({ allowRoot: true })).identities).toHaveLength(1);
  });

  it('of two secrets for one key id only the one that works is taken', async () => {
    const parts = await createImportParts({
      credentials: key('old', DANA, OPS_SECRET) + key('dana', DANA, DANA_SECRET),
    });
    parts.aws.always('getCallerIdentity', async (_, { secretAccessKey }) => {
      if (secretAccessKey.reveal() !== DANA_SECRET)
        throw new AppError('aws/secret-wrong', { accessKeyId: DANA });
      return { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/dana' };
    });
    const plan = await parts.import.plan({ allowUnproven: true });
    expect(plan.identities.map(({ name }) => name)).toEqual(['dana']);
    expect(plan.left).toMatchObject([{ profile: 'old', code: 'secret-differs', about: ['dana'] }]);
  });

  it('of two secrets that nobody confirmed neither is taken', async () => {
    const parts = await createImportParts({
      credentials: key('old', DANA, OPS_SECRET) + key('dana', DANA, DANA_SECRET),
    });
    parts.aws.always('getCallerIdentity', new AppError('aws/secret-wrong', { accessKeyId: DANA }));
    expect((await parts.import.plan({ allowUnproven: true })).left.map(({ code }) => code)).toEqual(
      ['secret-differs', 'secret-differs'],
    );
  });
});

describe('what targets are called', () => {
  it('a name that is taken gives way to a suggestion; the profile keeps its name', async () => {
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      config: role('dev', 'dana') + role('dev-2', 'dana'),
      state: {
        ...emptyState(),
        identities: [anIdentity()],
        roles: [aRole({ name: 'dev', profile: 'elsewhere' })],
      },
    });
    const plan = await parts.import.plan({});
    expect(plan.roles.map(({ name, profile }) => [name, profile])).toEqual([
      ['dev-3', 'dev'],
      ['dev-2', 'dev-2'],
    ]);
    expect(plan.warnings).toMatchObject([{ code: 'renamed', profile: 'dev', about: ['dev-3'] }]);
  });

  it('the user may choose others', async () => {
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      config: role('dev', 'dana'),
    });
    const rename = [{ profile: 'dana', name: 'me' }];
    const plan = await parts.import.plan({ rename });
    expect(plan.identities.map(({ name, profile }) => [name, profile])).toEqual([
      ['me', 'dana'],
      ['ops', 'ops'],
    ]);
    expect(plan.roles).toMatchObject([{ name: 'dev', source: 'me' }]);
    expect(plan.warnings).toEqual([]);
  });

  it('two may not have the same', async () => {
    const parts = await createImportParts({ credentials: CREDENTIALS });
    const rename = [
      { profile: 'dana', name: 'me' },
      { profile: 'ops', name: 'me' },
    ];
    await expect(parts.import.plan({ rename })).rejects.toMatchObject({ code: 'input/name-taken' });
  });

  it('a profile that another target is delivered under stays', async () => {
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      state: { ...emptyState(), identities: [anIdentity({ name: 'other', profile: 'dana' })] },
    });
    const plan = await parts.import.plan({});
    expect(plan.left).toMatchObject([
      { profile: 'dana', code: 'profile-in-use', about: ['other'] },
    ]);
    expect(plan.identities.map(({ name }) => name)).toEqual(['ops']);
  });
});

describe('the MFA device of an identity', () => {
  const config = role('dev', 'dana', `mfa_serial = ${DEVICE}\n`);

  it('is the one its roles name', async () => {
    const parts = await createImportParts({ credentials: CREDENTIALS, config });
    const plan = await parts.import.plan({});
    expect(plan.identities.map(({ name, mfaSerial }) => [name, mfaSerial])).toEqual([
      ['dana', DEVICE],
      ['ops', null],
    ]);
    expect(plan.roles).toMatchObject([{ name: 'dev', mfa: 'session' }]);
    expect(plan.warnings).toEqual([]);
  });

  it('is the only one that AWS lists, when the files name another', async () => {
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      config,
      user: { mfaSerials: [`${DEVICE}-new`] },
    });
    const plan = await parts.import.plan({});
    expect(plan.identities[0]?.mfaSerial).toBe(`${DEVICE}-new`);
    expect(plan.warnings.map(({ code }) => code)).toEqual(['unlisted-device', 'other-device']);
  });

  it('is not one of another account', async () => {
    const foreign = 'arn:aws:iam::999999999999:mfa/mallory';
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      config: role('dev', 'dana', `mfa_serial = ${foreign}\n`),
      user: { mfaSerials: [] },
    });
    const plan = await parts.import.plan({});
    expect(plan.identities[0]?.mfaSerial).toBeNull();
    expect(plan.warnings.map(({ code }) => code)).toEqual(['unlisted-device', 'other-device']);
  });
});

describe('files that cannot be used', () => {
  it.each([
    [
      'may not be read',
      'files/not-regular',
      async (file: string) => rm(file).then(() => mkdir(file)),
    ],
    ['are writable for everybody', 'files/world-writable', (file: string) => chmod(file, 0o666)],
    [
      'are a link into nowhere',
      'files/unreadable',
      async (file: string) => rm(file).then(() => symlink('/nowhere/at/all', file)),
    ],
  ])('that %s are named, and keep everything as it is', async (_, code, spoil) => {
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      config: role('dev', 'dana'),
    });
    await spoil(parts.places.configFile);
    const plan = await parts.import.plan({});
    expect(plan.failures).toMatchObject([
      {
        code,
        facts: {
          path: expect.stringContaining(
            code === 'files/unreadable' ? '/' : parts.places.configFile,
          ),
        },
      },
    ]);
    expect(plan.left.map(({ profile, code: left, path }) => [profile, left, path])).toEqual([
      ['dana', 'file-refused', parts.places.configFile],
      ['ops', 'file-refused', parts.places.configFile],
    ]);
    expect(await parts.import.apply({})).toMatchObject({ identities: [], changedFiles: [] });
    expect(await parts.credentials()).toBe(CREDENTIALS);
  });

  it('answer for a profile that is asked for by name and may be in them', async () => {
    const parts = await createImportParts({
      credentials: CREDENTIALS,
      config: role('dev', 'dana'),
    });
    const { credentialsFile } = parts.places;
    await chmod(credentialsFile, 0o666);
    const choice = { profiles: ['dana'] };
    const refusal = { code: 'files/world-writable', facts: { path: credentialsFile } };
    await expect(parts.import.plan(choice)).rejects.toMatchObject(refusal);
    await expect(parts.import.apply(choice)).rejects.toMatchObject(refusal);
    // One that the other file has is planned, and stays with that reason.
    expect((await parts.import.plan({ profiles: ['dev'] })).left).toMatchObject([
      { profile: 'dev', code: 'file-refused', path: credentialsFile },
    ]);
  });

  it('that are not there at all have nothing to take over', async () => {
    const parts = await createImportParts({});
    expect(await parts.import.plan({})).toMatchObject({
      keys: [],
      left: [],
      failures: [],
      files: [],
    });
  });
});

describe('an endpoint whose address its profiles carry', () => {
  const state = emptyState();
  const local = {
    ...state.endpoints[0]!,
    name: 'local',
    stsUrl: 'http://127.0.0.1:4566',
    writesEndpointUrl: true,
  };
  const given = { state: { ...state, endpoints: [...state.endpoints, local] } };

  it('takes a profile whose sections hold a Region at most: the delivered one replaces them', async () => {
    const parts = await createImportParts({
      ...given,
      credentials: `${CREDENTIALS}region = eu-west-1\n`,
      config: role('dev', 'dana', 'region = eu-west-3\n'),
    });
    const plan = await parts.import.plan({ endpoint: 'local' });
    expect(plan.identities.map(({ name, region }) => [name, region])).toEqual([
      ['dana', null],
      ['ops', 'eu-west-1'],
    ]);
    await parts.import.apply({ endpoint: 'local', token: plan.token });
    expect([await parts.credentials(), await parts.config()]).toEqual(['', '']);
    expect(parts.state.current().identities).toMatchObject([
      { endpoint: 'local' },
      { endpoint: 'local' },
    ]);
  });

  it('leaves one with other settings, which the delivered section could not hold', async () => {
    const parts = await createImportParts({
      ...given,
      credentials: CREDENTIALS,
      config: '[profile dana]\noutput = json\n',
    });
    const plan = await parts.import.plan({ endpoint: 'local' });
    expect(plan.left).toMatchObject([{ profile: 'dana', code: 'config-section' }]);
  });
});

describe('the console’s CSV', () => {
  const csv = secretOf(`Access key ID,Secret access key\n${OPS},${OPS_SECRET}\n`);

  it('becomes an identity named after its user, under a profile that nobody has', async () => {
    const parts = await createImportParts({ credentials: key('alice', DANA, DANA_SECRET) });
    const plan = await parts.import.plan({ csv });
    expect(plan.identities).toMatchObject([
      { name: 'alice-2', profile: 'alice-2', accessKeyId: 'AKIA…7XQ3' },
    ]);
    expect(plan.warnings.map(({ code }) => code)).toEqual(['csv-remains']);
    expect(JSON.stringify(plan)).not.toContain(OPS_SECRET);
    expect(await parts.import.apply({ csv, token: plan.token })).toMatchObject({
      identities: ['alice-2'],
      changedFiles: [],
    });
    expect(await parts.secretOf(OPS)).toBe(OPS_SECRET);
    expect(await parts.credentials()).toBe(key('alice', DANA, DANA_SECRET));
  });

  it('with a key that Latchkey holds already is refused by name', async () => {
    const parts = await createImportParts({});
    await parts.import.apply({ csv });
    expect((await parts.import.plan({ csv })).left).toMatchObject([
      { code: 'key-known', about: ['alice'] },
    ]);
  });
});

describe('the contract', () => {
  it('repeats nothing of a CSV that it refuses', () => {
    const refused = importChoice.safeParse({ csv: OPS_SECRET.repeat(2000), names: [] });
    expect(refused.success).toBe(false);
    expect(JSON.stringify(refused.error?.issues)).not.toContain(OPS_SECRET);
  });
});

describe('large and hostile files', () => {
  it('with 3,000 roles of one key are planned in seconds, and edited in one pass', async () => {
    const roles = Array.from({ length: 3000 }, (_, index) =>
      role(`r${index}`, index % 2 === 0 ? 'dana' : 'ops', 'region = eu-west-1\n'),
    );
    const parts = await createImportParts({ credentials: CREDENTIALS, config: roles.join('\n') });
    const tookMs = processorTime();
    const plan = await parts.import.plan({});
    expect(tookMs()).toBeLessThan(15_000);
    expect(plan.roles).toHaveLength(3000);
    await parts.import.apply({ token: plan.token });
    expect(await parts.config()).not.toContain('role_arn');
  });

  it('with a chain that has no end are refused without harm', async () => {
    const chain = Array.from({ length: 500 }, (_, index) => role(`r${index}`, `r${index + 1}`));
    const parts = await createImportParts({ config: chain.join('') });
    const plan = await parts.import.plan({});
    expect(plan.roles).toEqual([]);
    expect(plan.left).toHaveLength(500);
  });
});
