import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { AppError } from '#shared/errors.ts';

describe('what a call failed with', () => {
  it('is our own failure when the reply says so', () => {
    const data = { code: 'input/unknown', facts: { kind: 'role', name: 'prod' } };
    expect(appErrorOf(new ORPCError('LATCHKEY', { status: 400, data }))).toMatchObject(data);
  });

  it('stays what it is when it is one of ours already', () => {
    const error = new AppError('vault/locked', { backend: 'keychain' });
    expect(appErrorOf(error)).toBe(error);
  });

  it('is the end of the session when the token is refused', () => {
    expect(appErrorOf(new ORPCError('UNAUTHORIZED')).code).toBe('serve/session-ended');
  });

  it('is an app that does not answer when no reply came', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(appErrorOf(refused).code).toBe('app/unreachable');
    expect(appErrorOf(new TypeError('Failed to fetch')).code).toBe('app/unreachable');
  });

  it.each([
    new ORPCError('TOO_MANY_REQUESTS'),
    new ORPCError('LATCHKEY', { status: 500, data: 'nothing of ours' }),
    new ORPCError('LATCHKEY', { status: 500, data: { code: 'vault/locked' } }),
  ])('is internal with the status for every other reply (%s)', (error) => {
    expect(appErrorOf(error)).toMatchObject({
      code: 'internal',
      facts: { reference: `reply ${error.status}` },
    });
  });

  it('keeps the original as its cause', () => {
    const original = new ORPCError('UNAUTHORIZED');
    expect(appErrorOf(original).cause).toBe(original);
  });
});
