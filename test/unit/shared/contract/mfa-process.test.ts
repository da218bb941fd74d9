import { describe, expect, it } from 'vitest';
import { contract, socketContract } from '#shared/contract/contract.ts';
import { mfaProcess } from '#shared/contract/values.ts';

describe('the command that prints a device’s codes', () => {
  it('can be forgotten by a window and not be set: only the local socket takes one', async () => {
    const schema = contract.mfa.add['~orpc'].inputSchema;
    expect(schema?.safeParse({ identity: 'me', process: null }).success).toBe(true);
    expect(schema?.safeParse({ identity: 'me', process: ['/bin/sh'] }).success).toBe(false);
    expect(Object.keys(socketContract)).toContain('setMfaProcess');
    expect(JSON.stringify(Object.keys({ ...contract, ...contract.mfa }))).not.toContain('Process');
  });

  it.each([
    ['an empty list', []],
    ['a program without its path', ['ykman']],
    ['a letter that does not show', ['/bin/ykman', 'a\u200bb']],
    ['a letter that turns the line round', ['/bin/ykman', 'a\u202eb']],
    ['a line end', ['/bin/ykman', 'a\nb']],
  ])('is refused with %s', (_, words) => {
    expect(mfaProcess.safeParse(words).success).toBe(false);
  });

  it.each([[['/usr/bin/ykman', 'oath', '']], [[String.raw`C:\Program Files\op.exe`]]])(
    'is taken as %j',
    (words) => {
      expect(mfaProcess.safeParse(words).success).toBe(true);
    },
  );
});
