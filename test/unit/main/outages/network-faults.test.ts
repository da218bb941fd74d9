import { describe, expect, it } from 'vitest';
import { AWS_LIMITS } from '#main/aws/sdk-aws.ts';
import type { Failure } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { MINUTE_MS } from '#shared/time.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { BAD_NETWORKS } from '#test/fakes/bad-network.ts';
import { openOutageWorld, type OutageWorld } from './outage-world.ts';

/** For networks that only a limit of ours ends; long enough for a busy machine to connect in. */
const SHORT_LIMITS = { connectMs: 600, wholeMs: 600 };

/** What a user does, or a tool, or Latchkey by itself. */
interface Flow {
  readonly name: string;
  readonly sendsCode: boolean;
  before?(world: OutageWorld): Promise<unknown>;
  /** Tries it while the network is bad. Returns what the user is told. */
  during(world: OutageWorld): Promise<Failure>;
  /** Once the network is good again. */
  after(world: OutageWorld): Promise<unknown>;
}

const FLOWS: readonly Flow[] = [
  {
    name: 'adding an identity',
    sendsCode: false,
    async during(world) {
      const before = world.state.current();
      const failure = await world.failureOf(addKim(world));
      expect(world.state.current()).toBe(before);
      expect(await world.vault.store.get(`access-key/${world.user('kim').accessKeyId}`)).toBeNull();
      return failure;
    },
    async after(world) {
      expect(await world.driven(addKim(world))).toMatchObject({ userName: 'kim' });
    },
  },
  {
    name: 'looking at an identity anew',
    sendsCode: false,
    async during(world) {
      const before = world.state.current();
      const failure = await world.failureOf(world.identities.refresh('dana'));
      expect(world.state.current()).toBe(before);
      return failure;
    },
    async after(world) {
      expect(await world.driven(world.identities.refresh('dana'))).toMatchObject({
        keys: { keys: [{ createdAt: expect.any(String) as string }] },
      });
    },
  },
  switching('an identity with its code', 'dana'),
  switching('a role by the MFA session', 'prod'),
  switching('a role by a code of its own', 'direct'),
  {
    name: 'credentials for a tool',
    sendsCode: false,
    async before({ clock }) {
      await clock.advance(50 * MINUTE_MS);
    },
    async during(world) {
      const { sessions, clock, driven } = world;
      // The last ten minutes of the session are its own.
      expect(await driven(sessions.obtain('dev', {}))).toMatchObject({ reused: true });
      const told = sessions.lastFailure('dev')?.failure;
      await clock.advance(10 * MINUTE_MS);
      const { code } = await world.failureOf(sessions.obtain('dev', {}));
      expect(code).toBe(told?.code);
      return told as Failure;
    },
    async after({ sessions, driven }) {
      expect(await driven(sessions.obtain('dev', {}))).toMatchObject({ reused: false });
      expect(sessions.lastFailure('dev')).toBeNull();
    },
  },
  {
    name: 'renewal in the background',
    sendsCode: false,
    async during(world) {
      const { sessions, delivery, account } = world;
      const keys = delivery.profiles.get('dev');
      world.startRenewing();
      await world.pass(40 * MINUTE_MS);
      expect(delivery.profiles.get('dev')).toEqual(keys);
      expect(account.calls.length).toBeLessThan(20);
      return sessions.lastFailure('dev')?.failure as Failure;
    },
    async after({ pass, sessions, delivery, book }) {
      await pass(5 * MINUTE_MS);
      expect(sessions.lastFailure('dev')).toBeNull();
      expect(delivery.profiles.get('dev')?.accessKeyId).toBe(
        book.get('dev')?.credentials.accessKeyId,
      );
    },
  },
  {
    name: 'a look at what could be taken over',
    sendsCode: false,
    async before(world) {
      const kim = world.user('kim');
      await world.writeCredentials(
        `[kim]\naws_access_key_id = ${kim.accessKeyId}\naws_secret_access_key = ${kim.secretAccessKey}\n`,
      );
    },
    async during(world) {
      const file = await world.readCredentials();
      const { keys, identities } = await world.driven(world.import.plan({ endpoint: 'practice' }));
      expect(identities).toEqual([]);
      expect(await world.readCredentials()).toBe(file);
      const [key] = keys as unknown as readonly [{ proof: { failure: Failure } }];
      return key.proof.failure;
    },
    async after(world) {
      const { keys } = await world.driven(world.import.plan({ endpoint: 'practice' }));
      expect(keys[0]?.proof.state).toBe('proven');
    },
  },
];

describe.each(BAD_NETWORKS.map((network) => [network.name, network] as const))(
  'while the network %s',
  (_, network) => {
    it.each(FLOWS.map((flow) => [flow.name, flow] as const))(
      '%s ends in one clear message, and works afterwards',
      async (__, flow) => {
        const world = await openOutageWorld();
        const { account, sessions, delivery, book, driven } = world;
        await driven(sessions.switchTo('dev', {}));
        await flow.before?.(world);

        const door = await network.begin(Number(new URL(account.url).port));
        await world.moveAws(door.url);
        if (network.isSilent) Object.assign(world.limits, SHORT_LIMITS);
        const failure = await flow.during(world);

        expect(failure.code).toBe(network.failsWith.code);
        if (failure.code === 'aws/unreachable' && network.failsWith.code === 'aws/unreachable') {
          expect(network.failsWith.reasons).toContain(failure.facts.reason);
          expect(failure.facts.sent).toBe(network.takesRequests);
        }
        expect(wordsOf(failure).explanation).toContain(door.url);
        // What was delivered before is served as long as it lives.
        const dev = book.get('dev');
        expect(delivery.profiles.get('dev')?.accessKeyId).toBe(dev?.credentials.accessKeyId);
        if (dev !== undefined && dev.credentials.expiresAtMs > world.clock.now())
          expect(await driven(sessions.obtain('dev', {}))).toMatchObject({
            session: { credentials: { accessKeyId: dev.credentials.accessKeyId } },
          });
        // A code counts as used if it may have reached anybody, and only then.
        if (flow.sendsCode)
          expect((await world.guard.lastUsedStep(world.serial)) !== null).toBe(
            network.takesRequests,
          );

        Object.assign(world.limits, AWS_LIMITS);
        await world.moveAws(account.url);
        await flow.after(world);
        const codes = [...door.codes, ...world.codes()];
        expect(new Set(codes).size).toBe(codes.length);
        expect(codes.length > 0).toBe(flow.sendsCode);
      },
    );
  },
);

it('the limits of the product leave a message within ten seconds', () => {
  expect(AWS_LIMITS.connectMs).toBeLessThan(AWS_LIMITS.wholeMs);
  expect(AWS_LIMITS.wholeMs).toBeLessThan(10_000);
});

function switching(what: string, target: string): Flow {
  return {
    name: `switching to ${what}`,
    sendsCode: true,
    async during(world) {
      const failure = await world.failureOf(world.sessions.switchTo(target, {}));
      expect(world.delivery.profiles.has(target)).toBe(false);
      expect(world.sessions.lastFailure(target)?.failure).toEqual(failure);
      return failure;
    },
    async after({ sessions, driven }) {
      expect(await driven(sessions.switchTo(target, {}))).toMatchObject({ kind: 'session' });
      expect(sessions.stateOf(target).state).toBe('active');
    },
  };
}

function addKim({ identities, user }: OutageWorld) {
  const { accessKeyId, secretAccessKey } = user('kim');
  return identities.add({
    name: 'kim',
    endpoint: 'practice',
    accessKeyId,
    secretAccessKey: secretOf(secretAccessKey),
  });
}
