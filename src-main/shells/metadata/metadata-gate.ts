import { hasBody, isFromBrowser, only } from '../container/container-gate.ts';
import type { ContainerRequest } from '../container/container-gate.ts';

/**
 * What instance metadata answers to (contracts.md §2.3), and no more: the token step, then the name of
 * the one role and its credentials, and three addresses that older SDKs ask for.
 */
export function judgeMetadataRequest(
  request: ContainerRequest,
  facts: MetadataFacts,
): MetadataDecision {
  // Without this, a page whose name was rebound to 127.0.0.1 could take all the steps (aws-vault #578).
  if (only(request, 'host') !== facts.host) return refuse(421);
  if (isFromBrowser(request)) return refuse(403);
  if (request.httpVersion !== '1.1') return refuse(505);
  if (hasBody(request)) return refuse(413);
  if (request.target === '/latest/api/token') {
    if (request.method !== 'PUT') return refuse(405);
    const seconds = Number(/^\d{1,5}$/.exec(only(request, TTL_HEADER) ?? '')?.[0]);
    return seconds >= 1 && seconds <= LONGEST_TTL_SECONDS
      ? { allow: true, to: 'token', seconds }
      : refuse(400);
  }
  if (request.method !== 'GET') return refuse(405);
  const to = pathsOf(facts.role).get(request.target);
  if (to === undefined) return refuse(404);
  const token = only(request, 'x-aws-ec2-metadata-token');
  // There is no version 1 here: a request without the token step gets nothing.
  if (token === null || !facts.isToken(token)) return refuse(401);
  return { allow: true, to };
}

export interface MetadataFacts {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly role: string;
  readonly isToken: (token: string) => boolean;
}

export type MetadataDecision =
  | { readonly allow: true; readonly to: 'token'; readonly seconds: number }
  | { readonly allow: true; readonly to: MetadataPlace }
  | { readonly allow: false; readonly status: number };

export type MetadataPlace = 'roles' | 'credentials' | 'instance-id' | 'role-info' | 'identity';

export const TTL_HEADER = 'x-aws-ec2-metadata-token-ttl-seconds';
const LONGEST_TTL_SECONDS = 21_600;

function pathsOf(role: string): ReadonlyMap<string, MetadataPlace> {
  const credentials = '/latest/meta-data/iam/security-credentials/';
  return new Map([
    [credentials, 'roles'],
    [`${credentials}${role}`, 'credentials'],
    ['/latest/meta-data/instance-id/', 'instance-id'],
    ['/latest/meta-data/iam/info/', 'role-info'],
    ['/latest/dynamic/instance-identity/document', 'identity'],
  ]);
}

function refuse(status: number): MetadataDecision {
  return { allow: false, status };
}
