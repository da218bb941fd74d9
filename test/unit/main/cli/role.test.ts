import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '#main/cli/run.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import { openStateStore } from '#main/state/state-store.ts';
import { aState } from '../things.ts';
import { recordingTerminal } from './recording-terminal.ts';

const clock = createSystemClock();
const ARN = 'arn:aws:iam::222233334444:role/Developer';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const POLICY = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}';
let home = '';

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-role-'));
  const state = await openStateStore({ ...findPlaces(environment()), clock });
  await state.update(() => aState({ roles: [] }));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const environment = () => ({ HOME: home, LATCHKEY_HOME: path.join(home, 'latchkey') });

async function run(args: readonly string[], input = '') {
  const terminal = recordingTerminal({ input });
  const code = await runCommandLine(args, {
    terminal,
    environment: environment(),
    clock,
    abandon: () => {},
  });
  return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
}

/** The role after a command that must go well. */
async function roleAfter(args: readonly string[], input = ''): Promise<Record<string, unknown>> {
  const { code, out, err } = await run([...args, '--json'], input);
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as Record<string, unknown>;
}

const ADD = ['role', 'add', 'dev', '--role-arn', ARN, '--source', 'alice'];
const OPTIONS = [
  '--source-identity',
  'alice',
  '--tag',
  'team=data',
  '--tag',
  'cost=a=b',
  '--transitive-tag',
  'team',
  '--policy-arn',
  READ_ONLY,
];
const TAGS = [
  { key: 'team', value: 'data' },
  { key: 'cost', value: 'a=b' },
];

describe('latchkey role add', () => {
  it('takes every option of a session, and the policy from standard input', async () => {
    expect(
      await roleAfter([...ADD, ...OPTIONS, '--policy-file', '-'], `${POLICY}\n`),
    ).toMatchObject({
      sourceIdentity: 'alice',
      tags: TAGS,
      transitiveTagKeys: ['team'],
      policyArns: [READ_ONLY],
      policy: POLICY,
    });
  });

  it('takes the policy from a file, with or without a byte order mark', async () => {
    await writeFile(path.join(home, 'policy.json'), `\uFEFF${POLICY}\n`);
    const args = [...ADD, '--policy-file', path.join(home, 'policy.json')];
    expect(await roleAfter(args)).toMatchObject({ policy: POLICY });
  });

  it.each<[string, readonly string[], string]>([
    ['a tag without value', ['--tag', 'team'], 'It takes KEY=VALUE'],
    ['a file that is not there', ['--policy-file', '/nowhere'], '--policy-file cannot be used'],
    ['a policy that is none', ['--policy-file', '-'], '--policy-file cannot be used'],
    ['a tag of AWS', ['--tag', 'aws:team=x'], '--tag cannot be used'],
    ['an unknown transitive tag', ['--transitive-tag', 'x'], '--transitive-tag cannot be used'],
    ['an ARN that is no policy', ['--policy-arn', ARN], '--policy-arn cannot be used'],
    ['a source identity with a blank', ['--source-identity', 'a b'], '--source-identity cannot'],
  ])('refuses %s by the option that it came with', async (_, options, words) => {
    const { code, out, err } = await run([...ADD, ...options], 'no JSON');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect((await run(['role', 'list', '--json'])).out).toBe('[]');
  });
});

describe('latchkey role show', () => {
  it('shows the plan with its reasons, and the options so that one can read them', async () => {
    await run([...ADD, ...OPTIONS, '--policy-file', '-'], POLICY);
    const { out } = await run(['role', 'show', 'dev']);
    expect(out).toMatch(/^Source identity +alice$/m);
    expect(out).toMatch(/^Tag +team=data \(goes on\)$/m);
    expect(out).toMatch(/^Tag +cost=a=b$/m);
    expect(out).toMatch(/^Managed policy +arn:aws:iam::aws:policy\/ReadOnlyAccess$/m);
    expect(out).toContain('\nSession policy\n  {\n    "Version": "2012-10-17",\n');
    expect(out).toContain('2. AssumeRole of dev for 3600 s');
    expect(out).toContain('A session policy narrows the session');
  });
});

