import type { ContainerDoor, MetadataDoor } from './open-door.ts';

/** Where a program asks for credentials, and the Region; never the credentials themselves (contracts.md §2.2). */
export function containerVariables(door: ContainerDoor): Readonly<Record<string, string>> {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: door.url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: door.tokenFile,
    ...placeVariables(door),
  };
}

/** The same by EC2 instance metadata (contracts.md §2.3). */
export function metadataVariables(door: MetadataDoor): Readonly<Record<string, string>> {
  return {
    AWS_EC2_METADATA_SERVICE_ENDPOINT: door.url,
    // In some shells and images it stands at true.
    AWS_EC2_METADATA_DISABLED: 'false',
    ...placeVariables(door),
  };
}

function placeVariables({ region, endpointUrl }: MetadataDoor): Readonly<Record<string, string>> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...(endpointUrl === null ? {} : { AWS_ENDPOINT_URL: endpointUrl }),
  };
}
