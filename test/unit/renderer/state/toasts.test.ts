import { describe, expect, it, vi } from 'vitest';
import { createToasts } from '#renderer/state/toasts.ts';
import { AppError } from '#shared/errors.ts';
import { eventually } from '#test/fixtures/eventually.ts';

const shown = (toasts: ReturnType<typeof createToasts>) =>
  toasts.queue.visibleToasts.map(({ content }) => content.text);

describe('news', () => {
  it('are three at most, the newest first, and none stands there twice', () => {
    const toasts = createToasts();
    for (const text of ['one', 'two', 'two', 'three', 'four']) toasts.show(text);
    expect(shown(toasts)).toEqual(['four', 'three', 'two']);
  });

  it('bring back what was removed last, once, and say so', async () => {
    const toasts = createToasts();
    const bringBack = vi.fn<() => Promise<void>>(() => Promise.resolve());
    toasts.show('Removed dev', { bringBack, done: 'dev is back' });
    toasts.show('Copied');
    expect([toasts.undo(), toasts.undo()]).toEqual([true, false]);
    await eventually(() => expect(shown(toasts)).toContain('dev is back'));
    expect(shown(toasts)).not.toContain('Removed dev');
    expect(bringBack).toHaveBeenCalledTimes(1);
  });

  it('stay with the reason where that went wrong, to be tried again', async () => {
    const toasts = createToasts();
    const taken = new AppError('input/name-taken', { kind: 'role', name: 'dev' });
    const bringBack = vi
      .fn<() => Promise<void>>(() => Promise.resolve())
      .mockRejectedValueOnce(taken);
    toasts.show('Removed dev', { bringBack, done: 'dev is back' });
    toasts.undo();
    await eventually(() =>
      expect(toasts.queue.visibleToasts).toMatchObject([
        { content: { text: 'Removed dev', failure: { code: 'input/name-taken' } } },
      ]),
    );
    expect(toasts.queue.visibleToasts[0]?.timer).toBeUndefined();
    toasts.undo();
    await eventually(() => expect(shown(toasts)).toEqual(['dev is back']));
  });
});