describe('latchkey role change', () => {
  beforeEach(() =>
    run([...ADD, ...OPTIONS, '--external-id', 'acme-1', '--policy-file', '-'], POLICY),
  );

  it('changes what is named and nothing else', async () => {
    const before = (
      JSON.parse((await run(['role', 'show', 'dev', '--json'])).out) as { role: object }
    ).role;
    const args = ['role', 'change', 'dev', '--duration', '1800', '--tag', 'team=ops'];
    expect(await roleAfter(args)).toEqual({
      ...before,
      durationSeconds: 1800,
      tags: [{ key: 'team', value: 'ops' }],
    });
  });

  it('takes away what --no-… names', async () => {
    const away = ['external-id', 'source-identity', 'tag', 'transitive-tag', 'policy-file'];
    const args = away.map((option) => `--no-${option}`);
    expect(await roleAfter(['role', 'change', 'dev', ...args])).toMatchObject({
      externalId: null,
      sourceIdentity: null,
      tags: [],
      transitiveTagKeys: [],
      policy: null,
      policyArns: [READ_ONLY],
    });
  });

  it('gives it another profile', async () => {
    expect(await roleAfter(['role', 'change', 'dev', '--profile', 'work'])).toMatchObject({
      name: 'dev',
      profile: 'work',
    });
  });

  it('wants to be told what to change', async () => {
    const { code, err } = await run(['role', 'change', 'dev']);
    expect(code).toBe(2);
    expect(err).toContain('--duration 3600');
  });

  it('keeps a tag that goes on from being taken away alone', async () => {
    const { code, err } = await run(['role', 'change', 'dev', '--no-tag']);
    expect(code).toBe(2);
    expect(err).toContain('--transitive-tag cannot be used');
  });
});

describe('latchkey role scope', () => {
  const add = (...options: readonly string[]) =>
    run(['role', 'scope', 'add', 'dev', 'readonly', ...options]);

  it('adds a scope, lists it, shows it with its role, and removes it', async () => {
    await roleAfter(ADD);
    const added = await add('--policy-arn', READ_ONLY, '--tag', 'agent=yes', '--duration', '900');
    expect(added).toEqual({
      code: 0,
      err: '',
      out: 'Added readonly to dev. Use it: latchkey exec dev --scope readonly -- COMMAND',
    });
    expect((await run(['role', 'scope', 'list', 'dev'])).out).toMatch(
      /readonly +arn:aws:iam::aws:policy\/ReadOnlyAccess +900 s +agent=yes/,
    );
    expect((await run(['role', 'show', 'dev'])).out).toContain(READ_ONLY);
    expect((await run(['role', 'scope', 'remove', 'dev', 'readonly'])).code).toBe(0);
    expect((await run(['role', 'scope', 'list', 'dev'])).out).toContain('dev has no scopes');
  });

  it('puts a scope in the place of the one by that name, as it is named now', async () => {
    await roleAfter(ADD);
    await add('--policy-arn', READ_ONLY);
    const { scopes } = await roleAfter(['role', 'scope', 'add', 'dev', 'readonly', '--ask']);
    expect(scopes).toEqual([
      {
        name: 'readonly',
        tags: [],
        policyArns: [],
        policy: null,
        durationSeconds: null,
        approval: 'each-time',
      },
    ]);
  });

  it.each([
    ['a b', [], 'NAME'],
    ['x', ['--duration', '60'], '--duration'],
    ['x', ['--policy-arn', 'arn'], '--policy-arn'],
  ])('names what was typed wrong by its option: %s %j', async (name, options, field) => {
    await roleAfter(ADD);
    const { err } = await run(['role', 'scope', 'add', 'dev', name, ...options]);
    expect(err).toContain(`${field} cannot be used`);
  });

  it.each([
    ['a role that is not there', ['role', 'scope', 'add', 'prod', 'x'], 4],
    ['a scope that is not there', ['role', 'scope', 'remove', 'dev', 'x'], 4],
    ['a name that is none', ['role', 'scope', 'add', 'dev', 'a b'], 2],
    ['a policy ARN that is none', ['role', 'scope', 'add', 'dev', 'x', '--policy-arn', 'arn'], 2],
    [
      'a session shorter than AWS gives',
      ['role', 'scope', 'add', 'dev', 'x', '--duration', '60'],
      2,
    ],
    ['a scope of that name in exec', ['exec', 'dev', '--scope', 'x', '--', 'true'], 4],
  ])('refuses %s', async (_, args, code) => {
    await roleAfter(ADD);
    const failed = await run(args);
    expect(failed.code).toBe(code);
    expect(failed.err).not.toBe('');
    expect(failed.out).toBe('');
  });
});
