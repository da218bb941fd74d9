import { createRouterClient } from '@orpc/server';
import type { RouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { reportErrors } from '#main/api/report-errors.ts';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { createMemoryLog } from '#test/fakes/memory-log.ts';
import { createStubRouter } from '../shells/support/stub-router.ts';

function ask(procedure: string, input: unknown) {
  const stub = createStubRouter();
  const log = createMemoryLog();
  const client = createRouterClient(stub.router, { interceptors: [reportErrors(log)] });
  const reply = procedure
    .split('.')
    .reduce<Called>(
      (node, key) => node[key] as Called,
      client as RouterClient<never> as Called,
    )(input)
    .then(
      () => null,
      (error: unknown) => error,
    );
  return { stub, log, reply };
}

type Called = { [key: string]: unknown } & ((input: unknown) => Promise<unknown>);

describe('a failure on its way out of main', () => {
  it('keeps its code and facts when it is one of ours', async () => {
    const { log, reply } = ask('targets.list', {});
    expect(await reply).toMatchObject({
      code: 'LATCHKEY',
      status: 400,
      data: { code: 'vault/locked', facts: { backend: 'file' } },
    });
    expect(log.unexpectedErrors).toEqual([]);
  });

  it('names the field and the problem of input that does not fit, and the procedure is not called', async () => {
    const { stub, reply } = ask('identities.add', {
      name: 'ada',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'too short',
    });
    expect(await reply).toMatchObject({
      code: 'LATCHKEY',
      data: {
        code: 'input/invalid',
        facts: { field: 'secretAccessKey', problem: 'a secret access key is longer' },
      },
    });
    expect(stub.calls).toEqual([]);
  });

  it('never repeats the value that did not fit', async () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY';
    const { reply } = ask('identities.add', {
      name: 'ada',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: secret,
    });
    expect(JSON.stringify(await reply)).not.toContain('wJalr');
  });

  it('is internal with a reference when nobody foresaw it, and its text stays in the log', async () => {
    const { log, reply } = ask('roles.remove', { name: 'prod' });
    const error = await reply;
    expect(error).toMatchObject({
      status: 500,
      data: { code: 'internal', facts: { reference: 'ref-1' } },
    });
    expect(JSON.stringify(error)).not.toContain('AKIA');
    expect(log.unexpectedErrors).toHaveLength(1);
  });

  it('is internal when a reply does not fit the contract; the log says where, not what', async () => {
    const { log, reply } = ask('endpoints.list', {});
    expect(await reply).toMatchObject({
      data: { code: 'internal', facts: { reference: 'ref-1' } },
    });
    const logged = String(log.unexpectedErrors[0]);
    expect(logged).toContain('The reply of endpoints.list does not fit the contract: 0.');
    expect(logged).not.toContain('must not cross');
  });

  it('is read back by the client as the same AppError', async () => {
    const error = appErrorOf(await ask('targets.list', {}).reply);
    expect(error).toMatchObject({
      name: 'AppError',
      code: 'vault/locked',
      facts: { backend: 'file' },
    });
  });
});
