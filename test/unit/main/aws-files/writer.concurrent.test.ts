import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { predict } from './predict.ts';
import { buildWriter, isRoot, type WriterProgram } from './run-writer.ts';

/** Whether a single file can be mounted here, as container tools do. */
const canMount =
  isRoot &&
  spawnSync('unshare', [
    '-m',
    'sh',
    '-c',
    'touch /tmp/latchkey-mount-probe && mount --bind /tmp/latchkey-mount-probe /tmp/latchkey-mount-probe',
  ]).status === 0;

let program: WriterProgram;
let home: string;
let file: string;

beforeAll(async () => {
  program = await buildWriter();
});
afterAll(async () => {
  await rm(program.folder, { recursive: true, force: true });
  await rm('/tmp/latchkey-mount-probe', { force: true });
});
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-writers-'));
  file = path.join(home, 'config');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const write = (
  edits: readonly (readonly [string, string, string])[],
  under: readonly string[] = [],
) =>
  program.run({ path: file, kind: 'config', lockFolder: path.join(home, 'locks'), edits }, under);
const editsOf = (writer: number, count: number) =>
  Array.from(
    { length: count },
    (_, index) => [`w${writer}-${index % 5}`, `k${index}`, `v${index}`] as const,
  );

it('four processes of ours lose no edit of each other', async () => {
  await writeFile(file, '# mine\n[default]\nregion = x');
  const all = await Promise.all([0, 1, 2, 3].map((writer) => write(editsOf(writer, 15))));
  expect(all.flatMap(({ lines }) => lines)).toEqual(Array.from({ length: 60 }, () => 'changed'));
  const found = predict(await readFile(file), 'config');
  expect(found.botocore).toEqual(found.smithy);
  for (const writer of [0, 1, 2, 3]) {
    for (const [profile, key, value] of editsOf(writer, 15))
      expect(found.botocore?.[profile]?.[key]).toBe(value);
  }
  expect(
    (await readFile(file, 'utf8')).startsWith('# mine\n[default]\nregion = x\n\n[profile w'),
  ).toBe(true);
  expect(await readdir(home)).toEqual(
    expect.not.arrayContaining([expect.stringContaining('.tmp')]),
  );
});

it.skipIf(!canMount)(
  'a single file mounted into a container is written in place (needs root and mounts)',
  async () => {
    const mounted = path.join(home, 'outside');
    await writeFile(mounted, '[default]\nregion = x\n', { mode: 0o600 });
    await writeFile(file, '', { mode: 0o600 });
    const { lines } = await write(
      [['default', 'region', 'y']],
      [
        'unshare',
        '-m',
        'sh',
        '-c',
        'mount --bind "$1" "$2" && shift 2 && exec "$@"',
        'sh',
        mounted,
        file,
      ],
    );
    expect([lines, await readFile(mounted, 'utf8')]).toEqual([
      ['changed'],
      '[default]\nregion = y\n',
    ]);
  },
);

it.skipIf(!canMount)(
  'a full disk leaves the file whole, and is named (needs root and mounts)',
  async () => {
    const text = `[default]\nregion = x\n# ${'x'.repeat(40_000)}\n`;
    const disk = path.join(home, 'disk');
    const seed = path.join(home, 'seed');
    await writeFile(seed, text);
    file = path.join(disk, 'config');
    const script =
      'mkdir "$1" && mount -t tmpfs -o size=64k,mode=700 none "$1" && cp "$2" "$1/config" && chmod 600 "$1/config"; dir=$1; copy=$2; shift 2; "$@"; cp "$dir/config" "$copy.after"; ls -A "$dir" > "$copy.names"';
    const { lines } = await write(
      [['default', 'region', 'y']],
      ['unshare', '-m', 'sh', '-c', script, 'sh', disk, seed],
    );
    expect([
      lines,
      await readFile(`${seed}.after`, 'utf8'),
      await readFile(`${seed}.names`, 'utf8'),
    ]).toEqual([['files/no-space'], text, 'config\n']);
  },
);
