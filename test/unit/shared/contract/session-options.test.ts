import { describe, expect, it } from 'vitest';
import { sessionOptions } from '#shared/contract/session-options.ts';
import { NO_SESSION_OPTIONS, sessionOptionsProblem } from '#shared/session-option-rules.ts';

const problemOf = (given: object): string | null => {
  const parsed = sessionOptions.safeParse(given);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? '');
};
const tag = (key: string, value = 'x') => ({ tags: [{ key, value }] });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const managed = (index: number) => `arn:aws:iam::111122223333:policy/team/P${index}`;

describe('the limits of AWS (contracts.md §3.1)', () => {
  it.each<[string, object]>([
    ['a source identity of 2 characters', { sourceIdentity: 'ab' }],
    ['a source identity of 64 characters', { sourceIdentity: 'a'.repeat(64) }],
    ['every character of a source identity', { sourceIdentity: 'Az09_+=,.@-' }],
    ['a tag key of 128 characters', tag('k'.repeat(128))],
    ['a tag value of 256 characters', tag('k', 'v'.repeat(256))],
    ['an empty tag value', tag('k', '')],
    ['every character of a tag', tag('Zoë 9_.:/=+-@', 'é ß 漢 _.:/=+-@')],
    ['50 tags', { tags: many(50, (index) => ({ key: `k${index}`, value: '' })) }],
    ['10 managed policies', { policyArns: many(10, managed) }],
    [
      'a managed policy of AWS in another partition',
      { policyArns: ['arn:aws-cn:iam::aws:policy/job-function/ViewOnlyAccess'] },
    ],
    ['a policy with tabs and lines', { policy: '{\r\n\t"Statement": []\n}' }],
    ['a policy of 2,048 characters', { policy: `{"Statement":[]${' '.repeat(2032)}}` }],
  ])('allow %s', (_, given) => {
    expect(problemOf(given)).toBeNull();
  });

  it.each<[string, object, string]>([
    ['a source identity of 1 character', { sourceIdentity: 'a' }, '2 to 64'],
    ['a source identity of 65 characters', { sourceIdentity: 'a'.repeat(65) }, '2 to 64'],
    ['a source identity that starts with aws:', { sourceIdentity: 'aws:dana' }, '2 to 64'],
    ['a tag without key', tag(''), 'has a key'],
    ['a tag key of 129 characters', tag('k'.repeat(129)), '128'],
    ['a tag value of 257 characters', tag('k', 'v'.repeat(257)), '256'],
    ['a tag key of AWS', tag('AWS:team'), 'kept for AWS'],
    ['a tag with a line break', tag('k', 'a\nb'), 'letters, digits'],
    ['a tag with a line separator', tag('k', 'a\u2028b'), 'letters, digits'],
    ['a tag with a bracket', tag('k', 'a]'), 'letters, digits'],
    ['a tag with a bidirectional mark', tag('k', 'a\u202eb'), 'letters, digits'],
    ['51 tags', { tags: many(51, (index) => ({ key: `k${index}`, value: '' })) }, 'more than 50'],
    [
      'a key twice, whatever its case',
      { tags: [...tag('team').tags, ...tag('Team').tags] },
      'twice',
    ],
    ['a transitive tag twice', { transitiveTagKeys: ['team', 'team'] }, 'twice'],
    ['11 managed policies', { policyArns: many(11, managed) }, 'more than 10'],
    ['a managed policy twice', { policyArns: [managed(1), managed(1)] }, 'twice'],
    ['the ARN of a role', { policyArns: ['arn:aws:iam::111122223333:role/Dev'] }, 'looks like'],
    ['an empty policy', { policy: ' ' }, 'empty'],
    ['a policy of 2,049 characters', { policy: `{"Statement":[]${' '.repeat(2033)}}` }, '2049'],
    [
      'a policy that is no JSON, by its line',
      { policy: '{\n"Statement": [],\n}' },
      'not valid JSON: line 3',
    ],
    ['a policy that is cut off', { policy: '{"Statement": [' }, 'ends too early'],
    ['a policy that is a list', { policy: '[]' }, 'JSON object'],
    ['a policy that is null', { policy: 'null' }, 'JSON object'],
    ['a policy without statements', { policy: '{"Version":"2012-10-17"}' }, 'no Statement'],
    ['a policy with a character beyond ÿ', { policy: '{"Statement":[],"Id":"漢"}' }, 'U+00FF'],
  ])('refuse %s', (_, given, problem) => {
    expect(problemOf(given)).toContain(problem);
  });
});

describe('options together', () => {
  const together = (given: object) => sessionOptionsProblem({ ...NO_SESSION_OPTIONS, ...given });

  it('are nothing where nothing is said', () => {
    expect(sessionOptions.parse({})).toEqual(NO_SESSION_OPTIONS);
    expect(together({})).toBeNull();
  });

  it('let only tags that are there go on to other roles', () => {
    const team = tag('team');
    expect(together({ ...team, transitiveTagKeys: ['team'] })).toBeNull();
    expect(together({ ...team, transitiveTagKeys: ['stage'] })).toMatchObject({
      field: 'transitiveTagKeys',
      problem: expect.stringContaining('no tag stage'),
    });
  });

  it('have 2,048 characters of policies, inline and ARNs together', () => {
    const policy = `{"Statement":[]${' '.repeat(2032 - managed(0).length)}}`;
    expect(together({ policy, policyArns: [managed(0)] })).toBeNull();
    expect(together({ policy: `${policy} `, policyArns: [managed(0)] })).toMatchObject({
      field: 'policy',
      problem: expect.stringContaining('2049'),
    });
  });
});
