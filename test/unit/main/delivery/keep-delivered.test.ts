import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepDelivered, type KeptDelivery } from '#main/delivery/keep-delivered.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createProfileParts, KEYS, type ProfileParts } from '../profiles/profile-parts.ts';

let parts: ProfileParts;
let clock: ReturnType<typeof createFakeClock>;
let kept: KeptDelivery;
let rewritten: string[];

beforeEach(async () => {
  parts = await createProfileParts();
  clock = createFakeClock();
  rewritten = [];
  kept = keepDelivered(parts.delivery, {
    clock,
    isThere: parts.isThere,
    onRewritten: (profile) => void rewritten.push(profile),
  });
  await parts.give(parts.credentialsFile, '[me]\nx = 1\n');
});

const read = () => parts.read(parts.credentialsFile);

describe('a profile that an older copy of the file replaces', () => {
  it('is written once more within two seconds, and the user is told', async () => {
    const older = (await read())!;
    await kept.deliver(parts.request());
    const delivered = await read();
    await parts.give(parts.credentialsFile, `${older}y = 2\n`);
    await kept.look();
    expect(rewritten).toEqual(['dev']);
    expect(await read()).toBe(delivered!.replace('x = 1\n', 'x = 1\ny = 2\n'));
  });

  it('is written once more too when the older copy had older keys of it', async () => {
    await kept.deliver(parts.request());
    const older = (await read())!;
    await kept.deliver(parts.request('dev', { ...KEYS, accessKeyId: 'ASIASECONDSECONDSECO' }));
    await parts.give(parts.credentialsFile, older);
    await kept.look();
    expect(await read()).toContain('ASIASECONDSECONDSECO');
  });

  it('is not written a third time: somebody means it', async () => {
    const older = (await read())!;
    await kept.deliver(parts.request());
    for (let count = 0; count < 2; count++) {
      await parts.give(parts.credentialsFile, older);
      await kept.look();
    }
    expect(rewritten).toEqual(['dev']);
    expect(await read()).toBe(older);
  });

  it('is not written into a file that another program has just emptied: it goes on, or has died', async () => {
    const older = (await read())!;
    await kept.deliver(parts.request());
    const delivered = await read();
    await parts.give(parts.credentialsFile, '');
    await kept.look();
    expect([rewritten, await read()]).toEqual([[], '']);
    await parts.give(parts.credentialsFile, older);
    await kept.look();
    expect([rewritten, await read()]).toEqual([['dev'], delivered]);
  });

  it('stays gone after the two seconds', async () => {
    const older = (await read())!;
    await kept.deliver(parts.request());
    await clock.advance(2001);
    await parts.give(parts.credentialsFile, older);
    await kept.look();
    expect([rewritten, await read()]).toEqual([[], older]);
  });

  it('stays as it is where somebody has changed it instead', async () => {
    await kept.deliver(parts.request());
    const changed = (await read())!.replace('[dev]', '[dev]\nregion = x');
    await parts.give(parts.credentialsFile, changed);
    await kept.look();
    expect([rewritten, await read()]).toEqual([[], changed]);
  });

  it('stays away when the older copy is put back on purpose', async () => {
    const older = (await read())!;
    await kept.deliver(parts.request());
    await kept.letGo();
    await parts.give(parts.credentialsFile, older);
    await kept.look();
    expect([rewritten, await read()]).toEqual([[], older]);
  });

  it('does not take the place of newer keys that come meanwhile', async () => {
    const older = (await read())!;
    let goOn = () => {};
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
    const slow = keepDelivered(parts.delivery, {
      clock,
      async isThere(request) {
        const isThere = await parts.isThere(request);
        await mayGoOn;
        return isThere;
      },
      onRewritten: () => {},
    });
    await slow.deliver(parts.request());
    await parts.give(parts.credentialsFile, older);
    const looking = slow.look();
    const newer = { ...KEYS, accessKeyId: 'ASIASECONDSECONDSECO' };
    await slow.deliver(parts.request('dev', newer));
    goOn();
    await looking;
    expect(await read()).toContain('ASIASECONDSECONDSECO');
  });

  it.each([
    ['it is stopped', (slow: KeptDelivery) => slow.withdraw('dev', false)],
    [
      'an older copy is put back on purpose',
      async (slow: KeptDelivery, older: string) => {
        await slow.letGo();
        await parts.give(parts.credentialsFile, older);
      },
    ],
  ])('stays away when %s just while it is written once more', async (_, end) => {
    const older = (await read())!;
    let begin = () => {};
    let goOn = () => {};
    const hasBegun = new Promise<void>((resolve) => (begin = resolve));
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
    let deliveries = 0;
    const slow = keepDelivered(
      {
        ...parts.delivery,
        async deliver(request) {
          if (++deliveries === 2) {
            begin();
            await mayGoOn;
          }
          return parts.delivery.deliver(request);
        },
      },
      { clock, isThere: parts.isThere, onRewritten: () => {} },
    );
    await slow.deliver(parts.request());
    await parts.give(parts.credentialsFile, older);
    const looking = slow.look();
    await hasBegun;
    const ending = end(slow, older);
    // It has to wait; one that does not is done by then.
    void Promise.race([ending, delay(100)]).then(goOn);
    await Promise.all([looking, ending]);
    expect(await read()).toBe(older);
  });

  it('stays away when it was stopped meanwhile', async () => {
    const older = await read();
    await kept.deliver(parts.request());
    await kept.withdraw('dev', false);
    await kept.look();
    expect([rewritten, await read()]).toEqual([[], older]);
  });
});
