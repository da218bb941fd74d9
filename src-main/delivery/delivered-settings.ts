import type { SessionCredentials } from '../aws/aws.ts';
import type { Settings } from '../aws-files/edit-section.ts';
import type { FileDelivery } from './delivery.ts';

type Request = Parameters<FileDelivery['deliver']>[0];

/** What a delivered profile's section of the config file holds. */
export function configSettings({
  region,
  endpointUrl,
  processLine = null,
}: Pick<Request, 'region' | 'endpointUrl' | 'processLine'>): Settings {
  return [
    ...(processLine === null ? [] : [['credential_process', processLine] as const]),
    ['region', region],
    ...(endpointUrl === null ? [] : [['endpoint_url', endpointUrl] as const]),
  ];
}

/** And of the credentials file. */
export function keySettings({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: SessionCredentials): Settings {
  return [
    ['aws_access_key_id', accessKeyId],
    ['aws_secret_access_key', secretAccessKey.reveal()],
    ['aws_session_token', sessionToken.reveal()],
  ];
}
