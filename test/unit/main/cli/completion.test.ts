import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readKnownHeat } from '#main/cli/completion/known-heat.ts';
import { readKnownNames } from '#main/cli/completion/known-names.ts';
import { printFits } from '#main/cli/completion/print-fits.ts';
import { whatFits } from '#main/cli/completion/what-fits.ts';
import { createProgram } from '#main/cli/program.ts';
import { A_CONTEXT } from './a-context.ts';

const PROGRAM = await createProgram(A_CONTEXT);

describe('what fits on the command line', () => {
  it.each<[string, string]>([
    ['', 'switch'],
    ['role ', 'add'],
    ['switch --', '--duration'],
    ['status ', '--json'],
    ['env dev --shell ', 'powershell'],
    ['env --shell=', '--shell=fish'],
    ['role add --mfa ', 'direct'],
    ['completion ', 'zsh'],
  ])('after “%s” is %s among others', (line, word) => {
    expect(wordsAfter(line)).toContain(word);
  });

  it('is each command that help lists, and no other', () => {
    const shown = PROGRAM.createHelp().visibleCommands(PROGRAM);
    expect(wordsAfter('')).toEqual(shown.map((command) => command.name()));
    expect(wordsAfter('')).not.toContain('complete');
  });

  it.each<[string, string]>([
    ['switch ', 'target'],
    ['exec ', 'target'],
    ['exec --duration 3600 ', 'target'],
    ['credentials ', 'target profile'],
    ['mfa add ', 'identity'],
    ['identity show ', 'identity'],
    ['identity remove --passphrase-stdin ', 'identity'],
    ['role show ', 'role'],
    ['endpoint remove ', 'endpoint'],
    ['role add x --source ', 'target'],
    ['role add x --source=', 'target'],
    ['identity list --endpoint ', 'endpoint'],
    ['switch -- ', 'target'],
  ])('after “%s” are names of %s', (line, kinds) => {
    expect(fits(line)).toMatchObject({ kind: 'names', of: kinds.split(' ') });
  });

  it.each(['role add ', 'switch dev --duration ', 'identity add me --access-key-id '])(
    'after “%s” is what only the user knows',
    (line) => {
      expect(wordsAfter(line)).toEqual([]);
    },
  );

  it.each(['nothing-like-that ', 'role nothing ', 'switch dev extra --shell '])(
    'is nothing after the mistake of “%s”',
    (line) => {
      expect(fits(line).kind).toBe('words');
      expect(wordsAfter(line).filter((word) => !word.startsWith('-'))).toEqual([]);
    },
  );

  it.each<[string, string]>([
    ['endpoint add x --ca ', 'files'],
    ['practice --home ', 'folders'],
  ])('after “%s” are %s', (line, kind) => {
    expect(fits(line)).toEqual({ kind });
  });

  it.each<[string, number]>([
    ['exec dev ', 2],
    ['exec dev -- ', 3],
    ['exec dev -- aws s3 ', 3],
    ['exec dev aws --profile ', 2],
    ['exec --duration 900 dev -- aws ', 5],
  ])('after “%s” belongs to the program that exec runs', (line, at) => {
    expect(fits(line)).toEqual({ kind: 'command', at });
  });
});

