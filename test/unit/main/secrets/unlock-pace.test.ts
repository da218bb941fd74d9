import { expect, it } from 'vitest';
import { createUnlockPace } from '#main/secrets/unlock-pace.ts';
import { AppError } from '#shared/errors.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';

it('lets one passphrase be tried a second, however many try at once', async () => {
  const clock = createFakeClock();
  const paced = createUnlockPace(clock);
  const tried: number[] = [];
  const attempts = Array.from({ length: 4 }, () =>
    paced(async () => {
      tried.push(clock.monotonic());
      throw new AppError('vault/wrong-passphrase', {});
    }).catch(() => {}),
  );
  await clock.advance(10_000);
  await Promise.all(attempts);
  expect(tried).toEqual([0, 1000, 2000, 3000]);
});

it('does not slow down who knows the passphrase', async () => {
  const clock = createFakeClock();
  const paced = createUnlockPace(clock);
  expect(await paced(async () => 'open')).toBe('open');
  expect(await paced(async () => 'open again')).toBe('open again');
});

it('goes on after a failure that is not about the passphrase', async () => {
  const paced = createUnlockPace(createFakeClock());
  await expect(
    paced(async () => Promise.reject(new AppError('vault/damaged', { path: 'x' }))),
  ).rejects.toThrow('vault/damaged');
  expect(await paced(async () => 'open')).toBe('open');
});
