import { describe, expect, it } from 'vitest';
import type { Aws } from '#main/aws/aws.ts';
import type { SessionOptions } from '#shared/contract/session-options.ts';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import { createSessionBook } from '#main/sessions/session-book.ts';
import type { Role } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { createParts } from '../parts.ts';
import { DEVICE, aRole, aState, anIdentity } from '../things.ts';

const UNREACHABLE = new AppError('aws/unreachable', {
  url: 'https://sts.us-east-1.amazonaws.com',
  reason: 'timed-out',
  sent: true,
});
const PROCESS = ['/usr/bin/ykman', 'oath', 'accounts', 'code', '-s', 'aws'];
const printing = () =>
  aState({ identities: [anIdentity({ hasSeed: false, mfaProcess: PROCESS })] });

describe('switching', () => {
  it('gets an MFA session once and assumes many roles from it with one code', async () => {
    const { sessions, aws, guard, delivery } = await createParts(
      aState({
        roles: [
          aRole(),
          aRole({ name: 'prod', roleArn: 'arn:aws:iam::333344445555:role/ReadOnly' }),
        ],
      }),
    );
    await sessions.switchTo('dev', {});
    await sessions.switchTo('prod', {});
    expect(guard.sent).toEqual([{ serial: DEVICE, code: '000001' }]);
    expect(aws.callsOf('getSessionToken')).toHaveLength(1);
    expect(aws.callsOf('assumeRole').map((call) => call.accessKeyId)).toEqual([
      'ASIAFAKE000000000001',
      'ASIAFAKE000000000001',
    ]);
    expect([...delivery.profiles.keys()]).toEqual(['dev', 'prod']);
  });

  it('assumes directly with the code from the access key', async () => {
    const { sessions, aws } = await createParts(
      aState({ roles: [aRole({ mfa: 'direct', durationSeconds: 7200 })] }),
    );
    await sessions.switchTo('dev', {});
    expect(aws.calls).toEqual([
      expect.objectContaining({
        action: 'assumeRole',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        mfa: { serial: DEVICE, code: '000001' },
        request: expect.objectContaining({
          durationSeconds: 7200,
          sessionName: 'alice',
          externalId: null,
        }),
      }),
    ]);
  });

  it('uses a live session again, and asks AWS nothing', async () => {
    const { sessions, aws, clock } = await createParts();
    await sessions.switchTo('dev', {});
    const calls = aws.calls.length;
    await clock.advance(44 * MINUTE_MS);
    expect(await sessions.switchTo('dev', {})).toMatchObject({ kind: 'session', reused: true });
    expect(aws.calls).toHaveLength(calls);
  });

  it('renews what has less than a quarter of an hour left, without another code', async () => {
    const { sessions, aws, clock, guard } = await createParts();
    await sessions.switchTo('dev', {});
    clock.suspend(46 * MINUTE_MS);
    expect(await sessions.switchTo('dev', {})).toMatchObject({ kind: 'session', reused: false });
    expect(aws.callsOf('assumeRole')).toHaveLength(2);
    expect(guard.sent).toHaveLength(1);
  });

  it('serves the last session to its end while AWS cannot be reached, and says why at the target', async () => {
    const { sessions, aws, clock } = await createParts();
    await sessions.switchTo('dev', {});
    aws.always('assumeRole', UNREACHABLE);
    clock.suspend(46 * MINUTE_MS);
    expect(await sessions.obtain('dev', {})).toMatchObject({ kind: 'session', reused: true });
    expect(sessions.lastFailure('dev')?.failure.code).toBe('aws/unreachable');
    expect(sessions.stateOf('dev').state).toBe('active');
    clock.suspend(14 * MINUTE_MS);
    await expect(sessions.obtain('dev', {})).rejects.toMatchObject({ code: 'aws/unreachable' });
    aws.always('assumeRole', null);
    expect(await sessions.obtain('dev', {})).toMatchObject({ kind: 'session', reused: false });
    expect(sessions.lastFailure('dev')).toBeNull();
  });

  it.each([
    ['the role was changed meanwhile', { externalId: 'acme-42' }, {}],
    ['another duration is asked for', {}, { durationSeconds: 1800 }],
  ])('does not serve the last session where %s', async (_, change, options) => {
    const { sessions, roles, aws } = await createParts();
    await sessions.switchTo('dev', {});
    await roles.change('dev', change);
    aws.always('assumeRole', UNREACHABLE);
    await expect(sessions.obtain('dev', options)).rejects.toBe(UNREACHABLE);
  });

  it('does not serve the last session where AWS refuses a new one', async () => {
    const { sessions, aws, clock } = await createParts();
    await sessions.switchTo('dev', {});
    clock.suspend(46 * MINUTE_MS);
    const denied = new AppError('aws/access-denied', {
      action: 'x',
      resource: '',
      principal: '',
      withoutMfa: false,
    });
    aws.next('assumeRole', denied);
    await expect(sessions.obtain('dev', {})).rejects.toBe(denied);
  });

  it('asks an AWS that does not answer once, however many wait for it, and anew afterwards', async () => {
    const { sessions, aws } = await createParts(
      aState({ roles: Array.from({ length: 20 }, (_, index) => aRole({ name: `role-${index}` })) }),
    );
    aws.always('getSessionToken', UNREACHABLE);
    const names = Array.from({ length: 60 }, (_, index) => `role-${index % 20}`);
    const outcomes = await Promise.allSettled(names.map((name) => sessions.obtain(name, {})));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(aws.callsOf('getSessionToken')).toHaveLength(1);
    await expect(sessions.obtain('role-0', {})).rejects.toBe(UNREACHABLE);
    expect(aws.callsOf('getSessionToken')).toHaveLength(2);
  });

  it.each(['dev', 'alice', 'direct'])(
    'of %s waits for a silent AWS once, also where the clock must be asked for first',
    async (target) => {
      const roles = [aRole(), aRole({ name: 'direct', mfa: 'direct' })];
      const { sessions, aws, clock } = await createParts(aState({ roles }));
      await sessions.switchTo(target, {});
      const calls = aws.calls.length;
      for (const action of ['getCallerIdentity', 'getSessionToken', 'assumeRole'] as const)
        aws.always(action, UNREACHABLE);
      clock.suspend(13 * HOUR_MS);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, () => sessions.switchTo(target, {})),
      );
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ reason: { code: 'aws/unreachable' } });
      expect(aws.calls.length - calls).toBe(1);
    },
  );

  it('makes a new session when the role was changed', async () => {
    const { sessions, roles, aws } = await createParts();
    await sessions.switchTo('dev', {});
    await roles.change('dev', { externalId: 'acme-42' });
    await sessions.switchTo('dev', {});
    expect(aws.callsOf('assumeRole').map((call) => call.request)).toEqual([
      expect.objectContaining({ externalId: null }),
      expect.objectContaining({ externalId: 'acme-42' }),
    ]);
  });

  it.each<Partial<SessionOptions>>([
    { sourceIdentity: 'alice' },
    { tags: [{ key: 'team', value: 'data' }] },
    { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
    { policy: '{"Statement":[]}' },
  ])('makes a new session when an option of it was changed: %j', async (options) => {
    const { sessions, roles, aws } = await createParts();
    await sessions.switchTo('dev', {});
    await roles.change('dev', options);
    expect(await sessions.switchTo('dev', {})).toMatchObject({ reused: false });
    expect(aws.callsOf('assumeRole').map((call) => call.request)).toEqual([
      expect.objectContaining({ options: NO_SESSION_OPTIONS }),
      expect.objectContaining({ options: { ...NO_SESSION_OPTIONS, ...options } }),
    ]);
    expect(await sessions.switchTo('dev', {})).toMatchObject({ reused: true });
  });

  it('makes a new session for a duration that the user names, and keeps it for those who name none', async () => {
    const { sessions, aws } = await createParts();
    await sessions.switchTo('dev', {});
    await sessions.switchTo('dev', { durationSeconds: 1800 });
    await sessions.obtain('dev', {});
    expect(
      aws
        .callsOf('assumeRole')
        .map((call) => (call.request as { durationSeconds: number }).durationSeconds),
    ).toEqual([3600, 1800]);
  });

  it('makes one session for many callers at once', async () => {
    const { sessions, aws, guard } = await createParts();
    await Promise.all(Array.from({ length: 20 }, () => sessions.obtain('dev', {})));
    expect(aws.calls.map(({ action }) => action)).toEqual(['getSessionToken', 'assumeRole']);
    expect(guard.sent).toHaveLength(1);
  });

  it('asks for a code where no seed is stored, and goes on with the one typed', async () => {
    const { sessions, aws } = await createParts(
      aState({ identities: [anIdentity({ hasSeed: false })] }),
    );
    expect(await sessions.switchTo('dev', {})).toEqual({ kind: 'mfa-needed', serial: DEVICE });
    expect(aws.calls).toEqual([]);
    expect(sessions.lastFailure('dev')).toBeNull();
    expect(await sessions.switchTo('dev', { mfaCode: '424242' })).toMatchObject({
      kind: 'session',
    });
    expect(aws.callsOf('getSessionToken')[0]?.mfa).toEqual({ serial: DEVICE, code: '424242' });
  });

  it('runs the command that prints the codes once for many callers', async () => {
    const ran: (readonly string[])[] = [];
    const { sessions, aws, guard } = await createParts(printing(), {}, async (words) => {
      ran.push(words);
      return '424242';
    });
    await Promise.all(Array.from({ length: 20 }, () => sessions.obtain('dev', {})));
    expect(ran).toEqual([PROCESS]);
    expect(guard.sent).toEqual([{ serial: DEVICE, code: '424242' }]);
    expect(aws.callsOf('getSessionToken')[0]?.mfa).toEqual({ serial: DEVICE, code: '424242' });
  });

  it('takes a typed code rather than run the command', async () => {
    const { sessions, guard } = await createParts(printing());
    await sessions.switchTo('dev', { mfaCode: '434343' });
    expect(guard.sent).toEqual([{ serial: DEVICE, code: '434343' }]);
  });

  it('shows why the command gave no code, and asks AWS for no session', async () => {
    const facts = { program: '/usr/bin/ykman', exitCode: 2, said: 'No YubiKey detected' };
    const { sessions, aws } = await createParts(printing(), {}, () =>
      Promise.reject(new AppError('mfa/process-failed', facts)),
    );
    await expect(sessions.switchTo('dev', {})).rejects.toMatchObject({
      code: 'mfa/process-failed',
    });
    expect(sessions.lastFailure('dev')?.failure).toEqual({ code: 'mfa/process-failed', facts });
    expect(aws.callsOf('getSessionToken')).toEqual([]);
  });

  it('learns AWS’s time before it sends a typed code, which cannot be made again', async () => {
    const { sessions, aws, skew, clock } = await createParts(
      aState({ identities: [anIdentity({ hasSeed: false })] }),
    );
    await sessions.switchTo('dev', { mfaCode: '424242' });
    expect(aws.calls.map(({ action }) => action)).toEqual([
      'getCallerIdentity',
      'getSessionToken',
      'assumeRole',
    ]);
    skew.observe(new Date(clock.now()).toUTCString());
    await sessions.switchTo('alice', { mfaCode: '434343', durationSeconds: 900 });
    expect(aws.callsOf('getCallerIdentity')).toHaveLength(1);
  });

  it('tries the next code once when one is refused, since it may have been used elsewhere', async () => {
    const { sessions, aws, guard } = await createParts();
    const refused = new AppError('mfa/code-refused', { serial: DEVICE, generated: true });
    aws.next('getSessionToken', refused);
    await sessions.switchTo('dev', {});
    expect(guard.sent.map(({ code }) => code)).toEqual(['000001', '000002']);
    aws.always('getSessionToken', refused);
    await expect(sessions.switchTo('alice', { durationSeconds: 900 })).rejects.toBe(refused);
    expect(guard.sent).toHaveLength(4);
  });

  it('makes the source anew when AWS has ended it early', async () => {
    const { sessions, aws, roles } = await createParts();
    await sessions.switchTo('dev', {});
    await roles.add({
      name: 'prod',
      roleArn: 'arn:aws:iam::333344445555:role/ReadOnly',
      source: 'alice',
    });
    aws.next('assumeRole', new AppError('aws/session-expired', { action: 'AssumeRole' }));
    expect(await sessions.switchTo('prod', {})).toMatchObject({ kind: 'session' });
    expect(aws.callsOf('getSessionToken')).toHaveLength(2);
  });

  it('does not ask twice when AWS refuses a session made just now', async () => {
    const { sessions, aws } = await createParts();
    aws.always('assumeRole', new AppError('aws/session-expired', { action: 'AssumeRole' }));
    await expect(sessions.switchTo('dev', {})).rejects.toMatchObject({
      code: 'aws/session-expired',
    });
    expect(aws.callsOf('assumeRole')).toHaveLength(1);
  });

  it('keeps the last failure with its target until it works', async () => {
    const { sessions, aws } = await createParts();
    const facts = { roleArn: aRole().roleArn, principal: '', externalId: false, mfa: true };
    aws.next('assumeRole', new AppError('aws/role-refused', facts));
    await expect(sessions.switchTo('dev', {})).rejects.toMatchObject({ code: 'aws/role-refused' });
    expect(sessions.lastFailure('dev')?.failure).toEqual({ code: 'aws/role-refused', facts });
    expect(sessions.stateOf('dev')).toEqual({ state: 'none' });
    await sessions.switchTo('dev', {});
    expect(sessions.lastFailure('dev')).toBeNull();
  });

  it('costs neither a call nor a code when the profile is not ours to write', async () => {
    const { sessions, aws, delivery, guard } = await createParts();
    delivery.addForeign('dev');
    await expect(sessions.switchTo('dev', {})).rejects.toMatchObject({
      code: 'files/profile-taken',
    });
    expect(aws.calls).toEqual([]);
    expect(guard.sent).toEqual([]);
  });

  it('replaces a section that somebody changed only when told to', async () => {
    const { sessions, delivery } = await createParts();
    await sessions.switchTo('dev', {});
    delivery.tamper('dev');
    await expect(sessions.switchTo('dev', {})).rejects.toMatchObject({
      code: 'files/changed-elsewhere',
    });
    await sessions.switchTo('dev', { replaceChanged: true });
    expect(delivery.profiles.has('dev')).toBe(true);
  });

  it('names the secret that is missing from an open vault', async () => {
    const { sessions, vault } = await createParts();
    await vault.secrets.delete(`mfa-seed/${DEVICE}`);
    await expect(sessions.switchTo('dev', {})).rejects.toMatchObject({
      code: 'vault/item-missing',
      facts: { item: `the seed of ${DEVICE}` },
    });
  });
});

