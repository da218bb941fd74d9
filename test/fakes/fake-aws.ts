import type { Aws, Credentials, MfaAnswer, SessionCredentials } from '#main/aws/aws.ts';
import type { Clock } from '#main/platform/clock.ts';
import { parseRoleArn } from '#shared/arn.ts';
import type { AppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { createFakeIam, type FakeIamUser } from './fake-iam.ts';

export interface FakeAwsCall {
  readonly action: keyof Aws;
  /** The endpoint's name. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  /** What came after endpoint and credentials. */
  readonly request: unknown;
  readonly mfa: MfaAnswer | null;
}

/** The user whom every long-term key stands for, until a test scripts another answer. */
export type FakeUser = FakeIamUser;

/** What a scripted call does: throw this error, or answer by this function. */
export type FakeReply<A extends keyof Aws> = Error | Aws[A];

/** An AWS in memory that says yes to everything, until a test scripts its next answers. */
export interface FakeAws extends Aws {
  readonly calls: readonly FakeAwsCall[];
  /** The calls of one action, oldest first. */
  callsOf(action: keyof Aws): readonly FakeAwsCall[];
  /** What was given, by access key id. */
  readonly issued: ReadonlyMap<string, { readonly atMs: number; readonly expiresAtMs: number }>;
  /** Queues answers: the next calls of the action take them in order, later ones are answered as usual. */
  next<A extends keyof Aws>(action: A, ...replies: readonly FakeReply<A>[]): void;
  /** Answers every call of the action so, after those queued; null goes back to the usual. */
  always<A extends keyof Aws>(action: A, reply: FakeReply<A> | null): void;
}

/** `onDate` hears the `Date` header of each reply. */
export function createFakeAws(
  clock: Pick<Clock, 'now'>,
  user: Partial<FakeUser> = {},
  onDate: (date: string) => void = () => {},
): FakeAws {
  const script = createScript();
  const issued = new Map<string, Issued>();
  const usual = createUsualAnswers(clock, user, issued);
  const calls: FakeAwsCall[] = [];

  const call = <A extends keyof Aws>(action: A): Aws[A] => {
    const answer = async (...given: Parameters<Aws[A]>): Promise<unknown> => {
      const [endpoint, credentials, request] = given;
      calls.push({
        action,
        endpoint: endpoint.name,
        accessKeyId: credentials.accessKeyId,
        request,
        mfa: mfaOf(request),
      });
      const reply = script.take(action) ?? usual[action];
      if (!isNoReply(reply)) onDate(new Date(clock.now()).toUTCString());
      if (reply instanceof Error) throw reply;
      return (reply as (...all: Parameters<Aws[A]>) => Promise<unknown>)(...given);
    };
    return answer as unknown as Aws[A];
  };

  const actions = Object.keys(usual) as (keyof Aws)[];
  const answers = Object.fromEntries(actions.map((action) => [action, call(action)]));
  return {
    ...(answers as unknown as Aws),
    calls,
    issued,
    callsOf: (action) => calls.filter((made) => made.action === action),
    next: script.next,
    always: script.always,
  };
}

/** Whom they stand for, and when. */
interface Issued {
  readonly arn: string;
  readonly atMs: number;
  readonly expiresAtMs: number;
}

function createUsualAnswers(
  clock: Pick<Clock, 'now'>,
  given: Partial<FakeUser>,
  issued: Map<string, Issued>,
): Aws {
  const accountId = given.accountId ?? '111122223333';
  const userName = given.userName ?? 'alice';
  const userArn = `arn:aws:iam::${accountId}:user/${userName}`;
  const issue = (arn: string, durationSeconds: number): SessionCredentials => {
    const number = String(issued.size + 1).padStart(12, '0');
    const accessKeyId = `ASIAFAKE${number}`;
    const expiresAtMs = Math.floor(clock.now() / 1000) * 1000 + durationSeconds * 1000;
    issued.set(accessKeyId, { arn, atMs: clock.now(), expiresAtMs });
    return {
      accessKeyId,
      secretAccessKey: secretOf(`fake-secret-${number}`),
      sessionToken: secretOf(`fake-token-${number}`),
      expiresAtMs,
    };
  };
  const arnOf = (credentials: Credentials) => issued.get(credentials.accessKeyId)?.arn ?? userArn;

  return {
    ...createFakeIam(clock, given),
    getCallerIdentity: async (_endpoint, credentials) => {
      const arn = arnOf(credentials);
      return { accountId: arn.split(':')[4] ?? accountId, arn };
    },
    getSessionToken: async (_endpoint, credentials, request) =>
      issue(arnOf(credentials), request.durationSeconds),
    assumeRole: async (_endpoint, _credentials, request) => {
      const role = parseRoleArn(request.roleArn);
      const arn = `arn:${role.partition}:sts::${role.accountId}:assumed-role/${role.roleName}/${request.sessionName}`;
      return issue(arn, request.durationSeconds);
    },
    getFederationToken: async (_endpoint, _credentials, request) =>
      issue(`arn:aws:sts::${accountId}:federated-user/${request.name}`, request.durationSeconds),
  };
}

function isNoReply(reply: unknown): boolean {
  return ['aws/unreachable', 'aws/tls', 'aws/not-aws'].includes(String((reply as AppError).code));
}

function createScript() {
  const queued = new Map<keyof Aws, unknown[]>();
  const standing = new Map<keyof Aws, unknown>();
  return {
    take: (action: keyof Aws): unknown => queued.get(action)?.shift() ?? standing.get(action),
    next: (action: keyof Aws, ...replies: readonly unknown[]) => {
      queued.set(action, [...(queued.get(action) ?? []), ...replies]);
    },
    always: (action: keyof Aws, reply: unknown) => {
      if (reply === null) standing.delete(action);
      else standing.set(action, reply);
    },
  };
}

function mfaOf(request: unknown): MfaAnswer | null {
  return (request as { mfa?: MfaAnswer | null } | undefined)?.mfa ?? null;
}
