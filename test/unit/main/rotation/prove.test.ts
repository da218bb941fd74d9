import { describe, expect, it } from 'vitest';
import { proveKey } from '#main/rotation/prove.ts';
import { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeAws } from '#test/fakes/fake-aws.ts';
import { createHastyClock } from '#test/fixtures/rotation/hasty-clock.ts';
import { anEndpoint } from '../aws/local-aws.ts';

describe('the proof of a key', () => {
  it('counts the answers of STS and of IAM, and ends when both have known it often and long enough', async () => {
    const clock = createHastyClock();
    const aws = createFakeAws(clock);
    const unknown = () => new AppError('aws/key-unknown', { accessKeyId: KEY.accessKeyId });
    aws.next('listAccessKeys', unknown(), unknown());
    const told: string[] = [];
    await proveKey(
      { aws, clock, ended: new AbortController().signal },
      {
        endpoint: anEndpoint('http://world'),
        stopped: new AbortController().signal,
        key: KEY,
        userName: 'bea',
        holdMs: 0,
        onProgress: ({ sts, iam, neededSuccesses }) =>
          void told.push(`${sts} ${iam} of ${neededSuccesses}`),
      },
    );
    expect(told.slice(0, 5)).toEqual(['1 0 of 5', '2 0 of 5', '3 1 of 5', '4 2 of 5', '5 3 of 5']);
    expect(told.at(-1)).toBe('5 5 of 5');
    // For ten seconds from the first time that both knew it.
    expect(told).toHaveLength(2 + 11);
  });
});

const KEY = {
  accessKeyId: 'AKIANEW0000000000000',
  secretAccessKey: secretOf('wJalrXUtnFEMI'),
  sessionToken: null,
};
