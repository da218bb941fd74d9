import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLog } from '#main/platform/log.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-log-'));
  file = path.join(folder, 'home', 'latchkey.log');
});
afterEach(() => rm(folder, { recursive: true }));

const log = () =>
  createFileLog(
    file,
    () => 0,
    () => 'abcd1234',
  );

describe('the log', () => {
  it('is a line of JSON for each event, in a file for its user alone', async () => {
    log().write('started', { port: 1 });
    log().write('ended');
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { at: '1970-01-01T00:00:00.000Z', event: 'started', port: 1 },
      { at: '1970-01-01T00:00:00.000Z', event: 'ended' },
    ]);
    if (process.platform === 'win32') return;
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['on a line of its own', `cannot read\n${SECRET}\nhere`],
    ['after a tab', `cannot read\t${SECRET}`],
    ['in JSON', JSON.stringify({ SessionToken: SECRET.slice(0, 39) })],
    ['in quotes', `TokenCode="${SECRET.slice(0, 6)}"`],
  ])('strikes out a secret that stands %s of an error', async (_, message) => {
    expect(log().unexpected(new Error(message))).toBe('abcd1234');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('abcd1234');
    expect(text).not.toContain(SECRET.slice(0, 6));
  });

  it('keeps four characters of an access key id, wherever it stands', async () => {
    log().unexpected(new Error('keys:\nAKIAIOSFODNN7EXAMPLE'));
    const text = await readFile(file, 'utf8');
    expect(text).toContain('AKIA…MPLE');
    expect(text).not.toContain('AKIAIOSFODNN7EXAMPLE');
  });
});
