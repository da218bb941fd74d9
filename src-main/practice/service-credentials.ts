import { noSuchEntity } from './aws-error.ts';
import type { ParameterReader } from './parameters.ts';
import type { XmlObject } from './query-xml.ts';
import type { ServiceCredential, User, World } from './world.ts';

export function readServiceCredentialId(read: ParameterReader): string {
  const rule = { min: 20, max: 128, pattern: String.raw`[\w]+` };
  return read.requiredText('ServiceSpecificCredentialId', rule);
}

export function findServiceCredentialOf(world: World, user: User, id: string): ServiceCredential {
  const credential = world.serviceCredentials.get(id);
  if (credential?.owner !== user) throw noSuchEntity(`No such credential ${id} exists`);
  return credential;
}

/** The services that AWS gives an API key for; the others have a name and a password. */
const WITH_API_KEY: readonly string[] = ['bedrock.amazonaws.com', 'logs.amazonaws.com'];

export function hasApiKey({ serviceName }: ServiceCredential): boolean {
  return WITH_API_KEY.includes(serviceName);
}

/** A credential as every reply describes it: without its secret. */
export function serviceCredentialXml(credential: ServiceCredential): XmlObject {
  const { id, owner, serviceName, status, createdAtMs, expiresAtMs } = credential;
  const name = `${owner.userName}-at-${owner.accountId}`;
  return {
    UserName: owner.userName,
    Status: status,
    ServiceUserName: hasApiKey(credential) ? null : name,
    ServiceCredentialAlias: hasApiKey(credential) ? name : null,
    CreateDate: new Date(createdAtMs),
    ExpirationDate: expiresAtMs === null ? null : new Date(expiresAtMs),
    ServiceSpecificCredentialId: id,
    ServiceName: serviceName,
  };
}
