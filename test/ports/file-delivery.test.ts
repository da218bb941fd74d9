import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { secretOf } from '#shared/secret.ts';
import type { FileDelivery } from '#main/delivery/delivery.ts';
import { createFileDelivery } from '#main/delivery/file-delivery.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { createMemoryDelivery } from '#test/fakes/memory-delivery.ts';
import { createMemoryOwnership } from '#test/fakes/memory-ownership.ts';

interface Subject {
  readonly delivery: FileDelivery;
  addForeign(profile: string): Promise<void>;
  tamper(profile: string): Promise<void>;
  accessKeyIdOf(profile: string): Promise<string | undefined>;
}

async function inFiles(): Promise<Subject> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-port-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const credentialsFile = path.join(home, 'credentials');
  const text = () => readFile(credentialsFile, 'utf8').catch(() => '');
  const places = {
    credentialsFile,
    configFile: path.join(home, 'config'),
    lockFolder: path.join(home, 'locks'),
  };
  return {
    delivery: createFileDelivery({
      ...places,
      ownership: createMemoryOwnership(),
      clock: createSystemClock(),
      startBackup: () => async () => {},
    }),
    addForeign: async (profile) =>
      writeFile(credentialsFile, `${await text()}\n[${profile}]\naws_access_key_id = AKIATHEIRS\n`),
    tamper: async (profile) =>
      writeFile(
        credentialsFile,
        (await text()).replace(`[${profile}]\n`, `[${profile}]\ncli_pager = less\n`),
      ),
    accessKeyIdOf: async (profile) =>
      new RegExp(`^\\[${profile}\\]\\n(?:cli_pager.*\\n)?aws_access_key_id = (.*)$`, 'm').exec(
        await text(),
      )?.[1],
  };
}

async function inMemory(): Promise<Subject> {
  const delivery = createMemoryDelivery();
  const foreign = new Set<string>();
  return {
    delivery,
    addForeign: async (profile) => {
      foreign.add(profile);
      delivery.addForeign(profile);
    },
    tamper: async (profile) => delivery.tamper(profile),
    accessKeyIdOf: async (profile) =>
      foreign.has(profile) ? 'AKIATHEIRS' : delivery.profiles.get(profile)?.accessKeyId,
  };
}

const request = (profile: string, accessKeyId: string, replaceChanged = false) => ({
  profile,
  region: 'eu-west-1',
  endpointUrl: null,
  replaceChanged,
  credentials: {
    accessKeyId,
    secretAccessKey: secretOf('s'),
    sessionToken: secretOf('t'),
    expiresAtMs: 0,
  },
});

describe.each([
  ['the AWS files', inFiles],
  ['memory', inMemory],
])('delivery into %s', (_, create) => {
  it('delivers, delivers anew, and withdraws', async () => {
    const { delivery, accessKeyIdOf } = await create();
    await delivery.check('dev');
    await delivery.deliver(request('dev', 'ASIA1'));
    await delivery.deliver(request('dev', 'ASIA2'));
    expect(await accessKeyIdOf('dev')).toBe('ASIA2');
    await delivery.withdraw('dev', false);
    expect(await accessKeyIdOf('dev')).toBeUndefined();
  });

  it('withdraws what is not there without a word', async () => {
    const { delivery } = await create();
    await expect(delivery.withdraw('dev', false)).resolves.toBeUndefined();
  });

  it('keeps profiles apart', async () => {
    const { delivery, accessKeyIdOf } = await create();
    await delivery.deliver(request('one', 'ASIA1'));
    await delivery.deliver(request('two', 'ASIA2'));
    await delivery.withdraw('one', false);
    expect([await accessKeyIdOf('one'), await accessKeyIdOf('two')]).toEqual([undefined, 'ASIA2']);
  });

  it('never writes over a profile of somebody else', async () => {
    const { delivery, addForeign, accessKeyIdOf } = await create();
    await addForeign('dev');
    const taken = { code: 'files/profile-taken', facts: { profile: 'dev' } };
    await expect(delivery.check('dev')).rejects.toMatchObject(taken);
    await expect(delivery.deliver(request('dev', 'ASIA1', true))).rejects.toMatchObject(taken);
    await delivery.withdraw('dev', true);
    expect(await accessKeyIdOf('dev')).toBe('AKIATHEIRS');
  });

  it('asks before it replaces or removes what somebody else has changed', async () => {
    const { delivery, tamper, accessKeyIdOf } = await create();
    await delivery.deliver(request('dev', 'ASIA1'));
    await tamper('dev');
    const changed = { code: 'files/changed-elsewhere', facts: { profile: 'dev' } };
    await expect(delivery.check('dev')).resolves.toBeUndefined();
    await expect(delivery.deliver(request('dev', 'ASIA2'))).rejects.toMatchObject(changed);
    await expect(delivery.withdraw('dev', false)).rejects.toMatchObject(changed);
    expect(await accessKeyIdOf('dev')).toBe('ASIA1');
    await delivery.deliver(request('dev', 'ASIA2', true));
    await tamper('dev');
    await delivery.withdraw('dev', true);
    expect(await accessKeyIdOf('dev')).toBeUndefined();
  });
});
