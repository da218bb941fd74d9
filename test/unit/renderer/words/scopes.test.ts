import { describe, expect, it } from 'vitest';
import { scopeSummary } from '#renderer/words/scopes.ts';
import type { Scope } from '#shared/contract/scope.ts';

const WIDE: Scope = {
  name: 'all',
  tags: [],
  policyArns: [],
  policy: null,
  durationSeconds: null,
  approval: 'none',
};

describe('a scope in few words', () => {
  it('says what it allows, how long, and that it asks', () => {
    const scope: Scope = {
      ...WIDE,
      policyArns: ['arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'],
      policy: '{"Statement":[]}',
      tags: [{ key: 'agent', value: 'yes' }],
      durationSeconds: 900,
      approval: 'each-time',
    };
    expect(scopeSummary(scope)).toBe(
      'ViewOnlyAccess, a policy of its own · 1 tag · 15 min · asks you each time',
    );
  });

  it('does not hide that it narrows nothing', () => {
    expect(scopeSummary(WIDE)).toBe('all that the role may do · does not ask');
  });
});
