import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND } from './command.ts';

/** Completion in real shells: what one types there, and what a shell makes of it. */
let folder = '';
const at = (...parts: readonly string[]) => path.join(folder, ...parts);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-completion-'));
  await mkdir(at('bin'));
  await mkdir(at('home'));
  const words = [process.execPath, ...COMMAND].map((word) => `'${word}'`).join(' ');
  await writeFile(at('bin/latchkey'), `#!/bin/sh\nexec ${words} "$@"\n`);
  await chmod(at('bin/latchkey'), 0o755);
  await writeFile(at('home/state.json'), JSON.stringify(STATE));
  await writeFile(at('home/habits.json'), JSON.stringify(HABITS));
  await writeFile(at('no-network.cjs'), NO_NETWORK);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const names = (...all: readonly string[]) => all.map((name) => ({ name, profile: name }));
const STATE = {
  version: 1,
  identities: names('me', 'team:alice', 'a@b', '$(touch pwned)', '`touch pwned`'),
  roles: names(
    'prod:readonly',
    'prod:admin',
    '100%+x/y.z',
    "it's",
    'a b; touch pwned',
    'a\nb',
    '-rf',
  ),
  endpoints: names('aws'),
};
/** One that is used comes first. */
const HABITS = { version: 1, pinned: [], uses: [{ item: 'target:prod:readonly', heat: 1 }] };
const NAMES = ['prod:readonly', '100%+x/y.z', 'a@b', 'me', 'prod:admin', 'team:alice'];

/** Leaves a file where the process wants to talk to anybody. */
const NO_NETWORK = `
const mark = () => require('fs').writeFileSync(process.env.TALKED, 'yes');
require('net').Socket.prototype.connect = mark;
require('dns').lookup = mark;`;

const PROGRAMS = {
  bash: ['bash', '--norc', '-c'],
  zsh: ['zsh', '-f', '-c'],
  fish: ['fish', '--no-config', '-c'],
  powershell: ['pwsh', '-NoProfile', '-Command'],
} as const;
type Shell = keyof typeof PROGRAMS;

const isHere = (shell: Shell) =>
  spawnSync(PROGRAMS[shell][0], [...PROGRAMS[shell].slice(1), 'exit 0']).status === 0;

describe.skipIf(!isHere('bash'))('bash (skipped where it is not installed)', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['a command', ['latchkey', 'swi'], ['switch']],
    ['every name', ['latchkey', 'switch', ''], NAMES],
    ['a name', ['latchkey', 'switch', 'm'], ['me']],
    // Its own dividers are words to bash; it puts in what comes after the last of them.
    ['a name with “:”', ['latchkey', 'switch', 'prod', ':', 'r'], ['readonly']],
    ['a name right after “:”', ['latchkey', 'switch', 'prod', ':'], ['readonly', 'admin']],
    ['a name with “@”', ['latchkey', 'switch', 'a', '@'], ['b']],
    ['a name in quotes', ['latchkey', 'switch', '"prod:r'], ['prod:readonly']],
    ['what letters stand for', ['latchkey', 'switch', 'tali'], ['team:alice']],
    // An empty one keeps bash from putting in what they have in common, which may be less than what is typed.
    [
      'what stands for several',
      ['latchkey', 'switch', 'pr-a'],
      ['prod:admin', 'prod:readonly', ''],
    ],
    ['nothing that would stand after “:”', ['latchkey', 'switch', 'x', ':', 'alice'], []],
    ['a choice', ['latchkey', 'env', 'me', '--shell', 'f'], ['fish']],
    ['a choice after “=”', ['latchkey', 'env', 'me', '--shell', '=', 'f'], ['fish']],
    ['nothing, where names that are none would be commands', ['latchkey', 'switch', '$('], []],
    ['nothing, after a mistake', ['latchkey', 'nothing', 'x', ''], []],
  ])('completes %s', (_, words, expected) => {
    expect(completedByBash(words)).toEqual({ replies: expected, err: '' });
  });

  it('completes the command line of what exec runs', () => {
    expect(
      completedByBash(['latchkey', 'exec', 'team', ':', 'alice', '--', 'compge']).replies,
    ).toEqual(['compgen']);
  });

  it('runs nothing that a name says, asks nobody, and writes nothing', async () => {
    completedByBash(['latchkey', 'switch', '']);
    completedByBash(['latchkey', 'switch', '$(touch pwned)', '']);
    expect((await readdir(at('home'))).toSorted()).toEqual(['habits.json', 'state.json']);
    expect(existsSync(at('pwned'))).toBe(false);
    expect(existsSync(at('talked'))).toBe(false);
  });

  it.each([
    ['is damaged', '{'],
    ['is of a newer Latchkey', '{"version":99,"roles":[{"name":"dev"}]}'],
  ])('completes commands, and is silent, where the state document %s', async (_, text) => {
    await mkdir(at('other'), { recursive: true });
    await writeFile(at('other/state.json'), text);
    const completed = completedByBash(['latchkey', 'ro'], { LATCHKEY_HOME: at('other') });
    expect(completed).toEqual({ replies: ['role'], err: '' });
    expect(await readdir(at('other'))).toEqual(['state.json']);
  });
});

