import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCommandLine } from '#main/cli/run.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { openPracticeClients } from '#test/fixtures/practice-clients.ts';
import { recordingTerminal } from './recording-terminal.ts';

it('tells on the command line what was done, by whichever command, and whether that can be believed', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-activity-'));
  const practice = await openPracticeClients();
  onTestFinished(async () => {
    await practice.close();
    await rm(home, { recursive: true, force: true });
  });
  const run = async (args: readonly string[], input = '') => {
    const terminal = recordingTerminal({ input });
    const code = await runCommandLine(args, {
      terminal,
      environment: {
        HOME: home,
        LATCHKEY_HOME: path.join(home, 'own'),
        LATCHKEY_VAULT: 'file',
        LATCHKEY_PASSPHRASE: 'correct horse battery',
      },
      clock: practice.clock,
      abandon: () => {},
      scryptCost: CHEAP_SCRYPT,
    });
    return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
  };
  expect((await run(['activity'])).out).toBe('Nothing has happened.');

  const { url } = practice.account;
  await run(['endpoint', 'add', 'practice', '--sts', url, '--iam', url]);
  const { accessKeyId, secretAccessKey } = practice.user('ines');
  const added = await run(
    ['identity', 'add', 'ines', '--access-key-id', accessKeyId, '--endpoint', 'practice'],
    secretAccessKey,
  );
  expect(added.code).toBe(0);
  expect((await run(['switch', 'ines'])).code).toBe(0);
  expect((await run(['switch', 'ines'])).code).toBe(0);
  const { out, err } = await run(['activity']);
  expect(err).toBe('');
  const lines = out.split('\n').slice(1);
  expect(lines).toEqual([
    expect.stringMatching(/Identity added +ines/),
    expect.stringMatching(/Session obtained +ines +by the latchkey command · until 20/),
    expect.stringMatching(/Session delivered +ines +profile ines · keys in the credentials file/),
  ]);

  const file = path.join(home, 'own', 'activity.jsonl');
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain(secretAccessKey);
  await writeFile(file, text.replace('"ines"', '"eve"'));
  expect((await run(['activity'])).err).toContain('changed from outside, at entry 1');
  const asJson = JSON.parse((await run(['activity', '--since', '1h', '--json'])).out) as {
    readonly entries: readonly object[];
    readonly check: object;
  };
  expect(asJson.entries).toHaveLength(3);
  expect(asJson.check).toMatchObject({ brokenAt: 1, seal: 'fits' });
  expect((await run(['activity', '--since', 'yesterday'])).code).toBe(2);
});
