import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { defaultRegionOf, partitionOfRegion, serviceHosts } from '#main/aws/partitions.ts';

const PARTITIONS = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-eusc',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
];

describe('partitions', () => {
  it.each([
    ['us-east-1', 'aws'],
    ['il-central-1', 'aws'],
    ['mx-central-1', 'aws'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-east-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-west-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['practice-1', 'aws'],
  ])('%s belongs to %s', (region, partition) => {
    expect(partitionOfRegion(region)).toBe(partition);
  });

  it.each(PARTITIONS)('the default Region of %s is one of its own', (partition) => {
    expect(partitionOfRegion(defaultRegionOf(partition))).toBe(partition);
  });

  it.each([
    ...PARTITIONS.map(defaultRegionOf),
    'eu-west-1',
    'ap-southeast-5',
    'cn-northwest-1',
    'us-gov-east-1',
  ])('in %s our addresses and signing Regions are those of the SDK’s own rules', (region) => {
    const hosts = serviceHosts(partitionOfRegion(region), region);
    const given = { Region: region, UseDualStack: false, UseFIPS: false };
    const sts = new STSClient({ region }).config.endpointProvider({
      ...given,
      UseGlobalEndpoint: false,
    });
    const iam = new IAMClient({ region }).config.endpointProvider(given);
    expect(hosts.sts).toBe(sts.url.hostname);
    expect(hosts.iam).toBe(iam.url.hostname);
    expect(iam.properties).toMatchObject({ authSchemes: [{ signingRegion: hosts.iamRegion }] });
  });
});
