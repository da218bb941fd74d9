import { beforeEach, describe, expect, it } from 'vitest';
import {
  createCredentialProcess,
  credentialProcessJson,
  type CredentialProcess,
} from '#main/sessions/credential-process.ts';
import type { Answers } from '#main/sessions/answer-at-once.ts';
import type { ToolCredentials, ToolOptions } from '#main/sessions/tool-credentials.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import type { FakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { credentials } from '../cli/credentials.ts';
import { aRole, aState } from '../things.ts';

describe('what a credential_process prints', () => {
  it('is what every SDK reads: Version 1 as a number, UTC seconds, one line, under 4 kB', () => {
    const text = credentialProcessJson(credentials({ sessionToken: 't'.repeat(2000) }));
    expect(text).not.toContain('\n');
    expect(text.startsWith('{')).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThan(4096);
    expect(JSON.parse(text)).toEqual({
      Version: 1,
      AccessKeyId: 'ASIAEXAMPLEEXAMPLE12',
      SecretAccessKey: 'not/a/real/secret',
      SessionToken: 't'.repeat(2000),
      Expiration: '2031-01-01T00:00:00Z',
      AccountId: '111122223333',
    });
  });

  it('has no session token rather than an empty one, which botocore would send', () => {
    expect(credentialProcessJson(credentials({ sessionToken: '' }))).not.toContain('SessionToken');
  });
});

describe('credentials for a credential_process', () => {
  let clock: FakeClock;
  let asked: ToolOptions[];
  let booked: ReturnType<Answers['ready']>;
  let finish: (outcome: ToolCredentials) => void;
  let fail: (error: Error) => void;
  let credentialProcess: CredentialProcess;
  beforeEach(() => {
    clock = createFakeClock();
    asked = [];
    booked = null;
    credentialProcess = createCredentialProcess({
      state: createMemoryStateStore(aState({ roles: [aRole({ name: 'dev', profile: 'work' })] })),
      answers: { ready: (target) => (target === 'dev' ? booked : null) },
      obtainForTool: (_, options) => {
        asked.push(options);
        return new Promise((resolve, reject) => {
          finish = resolve;
          fail = reject;
        });
      },
      sessions: {
        stateOf: () => ({ state: 'starting', waitingForCodeUntil: '2026-11-24T09:01:00Z' }),
      },
      skew: { awsNow: clock.now },
      clock,
    });
  });

  const session = {
    kind: 'credentials' as const,
    credentials: {
      accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
      secretAccessKey: secretOf('not/a/real/secret'),
      sessionToken: secretOf('not+a+real+token'),
      expiresAtMs: Date.parse('2026-11-24T10:00:00.999Z'),
    },
    accountId: '111122223333',
    region: 'eu-west-1',
  };
  const made = { ...session, target: 'dev', endpointUrl: null };

  it('come out of the book where it has a session, by target or profile', async () => {
    booked = session;
    const texts = [
      await credentialProcess('dev', { waits: true }),
      await credentialProcess('work', { waits: true }),
    ];
    expect(texts[0]).toContain('"Expiration":"2026-11-24T10:00:00Z"');
    expect(texts[1]).toBe(texts[0]);
    expect(asked).toEqual([]);
  });

  it('are made once for fifty that ask at once', async () => {
    const all = Array.from({ length: 50 }, (_, index) =>
      credentialProcess(index % 2 === 0 ? 'dev' : 'work', { waits: true }),
    );
    await clock.advance(0);
    expect(asked).toEqual([{ whenPersonNeeded: 'wait', by: 'process' }]);
    finish(made);
    expect(new Set(await Promise.all(all)).size).toBe(1);
  });

  it('are made once more where they ended on their way, as while the machine slept', async () => {
    const waiting = credentialProcess('dev', { waits: true });
    await clock.advance(0);
    const past = clock.now();
    finish({ ...made, credentials: { ...made.credentials, expiresAtMs: past } });
    await clock.advance(0);
    expect(asked).toHaveLength(2);
    finish({ ...made, credentials: { ...made.credentials, expiresAtMs: past + 1000 } });
    expect(await waiting).toContain('ASIAEXAMPLEEXAMPLE12');
  });

  it('are never printed when they are over', async () => {
    const waiting = credentialProcess('dev', { waits: true });
    const over = { ...made, credentials: { ...made.credentials, expiresAtMs: clock.now() } };
    await clock.advance(0);
    finish(over);
    await clock.advance(0);
    finish(over);
    await expect(waiting).rejects.toMatchObject({ code: 'session/being-made' });
  });

  it('are asked for anew after a failure, which all who waited hear of', async () => {
    const all = [1, 2, 3].map(() => credentialProcess('dev', { waits: false }));
    await clock.advance(0);
    fail(new Error('no'));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(
      Array.from({ length: 3 }, () => 'rejected'),
    );
    const next = credentialProcess('dev', { waits: false });
    await clock.advance(0);
    expect(asked).toEqual([
      { whenPersonNeeded: 'return', by: 'process' },
      { whenPersonNeeded: 'return', by: 'process' },
    ]);
    finish(made);
    await next;
  });

  it('are not there where a person has to give a code', async () => {
    const waiting = credentialProcess('dev', { waits: true });
    await clock.advance(0);
    finish({ kind: 'mfa-needed', target: 'dev', serial: 'a-device' });
    await expect(waiting).rejects.toMatchObject({
      code: 'mfa/code-needed',
      facts: { serial: 'a-device', target: 'dev' },
    });
  });

  it('keep a tool waiting for 53 s at most, since the Go SDK gives it 60, and are made all the same', async () => {
    let isOver = false;
    const waiting = credentialProcess('dev', { waits: true }).finally(() => (isOver = true));
    waiting.catch(() => {});
    await clock.advance(52_900);
    expect(isOver).toBe(false);
    await clock.advance(100);
    await expect(waiting).rejects.toMatchObject({
      code: 'session/being-made',
      facts: { target: 'dev', codeAt: '2026-11-24T09:01:00Z' },
    });
    const next = credentialProcess('dev', { waits: true });
    await clock.advance(0);
    expect(asked).toHaveLength(1);
    finish(made);
    expect(await next).toContain('ASIAEXAMPLEEXAMPLE12');
    expect(clock.sleepers()).toBe(0);
  });

  it('of an unknown name are nobody’s', async () => {
    await expect(credentialProcess('nobody', { waits: true })).rejects.toMatchObject({
      code: 'input/unknown',
    });
  });
});
