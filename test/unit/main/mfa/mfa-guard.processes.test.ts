import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

/** All children of a test agree on the time. */
let startedAt: number;
let home: string;

beforeEach(async () => {
  startedAt = Date.now();
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-guard-processes-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
});

describe('the guard among processes', () => {
  it('never lets two processes send the same code', async () => {
    const children = [startChild(3, 'answer'), startChild(3, 'answer')];
    const exits = await Promise.all(children.map((child) => once(child, 'exit')));
    expect(exits.map(([code]) => code as unknown)).toEqual([0, 0]);
    const codes = await sentCodes();
    expect(codes).toHaveLength(6);
    expect(new Set(codes).size).toBe(6);
  });

  it('takes a code for used when the process died while it was on its way', async () => {
    const dying = startChild(1, 'hang');
    while ((await sentCodes()).length === 0) await delay(20);
    dying.kill('SIGKILL');
    await once(dying, 'exit');
    const heir = startChild(1, 'answer');
    expect((await once(heir, 'exit'))[0]).toBe(0);
    const [first, second] = await sentCodes();
    expect(second).toMatch(/^\d{6}$/);
    expect(second).not.toBe(first);
  });
});

describe('a command that prints codes, among processes', () => {
  it('is run by one of them at a time, and no code of its is sent twice', async () => {
    const start = () => startProcess('printing-child.ts', [home, '2', String(startedAt)]);
    const exits = await Promise.all([start(), start()].map((child) => once(child, 'exit')));
    expect(exits.map(([code]) => code as unknown)).toEqual([0, 0]);
    const codes = await sentCodes();
    expect(codes).toHaveLength(4);
    expect(new Set(codes).size).toBe(4);
    const runs = (await readFile(path.join(home, 'runs'), 'utf8')).trim().split('\n');
    expect(runs.filter((_, index) => index % 2 === 0)).not.toContain('out');
    expect(runs.filter((_, index) => index % 2 === 1)).not.toContain('in');
  });
});

function startChild(count: number, mode: 'answer' | 'hang'): ChildProcess {
  return startProcess('guard-child.ts', [home, String(count), mode, String(startedAt)]);
}

function startProcess(script: string, given: readonly string[]): ChildProcess {
  const args = ['--import', 'tsx', path.join(import.meta.dirname, script), ...given];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function sentCodes(): Promise<string[]> {
  const text = await readFile(path.join(home, 'sent'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}