describe('the state of a target', () => {
  it('goes from none over active to expired by the moment that AWS named', async () => {
    const { sessions, clock } = await createParts();
    expect(sessions.stateOf('dev')).toEqual({ state: 'none' });
    await sessions.switchTo('dev', {});
    expect(sessions.stateOf('dev')).toEqual({
      state: 'active',
      startedAt: '2026-11-24T09:00:00Z',
      expiresAt: '2026-11-24T10:00:00Z',
      deliveredTo: { profile: 'dev', path: '/memory/credentials' },
    });
    clock.suspend(HOUR_MS);
    expect(sessions.stateOf('dev')).toEqual({
      state: 'expired',
      expiresAt: '2026-11-24T10:00:00Z',
    });
  });

  it('does not say that the identity was delivered when only its session was needed', async () => {
    const { sessions, delivery } = await createParts();
    await sessions.switchTo('dev', {});
    expect(sessions.stateOf('alice')).toMatchObject({ state: 'active', deliveredTo: null });
    expect(delivery.profiles.has('alice')).toBe(false);
  });
});

describe('stopping', () => {
  it('removes the profile and forgets the session, and leaves the identity’s own', async () => {
    const { sessions, delivery } = await createParts();
    await sessions.switchTo('dev', {});
    await sessions.stop('dev', false);
    expect(delivery.profiles.size).toBe(0);
    expect(sessions.stateOf('dev')).toEqual({ state: 'none' });
    expect(sessions.stateOf('alice')).toMatchObject({ state: 'active' });
  });

  it('removes what was delivered although the note of it was lost', async () => {
    const { sessions, delivery, vault, book } = await createParts();
    const { deliver } = delivery;
    delivery.deliver = async (request) => {
      const delivered = await deliver(request);
      vault.lock(); // as the death of the process does, it comes between the file and the book
      return delivered;
    };
    await expect(sessions.switchTo('dev', {})).rejects.toMatchObject({ code: 'vault/locked' });
    await vault.unlock(null);
    await book.refresh();
    expect(delivery.profiles.has('dev')).toBe(true);
    await sessions.stop('dev', false);
    expect(delivery.profiles.size).toBe(0);
  });

  it('is no error when nothing runs', async () => {
    const { sessions } = await createParts();
    await expect(sessions.stop('dev', false)).resolves.toBeUndefined();
    await expect(sessions.stop('nobody', false)).rejects.toMatchObject({ code: 'input/unknown' });
  });

  it('keeps the session while its section cannot be removed', async () => {
    const { sessions, delivery } = await createParts();
    await sessions.switchTo('dev', {});
    delivery.tamper('dev');
    await expect(sessions.stop('dev', false)).rejects.toMatchObject({
      code: 'files/changed-elsewhere',
    });
    expect(sessions.stateOf('dev')).toMatchObject({ state: 'active' });
  });

  it('stops all the others when one cannot be stopped', async () => {
    const { sessions, delivery } = await createParts(
      aState({ roles: [aRole(), aRole({ name: 'prod' })] }),
    );
    await sessions.switchTo('dev', {});
    await sessions.switchTo('prod', {});
    delivery.tamper('dev');
    await expect(sessions.stopAll()).rejects.toMatchObject({ code: 'files/changed-elsewhere' });
    expect([...delivery.profiles.keys()]).toEqual(['dev']);
  });

  it('at the end of the app takes the profiles back and keeps the sessions for the next start', async () => {
    const { sessions, delivery } = await createParts();
    await sessions.switchTo('dev', {});
    await sessions.withdrawAll();
    expect(delivery.profiles.size).toBe(0);
    expect(sessions.stateOf('dev')).toMatchObject({ state: 'active', deliveredTo: null });
  });

  it('at the end of the app takes the others back when one cannot be', async () => {
    const { sessions, delivery } = await createParts(
      aState({ roles: [aRole(), aRole({ name: 'prod' })] }),
    );
    await sessions.switchTo('dev', {});
    await sessions.switchTo('prod', {});
    delivery.tamper('dev');
    await expect(sessions.withdrawAll()).rejects.toMatchObject({ code: 'files/changed-elsewhere' });
    expect([...delivery.profiles.keys()]).toEqual(['dev']);
  });

  it('at the end of the app keeps a session that another process has made meanwhile', async () => {
    const { sessions, delivery, vault, book } = await createParts();
    await sessions.switchTo('dev', {});
    const theirs = createSessionBook(vault.sealed, () => {});
    await theirs.refresh();
    const mine = theirs.get('dev');
    if (mine === undefined) throw new Error('no session');
    await theirs.put('dev', { ...mine, fingerprint: 'another' });
    await sessions.withdrawAll();
    expect(delivery.profiles.size).toBe(0);
    expect(book.get('dev')?.fingerprint).toBe('another');
  });
});

