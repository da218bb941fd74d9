import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from '#main/report/parse-report.ts';
import { reportUser } from '#shared/contract/report.ts';
import { isAppError } from '#shared/errors.ts';
import { processorTime } from '#test/fixtures/processor-time.ts';
import { aReport, COLUMNS } from './report-rows.ts';

const parseOne = (cells: Parameters<typeof aReport>[0][number]) => {
  const [user] = parseReport(aReport([cells]));
  if (user === undefined) throw new Error('there is no user');
  return user;
};

function refusalOf(csv: string) {
  try {
    parseReport(csv);
  } catch (error) {
    if (isAppError(error, 'report/malformed')) return error.facts;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a row of the report', () => {
  it('of a user with everything', () => {
    expect(
      parseOne({
        password_enabled: 'true',
        password_last_used: '2026-11-20T08:00:00+00:00',
        password_last_changed: '2026-01-01T00:00:00+00:00',
        password_next_rotation: '2027-01-01T00:00:00+00:00',
        mfa_active: 'true',
        access_key_1_active: 'true',
        access_key_1_last_rotated: '2026-10-01T00:00:00+00:00',
        access_key_1_last_used_date: '2026-11-23T22:30:00+00:00',
        access_key_1_last_used_region: 'eu-west-1',
        access_key_1_last_used_service: 's3',
        access_key_2_active: 'false',
        access_key_2_last_rotated: '2026-02-01T00:00:00+00:00',
        cert_1_active: 'true',
        cert_1_last_rotated: '2020-01-01T00:00:00+00:00',
      }),
    ).toEqual({
      user: 'ada',
      arn: 'arn:aws:iam::111122223333:user/ada',
      isRoot: false,
      createdAt: '2025-01-02T03:04:05Z',
      hasPassword: true,
      passwordLastUse: { kind: 'used', at: '2026-11-20T08:00:00Z', service: null, region: null },
      passwordChangedAt: '2026-01-01T00:00:00Z',
      passwordEndsAt: '2027-01-01T00:00:00Z',
      hasMfa: true,
      keys: [
        {
          slot: 1,
          isActive: true,
          rotatedAt: '2026-10-01T00:00:00Z',
          lastUse: {
            kind: 'used',
            at: '2026-11-23T22:30:00Z',
            service: 's3',
            region: 'eu-west-1',
          },
        },
        { slot: 2, isActive: false, rotatedAt: '2026-02-01T00:00:00Z', lastUse: { kind: 'never' } },
      ],
      certificates: [{ slot: 1, isActive: true, rotatedAt: '2020-01-01T00:00:00Z' }],
    });
  });

  it('of the root user, of whose password AWS does not tell', () => {
    expect(
      parseOne({
        user: '<root_account>',
        password_enabled: 'not_supported',
        password_last_used: 'no_information',
        password_last_changed: 'not_supported',
        mfa_active: 'true',
      }),
    ).toMatchObject({
      isRoot: true,
      hasPassword: null,
      passwordLastUse: { kind: 'never' },
      passwordChangedAt: null,
      hasMfa: true,
      keys: [],
    });
  });

  it.each([
    ['true', true],
    ['TRUE', true],
    ['True', true],
    ['false', false],
    ['FALSE', false],
    ['not_supported', null],
    ['N/A', null],
    ['', null],
    ['yes', null],
  ])('mfa_active %j is %j', (cell, expected) => {
    expect(parseOne({ mfa_active: cell }).hasMfa).toBe(expected);
  });

  it.each([
    ['2026-11-20T08:00:00+00:00', '2026-11-20T08:00:00Z'],
    ['2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z'],
    ['2026-11-20T08:00:00.250Z', '2026-11-20T08:00:00Z'],
    ['2026-11-20T09:00:00+01:00', '2026-11-20T08:00:00Z'],
    ['2026-02-30T99:00:00Z', null],
    ['9999-12-31T23:59:59-10:00', null],
    ['20 November 2026', null],
    ['N/A', null],
    ['no_information', null],
    ['not_supported', null],
    ['', null],
  ])('user_creation_time %j is %j', (cell, expected) => {
    expect(parseOne({ user_creation_time: cell }).createdAt).toBe(expected);
  });

  it.each([
    ['N/A', { kind: 'never' }],
    ['no_information', { kind: 'never' }],
    ['soon', { kind: 'unknown' }],
  ])('a key that was used %j is %j', (cell, expected) => {
    const cells = { access_key_1_active: 'true', access_key_1_last_used_date: cell };
    expect(parseOne(cells).keys).toMatchObject([{ slot: 1, lastUse: expected }]);
  });

  it('shows what a terminal or a window would act on', () => {
    const user = parseOne({ user: 'ada\u001B[2J\u202Eeve\n', arn: 'x'.repeat(5000) });
    expect(user.user).toBe('ada\\u{1b}[2J\\u{202e}eve\\u{a}');
    expect(reportUser.safeParse(user).success).toBe(true);
  });

  it('is taken whatever stands in the cells, and fits the contract', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('true', 'N/A', 'not_supported', '2026-11-20T08:00:00+00:00', '"', '\r\n'),
    );
    const row = fc.record(Object.fromEntries(COLUMNS.map((column) => [column, cell])));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 3 }), (rows) => {
        const users = parseReport(aReport(rows));
        expect(users).toHaveLength(rows.length);
        for (const user of users) reportUser.parse(user);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the columns', () => {
  it('stand where the header says, and others may follow or stand between', () => {
    const shuffled = ['additional_credentials_info', ...COLUMNS.toReversed(), 'more'];
    const cells = { user: 'a,b "c"', mfa_active: 'TRUE' };
    expect(parseReport(aReport([cells], shuffled))).toEqual(parseReport(aReport([cells])));
  });

  it.each(['user', 'mfa_active', 'password_enabled', 'access_key_2_last_used_date'])(
    'without %s nothing is concluded',
    (missing) => {
      const left = COLUMNS.filter((column) => column !== missing);
      expect(refusalOf(aReport([{}], left))).toEqual({
        line: 1,
        problem: `there is no column ${missing}`,
      });
    },
  );

  it.each([
    ['', { line: 1, problem: 'it is empty' }],
    [`${aReport([{}])}\nada,arn`, { line: 3, problem: 'it has 2 columns, and the titles are 22' }],
    [`${aReport([{}])}\n"ada`, { line: 3, problem: 'a quote is not closed' }],
    [`${aReport([{}])}\n"ada"x,`, { line: 3, problem: 'text follows a closing quote' }],
  ])('%# a report that is not whole is refused by its line', (csv, expected) => {
    expect(refusalOf(csv)).toEqual(expected);
  });

  it('five thousand users are read in a moment', () => {
    const csv = aReport(Array.from({ length: 5000 }, (_, n) => ({ user: `user-${n}` })));
    const tookMs = processorTime();
    expect(parseReport(csv)).toHaveLength(5000);
    expect(tookMs()).toBeLessThan(5000);
  });
});
