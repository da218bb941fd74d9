import { expect, test } from 'vitest';
import { createClearingClipboard, type TextBoard } from '#main/platform/clipboard.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';

function fakeBoard() {
  let text = '';
  const board: TextBoard = {
    readText: () => Promise.resolve(text),
    writeText: (value) => {
      text = value;
      return Promise.resolve();
    },
    clear: () => {
      text = '';
    },
  };
  return { board, text: () => text, userCopies: (value: string) => (text = value) };
}

function setUp() {
  const clock = createFakeClock();
  const desktop = fakeBoard();
  return { clock, desktop, clipboard: createClearingClipboard(desktop.board, clock) };
}

test('what was copied is there, and gone after its time', async () => {
  const { clock, desktop, clipboard } = setUp();
  await clipboard.copy(secretOf('123456'), 30_000);
  await clock.advance(29_999);
  expect(desktop.text()).toBe('123456');
  await clock.advance(1);
  expect(desktop.text()).toBe('');
});

test('what the user copied meanwhile stays', async () => {
  const { clock, desktop, clipboard } = setUp();
  await clipboard.copy(secretOf('123456'), 30_000);
  desktop.userCopies('a poem');
  await clock.advance(60_000);
  expect(desktop.text()).toBe('a poem');
});

test('a second code has its whole time, however old the first one is', async () => {
  const { clock, desktop, clipboard } = setUp();
  await clipboard.copy(secretOf('111111'), 30_000);
  await clock.advance(20_000);
  await clipboard.copy(secretOf('222222'), 30_000);
  await clock.advance(20_000);
  expect(desktop.text()).toBe('222222');
  await clock.advance(10_000);
  expect(desktop.text()).toBe('');
});

test('a clipboard that another program holds costs nothing but the clearing', async () => {
  const { clock, desktop, clipboard } = setUp();
  await clipboard.copy(secretOf('123456'), 30_000);
  desktop.board.readText = () => Promise.reject(new Error('busy'));
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.prependListener('unhandledRejection', note);
  await clock.advance(30_000);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test('quitting takes the code away at once and leaves no timer', async () => {
  const { clock, desktop, clipboard } = setUp();
  await clipboard.copy(secretOf('123456'), 30_000);
  await clipboard.clear();
  expect(desktop.text()).toBe('');
  expect(clock.sleepers()).toBe(0);
});

test('quitting leaves alone what the user copied', async () => {
  const { desktop, clipboard } = setUp();
  await clipboard.copy(secretOf('123456'), 30_000);
  desktop.userCopies('a poem');
  await clipboard.clear();
  expect(desktop.text()).toBe('a poem');
});

test('quitting without having copied anything does not look at the clipboard', async () => {
  let reads = 0;
  const { board } = fakeBoard();
  const readText = () => {
    reads += 1;
    return board.readText();
  };
  await createClearingClipboard({ ...board, readText }, createFakeClock()).clear();
  expect(reads).toBe(0);
});