describe('with many roles', () => {
  it.each(['stopAll', 'withdrawAll'] as const)(
    '%s looks ten times as often at ten times as many, not a hundred times',
    async (stop) => {
      const looksAt = async (count: number) => {
        let looks = 0;
        const look = () => void (looks += 1);
        const roles = Array.from({ length: count }, (_, index) => watched(`role-${index}`, look));
        const { sessions, delivery } = await createParts(aState({ roles }));
        await sessions.switchTo('role-0', {});
        looks = 0;
        await sessions[stop]();
        expect(delivery.profiles.size).toBe(0);
        return looks;
      };
      const few = await looksAt(50);
      expect(few).toBeGreaterThan(0);
      expect(await looksAt(500)).toBeLessThan(20 * few);
    },
  );

  /** A role that tells whenever its name or its profile is read. */
  function watched(name: string, look: () => void): Role {
    const reading = { enumerable: true, get: () => (look(), name) };
    return Object.defineProperties(aRole(), { name: reading, profile: reading });
  }
});

describe('what is stopped while its session is being made', () => {
  /** A call of AWS that is answered when told. */
  async function createHeld(action: 'assumeRole' | 'getSessionToken') {
    const parts = await createParts();
    const { aws, sessions, delivery, book } = parts;
    const usual: Aws = { ...aws };
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const hold = async <T>(reply: () => Promise<T>) => (await answered, reply());
    if (action === 'assumeRole')
      aws.next(action, (...given) => hold(() => usual[action](...given)));
    else aws.next(action, (...given) => hold(() => usual[action](...given)));
    const isAsked = () => eventually(() => expect(aws.callsOf(action)).not.toEqual([]));
    const left = () => ({ booked: [...book.all().keys()], files: [...delivery.profiles.keys()] });
    return { ...parts, sessions, isAsked, answer: () => answer(), left };
  }

  it.each(['switchTo', 'obtain'] as const)(
    'is neither delivered nor kept, and %s says that it was stopped',
    async (act) => {
      const { sessions, isAsked, answer, left } = await createHeld('assumeRole');
      const making = sessions[act]('dev', {});
      await isAsked();
      await sessions.stop('dev', false);
      answer();
      await expect(making).rejects.toMatchObject({ code: 'session/stopped' });
      expect(left()).toEqual({ booked: ['alice'], files: [] });
      // Its row shows no failure: whoever stopped it wanted that.
      expect(sessions.lastFailure('dev')).toBeNull();
    },
  );

  it('is, with all others, not kept either where it was to be made from another', async () => {
    const { sessions, isAsked, answer, left } = await createHeld('getSessionToken');
    const making = sessions.switchTo('dev', {});
    await isAsked();
    await sessions.stopAll();
    answer();
    await expect(making).rejects.toMatchObject({ code: 'session/stopped' });
    expect(left()).toEqual({ booked: [], files: [] });
  });

  it('leaves nothing where its role was removed', async () => {
    const { sessions, roles, isAsked, answer, left } = await createHeld('assumeRole');
    const making = sessions.switchTo('dev', {});
    await isAsked();
    await roles.remove('dev');
    answer();
    await expect(making).rejects.toMatchObject({ code: 'session/stopped' });
    expect(left()).toEqual({ booked: ['alice'], files: [] });
  });

  it('is there all the same for whoever switched to it again after the stop', async () => {
    const { sessions, isAsked, answer, left } = await createHeld('assumeRole');
    const making = sessions.switchTo('dev', {});
    await isAsked();
    await sessions.stop('dev', false);
    const again = sessions.switchTo('dev', {});
    answer();
    await expect(making).rejects.toMatchObject({ code: 'session/stopped' });
    expect(await again).toMatchObject({ kind: 'session' });
    expect(left()).toEqual({ booked: ['alice', 'dev'], files: ['dev'] });
  });
});

