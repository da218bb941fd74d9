import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { PracticeRole, PracticeUser } from '#main/practice/practice-account.ts';
import type { Practice } from './practice-latchkey.ts';

/** The practice account in a process of its own, which counts. */
export interface CountingPractice extends Practice {
  calls(): Promise<number>;
}

export async function startCountingPractice(): Promise<CountingPractice> {
  const child = fork(path.join(import.meta.dirname, 'counting-practice.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  const [{ url, users, roles }] = (await once(child, 'message')) as [
    {
      readonly url: string;
      readonly users: readonly PracticeUser[];
      readonly roles: readonly PracticeRole[];
    },
  ];
  return {
    url,
    user: users.find(({ userName }) => userName === 'kim')!,
    role: roles.find(({ name }) => name === 'acme-dev-developer')!,
    async calls() {
      child.send('calls');
      const [{ calls }] = (await once(child, 'message')) as [{ readonly calls: number }];
      return calls;
    },
    close: () => void child.kill(),
  };
}