describe('what is printed for a shell', () => {
  const names = {
    target: ['prod:ro', 'a@b', 'prod:ro'],
    identity: [],
    role: [],
    endpoint: [],
    profile: ['@start'],
  };
  const of = ['target', 'profile'] as const;

  const given = { names, heatOf: () => 0 };

  it('is each name once that begins with what is typed', async () => {
    const printed = await printFits(
      { kind: 'names', of, prefix: '' },
      { ...given, current: 'p', shell: 'bash' },
    );
    expect(printed).toBe('words\nprod:ro');
  });

  it.each([
    ['mlsta', 'loose\nml-staging\nmobile-staging'],
    ['staging ml', 'loose\nml-staging\nmobile-staging'],
    // What is typed out is never taken for something else.
    ['ml', 'words\nml-staging\nmlops'],
    ['nobody', 'loose'],
  ])('is what “%s” stands for only where no name begins so', async (current, expected) => {
    const target = ['mlops', 'prod', 'mobile-staging', 'ml-staging'];
    const heatOf = (name: string) => (name === 'ml-staging' ? 1 : 0);
    const printed = await printFits(
      { kind: 'names', of: ['target'], prefix: '' },
      { names: { ...names, target }, heatOf, current, shell: 'bash' },
    );
    expect(printed).toBe(expected);
  });

  it('begins with what is used most', async () => {
    const printed = await printFits(
      { kind: 'names', of: ['target'], prefix: '--source=' },
      {
        names: { ...names, target: ['a', 'b', 'c'] },
        heatOf: (name) => ['a', 'c', 'b'].indexOf(name),
        current: '--source=',
        shell: 'zsh',
      },
    );
    expect(printed).toBe('words\n--source=b\n--source=c\n--source=a');
  });

  it('is quoted for PowerShell where it would read a letter', async () => {
    const printed = await printFits(
      { kind: 'names', of, prefix: '' },
      { ...given, current: '', shell: 'powershell' },
    );
    expect(printed).toBe(['words', "'@start'\t", "'a@b'\t", 'prod:ro\t'].join('\n'));
  });

  it('has what a command does beside it where the shell shows that', async () => {
    const typed = { ...given, current: 'x' };
    const one = { kind: 'words', words: [{ word: 'x', text: 'does x' }], prefix: '' } as const;
    expect(await printFits(one, { ...typed, shell: 'fish' })).toBe('words\nx\tdoes x');
    expect(await printFits(one, { ...typed, shell: 'bash' })).toBe('words\nx');
  });
});

describe('the names that are known', () => {
  it('are those of the state document, without what is no name', async () => {
    const hostile = ['$(id)', 'a b', "a';b", 'a\nb', '-rf', '`id`', '', 'a\u202eb', 7, null];
    const file = await aFile(
      JSON.stringify({
        version: 99,
        identities: [{ name: 'me', profile: 'me-p' }, ...hostile.map((name) => ({ name }))],
        roles: [{ name: 'prod:ro', profile: hostile[0] }, null, 'x'],
        endpoints: [{ name: 'aws' }],
      }),
    );
    expect(await readKnownNames(file)).toEqual({
      target: ['me', 'prod:ro'],
      identity: ['me'],
      role: ['prod:ro'],
      endpoint: ['aws'],
      profile: ['me-p'],
    });
  });

  it.each(['', '{', '[]', 'null', '{"roles":{"name":"x"}}'])(
    'are none where the document is “%s”',
    async (text) => {
      expect((await readKnownNames(await aFile(text))).target).toEqual([]);
    },
  );

  it('are none where there is no document, or something else in its place', async () => {
    const file = await aFile('');
    expect((await readKnownNames(`${file}.gone`)).target).toEqual([]);
    expect((await readKnownNames(path.dirname(file))).target).toEqual([]);
  });
});

describe('how much targets are used', () => {
  it.each([
    ['{"uses":[{"item":"target:a","heat":7},{"item":"account:b","heat":9},null]}', 7],
    ['{"uses":[{"item":"target:a","heat":"x"}]}', 0],
    ['{', 0],
  ])('is what “%s” says, or nothing', async (text, heat) => {
    const heatOf = await readKnownHeat(await aFile(text));
    expect([heatOf('a'), heatOf('b')]).toEqual([heat, 0]);
  });
});

function fits(line: string) {
  return whatFits(PROGRAM, line.split(' '));
}

function wordsAfter(line: string): readonly string[] {
  const found = fits(line);
  return found.kind === 'words' ? found.words.map(({ word }) => `${found.prefix}${word}`) : [];
}

async function aFile(text: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-names-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'state.json');
  await writeFile(file, text);
  return file;
}
