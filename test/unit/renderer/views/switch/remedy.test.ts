import { describe, expect, it } from 'vitest';
import { remediesOf } from '#renderer/views/switch/remedy.ts';

const ROLE = { kind: 'role' } as const;
const IDENTITY = { kind: 'identity' } as const;

describe('what mends a failure', () => {
  it('offers the longest session that AWS allows', () => {
    const facts = {
      requestedSeconds: 14_400,
      maximumSeconds: 7200,
      because: 'role-maximum',
    } as const;
    expect(remediesOf({ code: 'aws/duration-too-long', facts }, ROLE)).toEqual([
      { kind: 'use-duration', seconds: 7200 },
    ]);
  });

  it('offers one hour, which is always allowed, where AWS does not name the longest', () => {
    const facts = {
      requestedSeconds: 14_400,
      maximumSeconds: null,
      because: 'role-maximum',
    } as const;
    expect(remediesOf({ code: 'aws/duration-too-long', facts }, ROLE)).toEqual([
      { kind: 'use-duration', seconds: 3600 },
    ]);
  });

  it('never offers to overwrite a profile that is not ours', () => {
    const facts = { path: '/f', profile: 'p', line: 1 };
    expect(remediesOf({ code: 'files/profile-taken', facts }, ROLE)).toEqual([
      { kind: 'choose-profile' },
    ]);
  });

  it('shows how somebody changed our own section before it is replaced', () => {
    const facts = { path: '/f', profile: 'p', line: 1 };
    const kinds = remediesOf({ code: 'files/changed-elsewhere', facts }, ROLE).map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['show-difference', 'choose-profile']);
  });

  it('asks for a typed code again, and tries a made one again', () => {
    const serial = 'GAHT12345678';
    expect(
      remediesOf({ code: 'mfa/code-refused', facts: { serial, generated: false } }, IDENTITY),
    ).toEqual([{ kind: 'enter-code', serial }]);
    expect(
      remediesOf({ code: 'mfa/code-refused', facts: { serial, generated: true } }, IDENTITY),
    ).toEqual([{ kind: 'retry' }]);
  });

  it('leads to the role where AWS refused it, but an identity has no role to edit', () => {
    const facts = { roleArn: 'arn', principal: '', externalId: false, mfa: true };
    expect(remediesOf({ code: 'aws/role-refused', facts }, ROLE)[0]).toEqual({ kind: 'edit-role' });
    expect(remediesOf({ code: 'aws/role-refused', facts }, IDENTITY)).toEqual([{ kind: 'retry' }]);
  });

  it('offers nothing where trying again would change nothing', () => {
    expect(
      remediesOf({ code: 'state/newer', facts: { path: '/s', version: 2, supported: 1 } }, ROLE),
    ).toEqual([]);
  });
});
