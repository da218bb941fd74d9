import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE_MS } from '#shared/time.ts';
import { isHere, signersOf } from '#test/fixtures/recording-s3.ts';
import {
  credentialsUntil,
  SESSION_TOKEN,
  startContainer,
  type OpenDoor,
} from '../support/running-container.ts';

/**
 * Programs that nobody here wrote, each given nothing but what `latchkey container` prints. They take their
 * credentials again and again until they have those of `UNTIL`, and print whose they had before, or an error.
 */
const run = promisify(execFile);
const project = path.resolve(import.meta.dirname, '../../../../..');

const JAVASCRIPT = `
  import { STSClient } from '@aws-sdk/client-sts';
  const keys = [];
  const { credentials } = new STSClient({}).config;
  try {
    while (keys.at(-1) !== process.env.UNTIL) {
      const { accessKeyId } = await credentials();
      if (keys.at(-1) !== accessKeyId) keys.push(accessKeyId);
      await new Promise(setImmediate);
    }
    console.log(JSON.stringify({ keys }));
  } catch (error) {
    console.log(JSON.stringify({ keys, error: String(error.message) }));
  }`;

const PYTHON = `
import json, os, botocore.session
keys = []
try:
    session = botocore.session.Session()
    credentials = session.get_credentials()
    while keys[-1:] != [os.environ['UNTIL']]:
        key = credentials.get_frozen_credentials().access_key
        if keys[-1:] != [key]:
            keys.append(key)
    print(json.dumps({'keys': keys}))
except Exception as error:
    print(json.dumps({'keys': keys, 'error': str(error)}))`;

const CLIENTS = [
  {
    name: 'the AWS SDK for JavaScript',
    command: [process.execPath, '--input-type=module', '-e', JAVASCRIPT],
    isHere: true,
  },
  {
    name: 'botocore (skipped where it is not installed)',
    command: ['python3', '-c', PYTHON],
    isHere: spawnSync('python3', ['-c', 'import botocore']).status === 0,
  },
] as const;

const FIRST = 'ASIAMADEUPKEY0000001';
const SECOND = 'ASIAMADEUPKEY0000002';

interface Result {
  readonly keys: readonly string[];
  readonly error?: string;
}

async function makeHome(): Promise<string> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-client-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

function variablesOf(door: OpenDoor, home: string) {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: door.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: door.tokenFile,
  };
}

const inMinutes = (minutes: number, key: string) =>
  credentialsUntil(Date.now() + minutes * MINUTE_MS, key);
const being = { code: 'session/being-made', facts: { target: 'dev', codeAt: null } } as const;
const needed = {
  code: 'mfa/code-needed',
  facts: { serial: 'arn:aws:iam::111122223333:mfa/alice', target: 'dev' },
} as const;

describe.each(CLIENTS)('$name', ({ command, isHere: isInstalled }) => {
  async function take(door: OpenDoor, until: string): Promise<Result> {
    const [program, ...args] = command;
    const { stdout } = await run(program, args, {
      cwd: project,
      env: { ...variablesOf(door, await makeHome()), UNTIL: until },
    });
    return JSON.parse(stdout) as Result;
  }
  it.skipIf(!isInstalled)('gets its credentials with these two variables', async () => {
    const { open, asked, log, answerWith } = await startContainer();
    answerWith(() => inMinutes(60, FIRST));
    expect(await take(await open('dev'), FIRST)).toEqual({ keys: [FIRST] });
    expect(asked).toEqual(['dev']);
    expect(log.events).toEqual([]);
  });

  it.skipIf(!isInstalled)('asks again when a session is being made, and gets it', async () => {
    const { open, asked, answerWith } = await startContainer();
    answerWith(() =>
      asked.length < 3 ? { kind: 'failed', failure: being, passes: true } : inMinutes(60, FIRST),
    );
    expect(await take(await open('dev'), FIRST)).toEqual({ keys: [FIRST] });
    expect(asked).toHaveLength(3);
  });

  it.skipIf(!isInstalled)('takes the renewed session before its own is over', async () => {
    const { open, asked, answerWith } = await startContainer();
    answerWith(() => (asked.length < 2 ? inMinutes(4, FIRST) : inMinutes(60, SECOND)));
    const { keys, error } = await take(await open('dev'), SECOND);
    expect({ last: keys.at(-1), error }).toEqual({ last: SECOND });
    expect(asked.length).toBeGreaterThan(1);
  });

  it.skipIf(!isInstalled)(
    'reads its token anew each time, so that a new one is taken',
    async () => {
      const { open, shell, asked, answerWith } = await startContainer();
      const before = await open('dev');
      answerWith(async () => {
        if (asked.length > 1) return inMinutes(60, SECOND);
        // While the client waits for its first answer, somebody stops the target and opens it again.
        await shell.shut('dev');
        await open('dev');
        return inMinutes(4, FIRST);
      });
      const { keys, error } = await take(before, SECOND);
      expect({ last: keys.at(-1), error }).toEqual({ last: SECOND });
      expect((await open('dev')).token).not.toBe(before.token);
    },
  );

  it.skipIf(!isInstalled)(
    'fails in a few seconds where a person is needed, and is not logged as a guesser',
    async () => {
      const { open, answerWith, log } = await startContainer();
      answerWith(() => ({ kind: 'failed', failure: needed, passes: false }));
      const { keys, error } = await take(await open('dev'), FIRST);
      expect(keys).toEqual([]);
      // JavaScript's default chain keeps the reason for itself.
      expect(error).toMatch(/A code is needed\. dev needs a code of|Could not load credentials/);
      expect(log.events).toEqual([]);
    },
  );
});

const OURS = [{ accessKeyId: FIRST, sessionToken: SESSION_TOKEN }];

describe.skipIf(!isHere('aws'))('the AWS CLI (skipped where it is not installed)', () => {
  const sign = async (door: OpenDoor) => signersOf('aws', variablesOf(door, await makeHome()));

  it('signs with the credentials of these two variables, and asks again while they are made', async () => {
    const { open, asked, log, answerWith } = await startContainer();
    answerWith(() =>
      asked.length < 3 ? { kind: 'failed', failure: being, passes: true } : inMinutes(60, FIRST),
    );
    expect(await sign(await open('dev'))).toEqual(OURS);
    expect(asked).toHaveLength(3);
    expect(log.events).toEqual([]);
  });

  it('says what a person has to do where one is needed', async () => {
    const { open, answerWith } = await startContainer();
    answerWith(() => ({ kind: 'failed', failure: needed, passes: false }));
    await expect(sign(await open('dev'))).rejects.toMatchObject({
      stderr: expect.stringContaining('A code is needed. dev needs a code of'),
    });
  });
});

describe.skipIf(!isHere('rclone'))('rclone (skipped where it is not installed)', () => {
  it('signs with the credentials of the endpoint', async () => {
    const { open, log, answerWith } = await startContainer();
    answerWith(() => inMinutes(60, FIRST));
    const door = await open('dev');
    const signers = await signersOf('rclone', {
      ...variablesOf(door, await makeHome()),
      // AWS's SDK for Go did not read the file until the end of 2023: before, it wants the token itself.
      AWS_CONTAINER_AUTHORIZATION_TOKEN: door.token,
    });
    expect(signers).toEqual(OURS);
    expect(log.events).toEqual([]);
  });
});