describe('a delivered session that is made anew on the way to another target', () => {
  it.each(['made', 'refused'])(
    'is delivered anew where AWS ended it early, and the other is %s',
    async (how) => {
      const { sessions, delivery, aws, book } = await createParts();
      await sessions.switchTo('alice', {});
      const before = delivery.profiles.get('alice')?.accessKeyId;
      aws.next('assumeRole', new AppError('aws/session-expired', { action: 'AssumeRole' }));
      const denied = new AppError('aws/access-denied', {
        action: 'x',
        resource: '',
        principal: '',
        withoutMfa: false,
      });
      if (how === 'refused') {
        aws.next('assumeRole', denied);
        await expect(sessions.obtain('dev', {})).rejects.toBe(denied);
      } else await sessions.obtain('dev', {});
      const now = book.get('alice');
      expect(now?.deliveredTo).toMatchObject({ profile: 'alice' });
      expect(now?.credentials.accessKeyId).not.toBe(before);
      expect(delivery.profiles.get('alice')?.accessKeyId).toBe(now?.credentials.accessKeyId);
    },
  );

  it('is delivered anew when a policy narrows it, though the new one ends sooner', async () => {
    const { sessions, roles, delivery, book } = await createParts(
      aState({ roles: [aRole({ mfa: 'none', durationSeconds: 43_200 })] }),
    );
    await sessions.switchTo('dev', {});
    const before = delivery.profiles.get('dev')?.accessKeyId;
    const policyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    await roles.change('dev', { durationSeconds: 3600, policyArns });
    await sessions.obtain('dev', {});
    const now = delivery.profiles.get('dev')?.accessKeyId;
    expect(now).not.toBe(before);
    expect(now).toBe(book.get('dev')?.credentials.accessKeyId);
  });

  it('is delivered anew, for the keys in the file end sooner', async () => {
    const { sessions, delivery, clock, book } = await createParts();
    await sessions.switchTo('alice', {});
    const before = delivery.profiles.get('alice')?.accessKeyId;
    clock.suspend(12 * HOUR_MS - 10 * MINUTE_MS);
    await sessions.switchTo('dev', {});
    const now = delivery.profiles.get('alice')?.accessKeyId;
    expect(now).not.toBe(before);
    expect(now).toBe(book.get('alice')?.credentials.accessKeyId);
  });

  it('stays as it is when the new one ends sooner', async () => {
    const { sessions, delivery } = await createParts();
    await sessions.switchTo('dev', {});
    const before = delivery.profiles.get('dev')?.accessKeyId;
    await sessions.obtain('dev', { durationSeconds: 900 });
    expect(delivery.profiles.get('dev')?.accessKeyId).toBe(before);
  });

  it('does not keep the other from being delivered when its own section was changed', async () => {
    const { sessions, delivery, clock } = await createParts();
    await sessions.switchTo('alice', {});
    delivery.tamper('alice');
    clock.suspend(12 * HOUR_MS - 10 * MINUTE_MS);
    expect(await sessions.switchTo('dev', {})).toMatchObject({ kind: 'session' });
    expect(delivery.profiles.has('dev')).toBe(true);
    expect(sessions.lastFailure('alice')?.failure.code).toBe('files/changed-elsewhere');
  });
});

