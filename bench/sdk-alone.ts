/** The floor of a cold call: the SDK alone, bundled, with the key in hand. Prints the session's key id. */
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

const { ACCESS_KEY, SECRET_KEY, STS_URL, ROLE_ARN } = process.env;
const client = new STSClient({
  region: 'eu-west-1',
  endpoint: STS_URL!,
  credentials: { accessKeyId: ACCESS_KEY!, secretAccessKey: SECRET_KEY! },
});
const { Credentials } = await client.send(
  new AssumeRoleCommand({ RoleArn: ROLE_ARN, RoleSessionName: 'floor' }),
);
console.log(JSON.stringify({ AccessKeyId: Credentials?.AccessKeyId }));
