import * as fc from 'fast-check';

/**
 * Files as people and tools leave them, and worse: lines put together from the pieces on which AWS's
 * readers disagree.
 */
const piece = fc.constantFrom(
  '[',
  ']',
  '[default]',
  '[profile a]',
  '[profile b]',
  '[a]',
  '[profile "a"]',
  '[profile a.b]',
  '[profile.a]',
  '[DEFAULT]',
  '[sso-session s]',
  '[services s]',
  '[profile __proto__]',
  '[ a ]',
  '=',
  ':',
  ' = ',
  '= ',
  '#',
  ';',
  ' #',
  ' ;',
  ' ',
  '  ',
  '\t',
  'region',
  'output',
  's3',
  's3 =',
  'x',
  'y',
  'Region',
  'a.b',
  '"',
  "'",
  '\\',
  '\u00a0',
  '\u2028',
  '\u0085',
  '\ufeff',
  '\x1c',
  '\f',
  '\v',
  '\0',
  'é',
  '日',
  '%',
  '/',
  '-',
  'profile',
  '__proto__',
  'eu-west-1',
);
const hostileLine = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));
const key = fc.constantFrom(
  'region',
  'output',
  'role_arn',
  's3',
  'x',
  'y',
  'aws_access_key_id',
  'Region',
);
const value = fc.constantFrom(
  'eu-west-1',
  'a=b',
  'https://x/#/',
  'x # y',
  'x ;y',
  '',
  '"q"',
  'ü',
  'a:b',
  '[z]',
  'x\u00a0',
);
const indent = fc.constantFrom('', '', '', '', '  ', '\t', '    ');
const settingLine = fc
  .tuple(indent, key, fc.constantFrom(' = ', '=', ' =', ': ', ' : ', '= '), value)
  .map((parts) => parts.join(''));
const headerLine = fc
  .tuple(
    indent,
    fc.constantFrom(
      '[default]',
      '[profile a]',
      '[profile b]',
      '[profile c]',
      '[a]',
      '[b]',
      '[profile "d"]',
      '[profile  e]',
      '[profile "f g"]',
      '[DEFAULT]',
      '[services s]',
    ),
    fc.constantFrom('', '', '', ' # note', ' note', ' ; [x]'),
  )
  .map((parts) => parts.join(''));
const quietLine = fc.constantFrom('', '# comment', '; comment', '  # indented', '   ');
const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');

function linesOf(
  line: fc.Arbitrary<string>,
  end: fc.Arbitrary<string>,
  maxLength: number,
): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(fc.tuple(line, end), { maxLength }),
      fc.constantFrom('', 'x = 1', '[default]', '# end'),
    )
    .map(([lines, last]) => `${lines.map((parts) => parts.join('')).join('')}${last}`);
}

const anyLine = fc.oneof(
  { weight: 4, arbitrary: settingLine },
  { weight: 3, arbitrary: headerLine },
  { weight: 1, arbitrary: quietLine },
  { weight: 2, arbitrary: hostileLine },
);

/** Mostly broken. */
export const hostileText = linesOf(anyLine, lineEnd, 9);

/** Mostly whole: both readers read most of them. */
export const plausibleText = fc
  .tuple(
    fc.uniqueArray(
      fc.constantFrom(
        '[default]',
        '[profile a]',
        '[profile b]',
        '[profile "d"]',
        '[a]',
        '[b]',
        '[d]',
        '[services s]',
        '  [profile c]',
        '[profile f] # note',
      ),
      { maxLength: 5 },
    ),
    fc.array(
      fc.uniqueArray(
        fc.oneof(
          { weight: 5, arbitrary: settingLine },
          { weight: 2, arbitrary: quietLine },
          { weight: 1, arbitrary: fc.constant('s3 =\n  a = 1\n  b = 2') },
        ),
        { maxLength: 4, selector: (line) => line.trim().split(/[ =:]/)[0] },
      ),
      { minLength: 5, maxLength: 5 },
    ),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('', '\n', '\n', '\n\n'),
  )
  .map(([headers, bodies, end, last]) =>
    `${headers.flatMap((header, index) => [header, ...bodies[index]!]).join('\n')}${last}`.replaceAll(
      '\n',
      end,
    ),
  );

export const anyBytes = fc.oneof(
  { weight: 3, arbitrary: hostileText.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
);
