import { describe, expect, it } from 'vitest';
import { createEndpoints } from '#main/endpoints/endpoints.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { aState } from '../things.ts';

const create = () => createEndpoints(createMemoryStateStore(aState()));

describe('an endpoint', () => {
  it('finds its partition by its Region, and its Region by its partition', async () => {
    const endpoints = create();
    expect(await endpoints.add({ name: 'gov', region: 'us-gov-west-1' })).toMatchObject({
      partition: 'aws-us-gov',
    });
    expect(await endpoints.add({ name: 'china', partition: 'aws-cn' })).toMatchObject({
      region: 'cn-north-1',
    });
    expect(await endpoints.add({ name: 'plain' })).toMatchObject({
      partition: 'aws',
      region: 'us-east-1',
    });
  });

  it('with one address for everything is written into its profiles, unless the user says otherwise', async () => {
    const endpoints = create();
    const url = 'http://127.0.0.1:4566';
    expect(await endpoints.add({ name: 'local', stsUrl: url, iamUrl: url })).toMatchObject({
      writesEndpointUrl: true,
    });
    expect(await endpoints.add({ name: 'vpc', stsUrl: url })).toMatchObject({
      writesEndpointUrl: false,
    });
    expect(
      await endpoints.add({ name: 'quiet', stsUrl: url, iamUrl: url, writesEndpointUrl: false }),
    ).toMatchObject({ writesEndpointUrl: false });
  });

  it('has a name of its own, and stays while identities use it', async () => {
    const endpoints = create();
    await expect(endpoints.add({ name: 'aws' })).rejects.toMatchObject({
      code: 'input/name-taken',
    });
    await expect(endpoints.remove('aws')).rejects.toMatchObject({
      code: 'input/in-use',
      facts: { usedBy: ['alice'] },
    });
    await expect(endpoints.remove('nowhere')).rejects.toMatchObject({ code: 'input/unknown' });
    await endpoints.add({ name: 'local' });
    await expect(endpoints.remove('local')).resolves.toBeUndefined();
  });
});