describe.skipIf(!isHere('fish'))('fish (skipped where it is not installed)', () => {
  it.each([
    ['latchkey swi', ['switch']],
    ['latchkey switch prod:', ['prod:admin', 'prod:readonly']],
    ['latchkey switch tali', ['team:alice']],
    ['latchkey env me --shell ', ['bash', 'fish', 'powershell', 'zsh']],
  ])('completes “%s”', (line, expected) => {
    const ran = inShell('fish', `latchkey completion fish | source; complete -C'${line}'`);
    expect(ran.stderr).toBe('');
    const words = ran.stdout
      .trim()
      .split('\n')
      .map((found) => found.split('\t')[0] ?? '');
    expect(words.toSorted()).toEqual(expected);
  });
});

describe.skipIf(!isHere('zsh'))('zsh (skipped where it is not installed)', () => {
  it('takes the script', () => {
    const script = 'autoload -Uz compinit; compinit -u -D; eval "$(latchkey completion zsh)"';
    const ran = inShell('zsh', `${script}; print -r -- $_comps[latchkey]`);
    expect(ran).toMatchObject({ stdout: '_latchkey\n', stderr: '' });
  });
});

describe.skipIf(!isHere('powershell'))('PowerShell (skipped where it is not installed)', () => {
  it('completes names, quoted where it would read a letter', () => {
    const line = 'latchkey switch a';
    const ran = inShell(
      'powershell',
      `latchkey completion powershell | Out-String | Invoke-Expression
      (TabExpansion2 '${line}' ${line.length}).CompletionMatches.CompletionText`,
    );
    expect(ran.stdout.trim()).toBe("'a@b'");
  });

  it('completes what letters stand for', () => {
    const line = 'latchkey switch tali';
    const ran = inShell(
      'powershell',
      `latchkey completion powershell | Out-String | Invoke-Expression
      (TabExpansion2 '${line}' ${line.length}).CompletionMatches.CompletionText`,
    );
    expect(ran.stdout.trim()).toBe('team:alice');
  });
});

/** What bash would put in, the cursor being after the last of its words. */
function completedByBash(words: readonly string[], environment: Record<string, string> = {}) {
  const line = words.join(' ').replaceAll(/ ([:@=]) ?/g, '$1');
  const script = `
eval "$(latchkey completion bash)"
COMP_WORDS=("\${@:2}"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
COMP_LINE=$1; COMP_POINT=\${#COMP_LINE}
_latchkey
for reply in "\${COMPREPLY[@]}"; do printf '=%s\\n' "$reply"; done`;
  const ran = inShell('bash', script, ['bash', line, ...words], environment);
  const replies = ran.stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.slice(1)]));
  return { replies, err: ran.stderr };
}

function inShell(
  shell: Shell,
  script: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
) {
  const [program, ...options] = PROGRAMS[shell];
  return spawnSync(program, [...options, script, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: {
      PATH: `${at('bin')}:${process.env['PATH']}`,
      HOME: folder,
      LATCHKEY_HOME: at('home'),
      LATCHKEY_VAULT: 'keychain',
      NODE_OPTIONS: `--require=${at('no-network.cjs')}`,
      TALKED: at('talked'),
      ...environment,
    },
  });
}
