import { describe, expect, it } from 'vitest';
import { fileState, sentence } from '#renderer/words/settings.ts';
import type { FileLint } from '#shared/contract/profile-files.ts';
import type { AwsFileView } from '#shared/contract/things.ts';

const FILE: AwsFileView = {
  kind: 'config',
  path: '/home/dana/.aws/config',
  exists: true,
  revision: '1',
  changedAt: null,
  lintCount: 0,
  restorable: null,
  rewritten: null,
  failure: null,
};

describe('how a file stands', () => {
  it('is not written to while something in it blocks the whole file, and only then', () => {
    expect(fileState(FILE, [])).toBe('there');
    expect(fileState(FILE, [lint('section', FILE.path)])).toBe('there');
    expect(fileState(FILE, [lint('file', '/home/dana/.aws/credentials')])).toBe('there');
    expect(fileState(FILE, [lint('file', FILE.path)])).toBe('not-written');
  });

  it('is unreadable before all else, and not there without being a fault', () => {
    const failure = { code: 'files/unreadable', facts: {} };
    expect(fileState({ ...FILE, failure }, [])).toBe('unreadable');
    expect(fileState({ ...FILE, exists: false }, [])).toBe('not-there');
  });
});

it('what a lint says in the middle of a sentence is one of its own', () => {
  expect(sentence('the line has no "="')).toBe('The line has no "=".');
});

function lint(blocks: FileLint['blocks'], path: string): FileLint {
  return { id: 'x', rule: 'x', path, line: 1, blocks, detail: 'x', fix: null };
}
