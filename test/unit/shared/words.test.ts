import { describe, expect, it } from 'vitest';
import type { Failure } from '#shared/errors.ts';
import { wordsOf } from '#shared/words/errors.ts';

describe('the words of a failure', () => {
  it('say what happened, what it means and what mends it', () => {
    const words = wordsOf({
      code: 'aws/duration-too-long',
      facts: { requestedSeconds: 43_200, maximumSeconds: 3600, because: 'role-chaining' },
    });
    expect(words).toEqual({
      title: 'This session would be too long',
      explanation:
        '12 h was asked for. AWS limits a role that is assumed from a session to one hour. The longest is 1 h.',
      action: 'Use 1 h (3600 seconds).',
    });
  });

  it('never show a whole access key id', () => {
    const { explanation } = wordsOf({
      code: 'aws/key-unknown',
      facts: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    });
    expect(explanation).toContain('AKIA…MPLE');
    expect(explanation).not.toContain('IOSFODNN7');
  });

  it('make what a terminal would act on visible', () => {
    const { explanation } = wordsOf({
      code: 'mfa/seed-invalid',
      facts: { position: 3, character: '\u001b' },
    });
    expect(explanation).toContain('\\u{1b}');
  });

  it('name a field as the form does', () => {
    expect(
      wordsOf({
        code: 'input/invalid',
        facts: { field: 'secretAccessKey', problem: 'it has a blank inside' },
      }),
    ).toEqual({
      title: 'The secret access key cannot be used',
      explanation: 'It has a blank inside.',
      action: 'Correct it and try again.',
    });
  });

  it('say what the system answered in words, and a number for no one', () => {
    const explanationOf = (failure: Failure) => wordsOf(failure).explanation;
    const path = '/home/dana/.aws/credentials';
    expect(explanationOf({ code: 'files/unreadable', facts: { path, reason: 'EACCES' } })).toBe(
      `${path}: your user may not read or write it. Nothing was written.`,
    );
    expect(
      explanationOf({ code: 'files/unreadable', facts: { path, reason: 'it is a link into /x' } }),
    ).toBe(`${path}: it is a link into /x. Nothing was written.`);
    expect(explanationOf({ code: 'files/write-failed', facts: { path, reason: 'EIO' } })).toBe(
      `${path} is as it was: the disk reports an error.`,
    );
    expect(explanationOf({ code: 'state/unusable', facts: { path, reason: 'EEXIST' } })).toBe(
      `${path}: something else is in its place. It is as it was.`,
    );
    expect(explanationOf({ code: 'files/foreign-owner', facts: { path, owner: '0' } })).toContain(
      'belongs to root;',
    );
    expect(explanationOf({ code: 'files/foreign-owner', facts: { path, owner: '501' } })).toContain(
      'belongs to user 501;',
    );
  });

  it.each([
    ['folder', 'is a folder.'],
    ['pipe', 'is a pipe.'],
    ['link', 'is a link that leads nowhere.'],
  ])('say what is in the place of a file: %s', (kind, expected) => {
    const { explanation } = wordsOf({ code: 'files/not-regular', facts: { path: '/x', kind } });
    expect(explanation).toBe(`/x ${expected} Nothing was written.`);
  });

  it('give a command that works when it is typed, whatever the path', () => {
    const actionFor = (path: string) =>
      wordsOf({ code: 'files/world-writable', facts: { path } }).action;
    expect(actionFor('/home/dana/.aws/config')).toContain('chmod go-w /home/dana/.aws/config');
    expect(actionFor("/home/d'ana x/config")).toContain(
      String.raw`chmod go-w '/home/d'\''ana x/config'`,
    );
  });

  it('of a taken name say what has it', () => {
    const wordsFor = (kind: 'role' | 'endpoint' | 'profile') =>
      wordsOf({ code: 'input/name-taken', facts: { kind, name: 'dev' } });
    expect(wordsFor('role').explanation).toBe(
      'There is already a role called dev. Identities and roles share their names.',
    );
    expect(wordsFor('endpoint').explanation).toBe('There is already an endpoint called dev.');
    expect(wordsFor('profile')).toEqual({
      title: 'The profile dev is taken',
      explanation: 'Another identity or role is delivered as the profile dev.',
      action: 'Choose another profile name.',
    });
  });

  it('of a port where no HTTP is spoken do not show a status', () => {
    const { explanation } = wordsOf({
      code: 'aws/not-aws',
      facts: { url: 'http://127.0.0.1:22', status: 0, contentType: '' },
    });
    expect(explanation).toBe(
      'http://127.0.0.1:22 replied with something that is not HTTP: another service, http in place of https or the reverse, or a wrong address.',
    );
  });

  it('of a code from a newer main are those of something unexpected', () => {
    const unknown = { code: 'toString', facts: { reference: 'x' } } as unknown as Failure;
    expect(wordsOf(unknown).title).toBe('Something unexpected went wrong in Latchkey');
  });
});
