import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { envLines, evalHint, guessShell, setLines, SHELLS } from '#main/cli/env-lines.ts';
import { credentials } from './credentials.ts';

const HOSTILE = [
  `it's`,
  `'; touch /tmp/pwned; '`,
  '$(touch /tmp/pwned) `touch /tmp/pwned` ${HOME}',
  String.raw`back\slash \' and \n`,
  'typographic ‘quotes’ ‚and‛',
  '"double" %PATH% !history!',
  'two\nlines',
];

/** How each shell is asked what it took the variables for; null where it is not on this machine. */
const RUN = {
  bash: ['bash', '-c'],
  zsh: ['zsh', '-c'],
  fish: ['fish', '-c'],
  powershell: ['pwsh', '-NoProfile', '-Command'],
} as const;

describe.each(SHELLS)('lines for %s', (shell) => {
  const [program, ...args] = RUN[shell];
  const isHere = spawnSync(program, [...args, 'exit 0']).status === 0;

  it.skipIf(!isHere)(
    'give every value as it is, to a real shell (skipped where the shell is not installed)',
    () => {
      const variables = Object.fromEntries(
        HOSTILE.map((value, index) => [`HOSTILE_${index}`, value]),
      );
      const dump = `"${process.execPath}" -e "process.stdout.write(JSON.stringify(process.env))"`;
      const call = shell === 'powershell' ? `& ${dump}` : dump;
      const script = [...setLines(shell, variables), call].join('\n');
      const ran = spawnSync(program, [...args, script], { encoding: 'utf8' });
      expect(ran.stderr).toBe('');
      expect(JSON.parse(ran.stdout)).toMatchObject(variables);
    },
  );

  it('take away what would win over the credentials, and nothing that they set', () => {
    const environment = { AWS_ENDPOINT_URL_S3: 'x', 'AWS_ENDPOINT_URL_X;id': 'x', PATH: 'x' };
    const given = credentials({ endpointUrl: 'http://127.0.0.1:4566' });
    const lines = envLines(shell, given, environment).split('\n');
    expect(lines[0]).toContain('AWS_ENDPOINT_URL_S3');
    expect(lines[0]).not.toContain(';id');
    expect(lines[0]).toContain('AWS_PROFILE');
    expect(lines[0]).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(lines[0]).not.toMatch(/AWS_ENDPOINT_URL(?!S|_)/);
    expect(lines.slice(1).join('\n')).toContain('http://127.0.0.1:4566');
  });
});

describe('quoting', () => {
  it('closes and reopens the quote in bash and zsh', () => {
    expect(setLines('bash', { A: `it's` })).toEqual([String.raw`export A='it'\''s'`]);
    expect(setLines('zsh', { A: `it's` })).toEqual([String.raw`export A='it'\''s'`]);
  });

  it('escapes the quote and the backslash in fish', () => {
    expect(setLines('fish', { A: String.raw`a\b'c` })).toEqual([String.raw`set -gx A 'a\\b\'c'`]);
  });

  it('doubles the quotes in PowerShell, typographic ones too, which it takes for plain ones', () => {
    expect(setLines('powershell', { A: "a’b‘c'd" })).toEqual([`$env:A = 'a’’b‘‘c''d'`]);
  });
});

describe('the shell that asks', () => {
  it.each([
    ['/usr/bin/fish', 'linux', 'fish'],
    ['/bin/zsh', 'darwin', 'zsh'],
    ['/bin/bash', 'linux', 'bash'],
    ['/bin/dash', 'linux', 'bash'],
    [undefined, 'linux', 'bash'],
    [undefined, 'win32', 'powershell'],
    [String.raw`C:\Program Files\Git\usr\bin\bash.exe`, 'win32', 'bash'],
  ] as const)('SHELL=%s on %s is taken for %s', (path, platform, expected) => {
    expect(guessShell(path, platform)).toBe(expected);
  });

  it('is told how to run the lines', () => {
    expect(evalHint('bash', 'latchkey env dev')).toBe('eval "$(latchkey env dev)"');
    expect(evalHint('fish', 'latchkey env dev')).toBe('latchkey env dev | source');
  });
});
