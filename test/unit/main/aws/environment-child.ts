/**
 * Asks twice who we are and for the account's alias, in whatever environment the test has set. As far as it
 * knows at first, AWS's clock is two days behind ours.
 */
import { createRequire } from 'node:module';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { secretOf } from '#shared/secret.ts';

const endpoint = JSON.parse(process.argv[2] ?? '') as Endpoint;
const clock = createSystemClock();
const skew = createClockSkew(clock);
skew.observe(new Date(clock.now() - 2 * 86_400_000).toUTCString());
const aws = createAws({ skew, clock });
const key = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: secretOf('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  sessionToken: null,
};

const { cache } = createRequire(import.meta.url);
const hasSdk = () => Object.keys(cache).some((file) => file.includes('@aws-sdk'));

if (hasSdk()) console.log('the SDK was loaded before the first call');
for (let round = 0; round < 2; round += 1) {
  await aws.getCallerIdentity(endpoint, key).catch(() => {});
  await aws.getAccountAlias(endpoint, key).catch(() => {});
}
if (!hasSdk()) console.log('whether the SDK is loaded cannot be told so');
