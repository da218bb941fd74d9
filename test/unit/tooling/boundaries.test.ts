import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The boundaries of architecture.md §2: each is tried in a throw-away copy of the linter's set-up. */
const refusedImports = [
  ['src-main/mfa', 'electron'],
  ['src-main/platform', 'electron/main'],
  ['src-main/shells/browser', 'electron'],
  ['src-main/cli', 'electron'],
  ['src-main/sessions', '@aws-sdk/client-sts'],
  ['src-main/api', '@aws-sdk/client-iam'],
  ['src-main/aws-files', '@smithy/shared-ini-file-loader'],
  ['src-main/aws-files', '@smithy/core/protocols/x'],
  ['src-main/shells/electron', '@aws-sdk/client-sts'],
  ['src-main/secrets', '@github/keytar'],
  ['src-main/aws', '@github/keytar'],
  ['src-main/shells/electron', '@github/keytar'],
  ['src-main/roles', '#main/api/router.ts'],
  ['src-main/secrets', '../shells/gate.ts'],
  ['src-main/aws', '../api/router.ts'],
  ['src-main/mfa', '#renderer/app.tsx'],
  ['src-main/mfa', '#test/fakes/fake-clock.ts'],
  ['src-main/shells/socket', '../../mfa/guard.ts'],
  ['test/unit/main', '../../fakes/fake-clock.ts'],
  ['src-renderer/state', '#main/compose.ts'],
  ['src-renderer/state', '#main/mfa/guard.ts'],
  ['src-renderer/state', 'node:path'],
  ['src-renderer/api', 'electron'],
  ['src-renderer/api', '@orpc/server'],
  ['src-shared', 'node:crypto'],
  ['src-shared', 'fs'],
  ['src-shared/words', '#main/compose.ts'],
  ['src-shared/words', '#renderer/app.tsx'],
  ['src-shared/contract', '@orpc/server'],
  ['src-shared/contract', 'react'],
] as const;

const allowedImports = [
  ['src-main/shells/electron', 'electron'],
  ['src-main/aws', '@aws-sdk/client-sts'],
  ['src-main/practice', '@smithy/signature-v4'],
  ['src-main/shells/browser', '#main/api/router.ts'],
  ['src-main/cli', '#main/shells/socket/client.ts'],
  ['src-main/roles', '../mfa/guard.ts'],
  ['src-main/roles', '#shared/arn.ts'],
  ['src-renderer/api', '#shared/contract/contract.ts'],
  ['src-shared/contract', 'zod'],
  ['src-shared/contract', '@orpc/contract'],
  ['src-shared/contract', '../arn.ts'],
  ['src-shared/contract', '#shared/arn.ts'],
  ['test/unit/main', '@aws-sdk/client-sts'],
] as const;

/** Files that are allowed more, or are refused something, by their name. */
const refusedFiles = {
  'src-main/serve.ts': `import { x } from 'electron';\nexport const y = x;`,
  'src-main/compose.ts': `export const late = () => import('electron');`,
  'src-main/sessions/type.ts': `export type { STSClient } from '@aws-sdk/client-sts';`,
};

const allowedFiles = {
  'src-main/main.ts': `import { x } from 'electron';\nexport const y = x;`,
  'src-main/cli.ts': `import { x } from './api/router.ts';\nexport const y = x;`,
  'src-main/secrets/keychain-store.ts': `import { x } from '@github/keytar';\nexport const y = x;`,
  'some.config.ts': `export default {};`,
};

const badHabits = {
  'import(no-default-export)': `export default 1;`,
  'oxc(no-barrel-file)': `export * from './somewhere.ts';`,
  'typescript(no-explicit-any)': `export const x = (y: any): string => String(y);`,
  'typescript(consistent-type-imports)': `import { X } from './x.ts';\nexport const x = (y: X): X => y;`,
  'typescript(no-floating-promises)': `const later = async () => {};\nexport function x() {\n  later();\n}`,
  'typescript(switch-exhaustiveness-check)': `export function x(y: 'a' | 'b') {\n  switch (y) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}`,
  'vitest(no-restricted-vi-methods)': `import { vi } from 'vitest';\nvi.mock('./x.ts');`,
};

const boundary = 'eslint(no-restricted-imports)';
const project = path.resolve(import.meta.dirname, '../../..');

let folder: string;
let found: ReadonlySet<string>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-boundaries-'));
  for (const file of ['.oxlintrc.json', 'package.json', 'tsconfig.base.json']) {
    await cp(path.join(project, file), path.join(folder, file));
  }
  for (const root of ['src-shared', 'src-main', 'src-renderer', 'test']) {
    const settings = { extends: '../tsconfig.base.json', include: ['**/*.ts'] };
    await write(`${root}/tsconfig.json`, JSON.stringify(settings));
  }
  const importing = (module: string) => `import { x } from '${module}';\nexport const y = x;\n`;
  for (const [index, [place, module]] of refusedImports.entries()) {
    await write(`${place}/refused-${index}.ts`, importing(module));
  }
  for (const [index, [place, module]] of allowedImports.entries()) {
    await write(`${place}/allowed-${index}.ts`, importing(module));
  }
  for (const [file, code] of Object.entries({ ...refusedFiles, ...allowedFiles })) {
    await write(file, code);
  }
  for (const [index, code] of Object.values(badHabits).entries()) {
    await write(`src-main/roles/habit-${index}.ts`, code);
  }
  found = new Set(await lint(folder));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the linter refuses', () => {
  test.each(refusedImports.map(([place, module], index) => ({ place, module, index })))(
    '$module in $place',
    ({ place, index }) => {
      expect(found).toContain(`${place}/refused-${index}.ts ${boundary}`);
    },
  );
  test.each(Object.keys(refusedFiles))('what %s imports here', (file) => {
    expect(found).toContain(`${file} ${boundary}`);
  });
  test.each(Object.keys(badHabits).map((rule, index) => ({ rule, index })))(
    '$rule',
    ({ rule, index }) => {
      expect(found).toContain(`src-main/roles/habit-${index}.ts ${rule}`);
    },
  );
});

describe('the linter allows', () => {
  test.each(allowedImports.map(([place, module], index) => ({ place, module, index })))(
    '$module in $place',
    ({ place, index }) => {
      const complaints = [...found].filter((line) =>
        line.startsWith(`${place}/allowed-${index}.ts `),
      );
      expect(complaints).toEqual([]);
    },
  );
  test.each(Object.keys(allowedFiles))('what %s imports here', (file) => {
    expect([...found].filter((line) => line.startsWith(`${file} `))).toEqual([]);
  });
});

async function write(file: string, text: string): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}

/** One line `file rule` for each complaint. */
function lint(where: string): Promise<readonly string[]> {
  const oxlint = path.join(project, 'node_modules/oxlint/bin/oxlint');
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [oxlint, '--format', 'json'],
      { cwd: where, maxBuffer: 16 * 1024 * 1024 },
      // oxlint ends with 1 when it found something; what it printed tells whether it worked.
      (_, stdout, stderr) => {
        try {
          const { diagnostics } = JSON.parse(stdout) as {
            diagnostics: readonly { code: string; filename: string }[];
          };
          resolve(diagnostics.map(({ filename, code }) => `${filename} ${code}`));
        } catch {
          reject(new Error(`oxlint did not work: ${stdout}${stderr}`));
        }
      },
    );
  });
}
