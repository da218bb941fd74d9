import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLineOf, splitCommandLine } from '#shared/command-line.ts';

const LINES = [
  'ykman oath accounts code -s aws',
  `op item get 'AWS main' --otp`,
  `a "b c" d'e'f`,
  String.raw`a\ b "c\"d" 'e\f' "g\h" "i\\j"`,
  `'' ""`,
  '  blanks \t around  ',
  '$HOME ~ * | && ; `x`',
  `it's open`,
  String.raw`ends with \ `.trim(),
  '"open',
  '',
];

const python = spawnSync('python3', ['-c', 'import shlex']).status === 0;

describe('a command line', () => {
  it.skipIf(!python)('has the words that Python’s shlex finds (skipped without python3)', () => {
    const script = `
import json, shlex, sys
def words(line):
    try: return shlex.split(line)
    except ValueError: return None
print(json.dumps([words(line) for line in json.load(sys.stdin)]))`;
    const ran = spawnSync('python3', ['-c', script], {
      input: JSON.stringify(LINES),
      encoding: 'utf8',
    });
    expect(LINES.map((line) => splitCommandLine(line, 'posix'))).toEqual(JSON.parse(ran.stdout));
  });

  it('keeps the backslashes of Windows', () => {
    const line = String.raw`"C:\Program Files\op\op.exe" item get it's --otp`;
    expect(splitCommandLine(line, 'windows')).toEqual([
      String.raw`C:\Program Files\op\op.exe`,
      'item',
      'get',
      "it's",
      '--otp',
    ]);
  });

  it('is shown so that it means the same words again', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(splitCommandLine(commandLineOf(words), 'posix')).toEqual(words);
      }),
    );
  });
});
