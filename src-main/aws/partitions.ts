/** A part of AWS with accounts, Regions and names of its own (contracts.md §3.3). */
interface Partition {
  readonly id: string;
  readonly regions: RegExp;
  readonly dnsSuffix: string;
  /** IAM is one for all Regions of a partition, and signed for one of them. */
  readonly iamHost: string;
  readonly iamRegion: string;
  readonly defaultRegion: string;
}

const PARTITIONS: readonly Partition[] = [
  {
    id: 'aws',
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    iamHost: 'iam.amazonaws.com',
    iamRegion: 'us-east-1',
    defaultRegion: 'us-east-1',
  },
  {
    id: 'aws-cn',
    regions: /^cn-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com.cn',
    iamHost: 'iam.cn-north-1.amazonaws.com.cn',
    iamRegion: 'cn-north-1',
    defaultRegion: 'cn-north-1',
  },
  {
    id: 'aws-us-gov',
    regions: /^us-gov-\w+-\d+$/,
    dnsSuffix: 'amazonaws.com',
    iamHost: 'iam.us-gov.amazonaws.com',
    iamRegion: 'us-gov-west-1',
    defaultRegion: 'us-gov-west-1',
  },
  {
    id: 'aws-eusc',
    regions: /^eusc-de-\w+-\d+$/,
    dnsSuffix: 'amazonaws.eu',
    iamHost: 'iam.eusc-de-east-1.amazonaws.eu',
    iamRegion: 'eusc-de-east-1',
    defaultRegion: 'eusc-de-east-1',
  },
  {
    id: 'aws-iso',
    regions: /^us-iso-\w+-\d+$/,
    dnsSuffix: 'c2s.ic.gov',
    iamHost: 'iam.us-iso-east-1.c2s.ic.gov',
    iamRegion: 'us-iso-east-1',
    defaultRegion: 'us-iso-east-1',
  },
  {
    id: 'aws-iso-b',
    regions: /^us-isob-\w+-\d+$/,
    dnsSuffix: 'sc2s.sgov.gov',
    iamHost: 'iam.us-isob-east-1.sc2s.sgov.gov',
    iamRegion: 'us-isob-east-1',
    defaultRegion: 'us-isob-east-1',
  },
  {
    id: 'aws-iso-e',
    regions: /^eu-isoe-\w+-\d+$/,
    dnsSuffix: 'cloud.adc-e.uk',
    iamHost: 'iam.eu-isoe-west-1.cloud.adc-e.uk',
    iamRegion: 'eu-isoe-west-1',
    defaultRegion: 'eu-isoe-west-1',
  },
  {
    id: 'aws-iso-f',
    regions: /^us-isof-\w+-\d+$/,
    dnsSuffix: 'csp.hci.ic.gov',
    iamHost: 'iam.us-isof-south-1.csp.hci.ic.gov',
    iamRegion: 'us-isof-south-1',
    defaultRegion: 'us-isof-south-1',
  },
];

/** The partition a Region belongs to; `aws` for one we do not know, as the SDKs have it. */
export function partitionOfRegion(region: string): string {
  return PARTITIONS.find(({ regions }) => regions.test(region))?.id ?? 'aws';
}

/** The Region to start with in a partition. */
export function defaultRegionOf(partition: string): string {
  return partitionOf(partition).defaultRegion;
}

/** AWS's own addresses in a partition, STS the Regional one: its tokens work in every Region. */
export function serviceHosts(
  partition: string,
  region: string,
): { sts: string; iam: string; iamRegion: string } {
  const { dnsSuffix, iamHost, iamRegion } = partitionOf(partition);
  return { sts: `sts.${region}.${dnsSuffix}`, iam: iamHost, iamRegion };
}

/** One that we do not know is taken for `aws`: a stand-in for AWS may call its partition anything. */
function partitionOf(id: string): Partition {
  return PARTITIONS.find((partition) => partition.id === id) ?? (PARTITIONS[0] as Partition);
}
