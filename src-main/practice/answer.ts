import { randomUUID } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { actOut, actOutAfter } from './act-out.ts';
import type { Action } from './action.ts';
import { ACTIONS } from './actions/actions.ts';
import { authenticate } from './authenticate.ts';
import { AwsError } from './aws-error.ts';
import type { Consistency } from './consistency.ts';
import type { Faults } from './faults.ts';
import type { HttpAnswer } from './http-server.ts';
import type { PracticeCall } from './practice-account.ts';
import { replyXml, type QueryService } from './query-xml.ts';
import type { SignedRequest } from './sigv4.ts';
import type { World } from './world.ts';
import { refusal, xmlAnswer } from './xml-answer.ts';

export interface AnswerParts {
  readonly world: World;
  readonly faults: Faults;
  readonly consistency: Consistency;
  readonly clock: Clock;
  /** The practice account's own clock. */
  readonly now: () => number;
  /** Ends waiting when the practice account closes. */
  readonly closing: AbortSignal;
  readonly log: (call: PracticeCall) => void;
}

/** From a request to an answer: faults first, then signature, then the action. */
export function createAnswer(parts: AnswerParts): (request: SignedRequest) => Promise<HttpAnswer> {
  return async (request) => {
    const parameters = parametersOf(request);
    const action = parameters.get('Action') ?? '';
    const { delayMs, kind } = parts.faults.strike(action);
    if (delayMs > 0) await parts.clock.sleep(delayMs, parts.closing);
    const answer =
      actOut(kind, parts.now()) ??
      actOutAfter(kind, await performCall(parts, request, parameters), parts.now());
    parts.log({
      action,
      accessKeyId: accessKeyIdOf(request),
      status: answer.status,
      tokenCode: parameters.get('TokenCode'),
    });
    return answer;
  };
}

async function performCall(
  { world, consistency, now }: AnswerParts,
  request: SignedRequest,
  parameters: URLSearchParams,
): Promise<HttpAnswer> {
  const requestId = randomUUID();
  const action = findAction(parameters);
  const service = serviceOf(parameters);
  try {
    const nowMs = now();
    const server = consistency.nextServer(service ?? 'sts');
    const caller = await authenticate(world, { request, service: service ?? null, server, nowMs });
    if (action === undefined) throw noSuchAction(parameters);
    const result = action.run({ world, caller, parameters, server, nowMs });
    const body = replyXml({ service: action.service, action: action.name, result, requestId });
    return xmlAnswer({ status: 200, requestId, nowMs, body });
  } catch (error) {
    return refusal({ error, service: service ?? 'sts', requestId, nowMs: now() });
  }
}

/** The form in the body, and the query, as AWS takes both. */
function parametersOf({ query, body, headers }: SignedRequest): URLSearchParams {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const form = new URLSearchParams(isForm ? Buffer.from(body).toString('utf8') : '');
  for (const [name, value] of query) if (!form.has(name)) form.append(name, value);
  return form;
}

const VERSIONS: ReadonlyMap<string, QueryService> = new Map([
  ['2011-06-15', 'sts'],
  ['2010-05-08', 'iam'],
]);

function serviceOf(parameters: URLSearchParams): QueryService | undefined {
  return VERSIONS.get(parameters.get('Version') ?? '');
}

/** The version tells the service, since STS and IAM share the address. */
function findAction(parameters: URLSearchParams): Action | undefined {
  const service = serviceOf(parameters);
  return ACTIONS.find(
    ({ name, service: itsOwn }) => itsOwn === service && name === parameters.get('Action'),
  );
}

function noSuchAction(parameters: URLSearchParams): AwsError {
  const name = parameters.get('Action');
  if (name === null)
    return new AwsError(400, 'MissingAction', 'The request must contain the parameter Action.');
  const version = parameters.get('Version') ?? 'NO_VERSION_SPECIFIED';
  return new AwsError(
    400,
    'InvalidAction',
    `Could not find operation ${name} for version ${version}`,
  );
}

function accessKeyIdOf({ headers }: SignedRequest): string {
  return /\bCredential=([^/,\s]+)/.exec(headers['authorization'] ?? '')?.[1] ?? '';
}
