import { spawn } from 'node:child_process';
import { COMMAND, firstLine } from './command.ts';

export interface PracticeUser {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaSerial: string;
  readonly mfaSeed: string;
}

export interface PracticeCommand {
  readonly url: string;
  user(userName: string): PracticeUser;
  /** Gives the code that it ended with. */
  stop(): Promise<number | null>;
}

/** Starts the practice account as a process of its own, by the command line. */
export async function startPracticeCommand(
  environment: NodeJS.ProcessEnv,
): Promise<PracticeCommand> {
  const account = spawn(process.execPath, [...COMMAND, 'practice', '--endpoint-only', '--json'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, users } = JSON.parse(await firstLine(account)) as {
    readonly url: string;
    readonly users: readonly PracticeUser[];
  };
  return {
    url,
    user: (name) => users.find(({ userName }) => userName === name) as PracticeUser,
    stop() {
      const ended = new Promise<number | null>((resolve) => account.once('close', resolve));
      account.kill('SIGTERM');
      return ended;
    },
  };
}
