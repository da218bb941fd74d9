import { describe, expect, it } from 'vitest';
import { translateKeychainError } from '#main/secrets/keychain-errors.ts';
import { createKeychainStore, probeKeychain } from '#main/secrets/keychain-store.ts';
import { takeTurns } from '#main/secrets/keychain-turns.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryKeychain } from '#test/fakes/memory-keychain.ts';

const item = 'access-key/AKIASTORED0000000000';
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

async function setUp() {
  const clock = createFakeClock();
  const keychain = createMemoryKeychain();
  const turns = takeTurns(keychain, clock);
  const store = createKeychainStore(turns, 'home');
  await store.put('canary', secretOf('latchkey'));
  await store.put(item, secretOf('stored'));
  keychain.calls.length = 0;
  return { clock, keychain, turns, store };
}

describe('keychain-store', () => {
  it('names each item by vault and id, and asks once for what is there', async () => {
    const { keychain, store } = await setUp();
    await store.get(item);
    expect(keychain.calls).toEqual([`get latchkey home/${item}`]);
    expect([...keychain.items.keys()]).toEqual(['latchkey home/canary', `latchkey home/${item}`]);
  });

  it('takes "none" for an answer only when the canary is there', async () => {
    const { keychain, store } = await setUp();
    expect(await store.get('mfa-seed/none')).toBeNull();
    expect(await store.delete('mfa-seed/none')).toBe(false);
    keychain.items.delete('latchkey home/canary');
    await expect(store.get('mfa-seed/none')).rejects.toMatchObject({ code: 'vault/locked' });
    await expect(store.delete('mfa-seed/none')).rejects.toMatchObject({ code: 'vault/locked' });
    await expect(store.get('canary')).rejects.toMatchObject({ code: 'vault/locked' });
  });

  it('does not see the items of another home', async () => {
    const { turns, store } = await setUp();
    const other = createKeychainStore(turns, 'other');
    await other.put('canary', secretOf('latchkey'));
    expect(await other.get(item)).toBeNull();
    expect((await store.get(item))?.reveal()).toBe('stored');
  });

  it('refuses a keychain that gives back something else', async () => {
    const clock = createFakeClock();
    const keychain = createMemoryKeychain();
    const forgetful = {
      ...keychain,
      setPassword: (service: string, account: string) =>
        keychain.setPassword(service, account, 'else'),
    };
    const turns = takeTurns(forgetful, clock);
    await expect(createKeychainStore(turns, 'home').put(item, secretOf('x'))).rejects.toMatchObject(
      { code: 'vault/refused' },
    );
    await expect(probeKeychain(turns)).rejects.toMatchObject({ code: 'vault/refused' });
  });

  it('is probed with an item that is gone afterwards', async () => {
    const { keychain, turns } = await setUp();
    const before = [...keychain.items];
    await probeKeychain(turns);
    expect([...keychain.items]).toEqual(before);
    expect(keychain.calls.map((call) => call.split(' ')[0])).toEqual(['set', 'get', 'delete']);
  });
});

describe('a keychain that does not answer', () => {
  const notAnswering = { code: 'vault/not-answering', facts: { backend: 'keychain', seconds: 30 } };

  it('is given 30 s', async () => {
    const { clock, keychain, store } = await setUp();
    keychain.become('hanging');
    const call = store.get(item).catch((error: unknown) => error);
    let isOver = false;
    void call.then(() => (isOver = true));
    await clock.advance(29_999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(await call).toMatchObject(notAnswering);
  });

  it('is asked nothing more until it answers: every other call fails at once', async () => {
    const { clock, keychain, store } = await setUp();
    keychain.become('hanging');
    const first = [store.get(item), store.put(item, secretOf('x')), store.delete(item)];
    const failures = Promise.allSettled(first);
    await clock.advance(30_000);
    for (const result of await failures)
      expect(result).toMatchObject({ status: 'rejected', reason: notAnswering });
    await expect(store.get(item)).rejects.toMatchObject(notAnswering);
    expect(keychain.calls).toEqual([`get latchkey home/${item}`]);
    expect(clock.sleepers()).toBe(0);
  });

  it('works again once it has answered', async () => {
    const { clock, keychain, store } = await setUp();
    keychain.become('hanging');
    const late = store.get(item).catch(() => {});
    await clock.advance(30_000);
    await late;
    keychain.answer();
    await settle();
    expect((await store.get(item))?.reveal()).toBe('stored');
  });

  it('makes the next wait for its turn, not longer than it needs', async () => {
    const { clock, keychain, store } = await setUp();
    keychain.become('hanging');
    const both = Promise.all([store.get(item), store.get('canary')]);
    await clock.advance(20_000);
    expect(keychain.calls).toHaveLength(1);
    keychain.answer();
    expect((await both).map((secret) => secret?.reveal())).toEqual(['stored', 'latchkey']);
    expect(clock.sleepers()).toBe(0);
  });
});

describe('what the systems say', () => {
  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'vault/absent'],
    ['Could not connect: No such file or directory', 'vault/absent'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'vault/absent'],
    ['The name :1.1 was not provided by any .service files', 'vault/absent'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'vault/absent'],
    [
      'Failed to load keytar native addon, checked ["../build/Release"] on linux-x64',
      'vault/absent',
    ],
    ['Cannot create an item in a locked collection', 'vault/locked'],
    ['User interaction is not allowed.', 'vault/locked'],
    ['Timeout was reached', 'vault/not-answering'],
    ['User canceled the operation.', 'vault/refused'],
    ['The stub received bad data.', 'vault/refused'],
  ])('is told apart: %s', (text, code) => {
    const error = translateKeychainError(new Error(text));
    expect(error).toMatchObject({ code, facts: { backend: 'keychain' } });
    expect(error.cause).toMatchObject({ message: text });
  });

  it('is shown in one line when nobody knows it', () => {
    const { facts } = translateKeychainError(new Error(`odd\n\u202e${'x'.repeat(500)}`));
    expect(facts).toMatchObject({
      reason: expect.stringMatching(/^it says “odd x{100,200}”$/) as string,
    });
  });
});