describe('another profile name', () => {
  it('moves what is delivered and asks AWS nothing', async () => {
    const { sessions, delivery, setProfile, aws } = await createParts();
    await sessions.switchTo('dev', {});
    const calls = aws.calls.length;
    await setProfile('dev', 'acme-dev');
    expect([...delivery.profiles.keys()]).toEqual(['acme-dev']);
    expect(sessions.stateOf('dev')).toMatchObject({ deliveredTo: { profile: 'acme-dev' } });
    expect(aws.calls).toHaveLength(calls);
  });

  it('leaves nothing under the old one, however far it came', async () => {
    const { sessions, delivery, setProfile } = await createParts();
    await sessions.switchTo('dev', {});
    const { withdraw } = delivery;
    delivery.withdraw = () => Promise.reject(new Error('killed'));
    await expect(setProfile('dev', 'acme-dev')).rejects.toThrow('killed');
    delivery.withdraw = withdraw;
    await sessions.switchTo('dev', {});
    expect([...delivery.profiles.keys()]).toEqual(['acme-dev']);
  });

  it('is refused when another target or another program has it', async () => {
    const { setProfile, delivery, state } = await createParts();
    delivery.addForeign('theirs');
    await expect(setProfile('dev', 'alice')).rejects.toMatchObject({ code: 'input/name-taken' });
    await expect(setProfile('dev', 'theirs')).rejects.toMatchObject({
      code: 'files/profile-taken',
    });
    expect(state.current().roles[0]?.profile).toBe('dev');
  });
});
