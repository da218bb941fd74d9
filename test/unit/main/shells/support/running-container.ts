import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createSystemClock, type Clock } from '#main/platform/clock.ts';
import type { AnswerAtOnce } from '#main/sessions/answer-at-once.ts';
import {
  createContainerShell,
  type ContainerDoor,
  type ContainerShell,
} from '#main/shells/container/container-shell.ts';
import { secretOf } from '#shared/secret.ts';
import { createMemoryLog, type MemoryLog } from '#test/fakes/memory-log.ts';

export const SECRET = 'made/up/secret+access/key0123456789abcde';
export const SESSION_TOKEN = 'made/up/session/token+for/tests+only';

export interface RunningContainer {
  readonly shell: ContainerShell;
  readonly tokenFolder: string;
  readonly log: MemoryLog;
  /** The targets that were asked for, in order. */
  readonly asked: string[];
  /** What it answers from now on. */
  answerWith(answer: (target: string) => AnswerAtOnce | Promise<AnswerAtOnce>): void;
  open(target: string): Promise<OpenDoor>;
}

export interface OpenDoor extends ContainerDoor {
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly token: string;
}

export function credentialsUntil(expiresAtMs: number, accessKeyId = 'ASIAMADEUPKEY0000001') {
  return {
    kind: 'credentials' as const,
    accountId: '111122223333',
    region: 'eu-west-1',
    credentials: {
      accessKeyId,
      secretAccessKey: secretOf(SECRET),
      sessionToken: secretOf(SESSION_TOKEN),
      expiresAtMs,
    },
  };
}

/** The endpoint on a port of its own, over answers that a test makes up. It ends with the test. */
export async function startContainer(
  clock: Clock = createSystemClock(),
  limit: { readonly requestsPerSecond?: number } = {},
): Promise<RunningContainer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-container-'));
  const tokenFolder = path.join(folder, 'container');
  const log = createMemoryLog();
  const asked: string[] = [];
  let answer = (_target: string): AnswerAtOnce | Promise<AnswerAtOnce> =>
    credentialsUntil(Date.now() + 3_600_000);
  const shell = createContainerShell({
    answers: {
      answer: (target) => {
        asked.push(target);
        return Promise.resolve(answer(target));
      },
    },
    tokenFolder,
    clock,
    log,
    ...limit,
  });
  onTestFinished(async () => {
    await shell.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    shell,
    tokenFolder,
    log,
    asked,
    answerWith: (next) => void (answer = next),
    async open(target) {
      const door = await shell.open(target);
      const { host, port, pathname } = new URL(door.url);
      const token = await readFile(door.tokenFile, 'utf8');
      return { ...door, host, port: Number(port), path: pathname, token };
    },
  };
}
