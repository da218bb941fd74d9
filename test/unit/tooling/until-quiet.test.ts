import { pbkdf2, scrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeEach, expect, it } from 'vitest';
import { untilQuiet } from '#test/fixtures/day/until-quiet.ts';

const THREADS = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);

let isOver = false;
beforeEach(() => {
  isOver = false;
});
const over = () => void (isOver = true);

it('a key being derived is work', async () => {
  scrypt('a passphrase', 'salt', 32, { N: 2 ** 14 }, over);
  await untilQuiet();
  expect(isOver).toBe(true);
});

it('a file being read on a busy machine is work', async () => {
  for (let thread = 0; thread < THREADS; thread++) occupyThread();
  void readFile(import.meta.filename).then(over);
  await untilQuiet();
  expect(isOver).toBe(true);
});

/** With what does not count as work, again and again for a while: what is asked of the threads comes late. */
function occupyThread(times = 10): void {
  pbkdf2('', '', 10_000, 64, 'sha512', () => void (times > 1 && occupyThread(times - 1)));
}
