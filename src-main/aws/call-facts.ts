import type { IamThing } from '#shared/errors.ts';

/** What was asked, as far as an error's facts need it. */
export interface CallFacts {
  readonly service: 'sts' | 'iam';
  /** As AWS spells it, `AssumeRole`. */
  readonly action: string;
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** Whether it was signed with short-lived credentials. */
  readonly isSession: boolean;
  readonly mfaSerial: string | null;
  readonly durationSeconds: number | null;
  readonly role: { readonly arn: string; readonly externalId: boolean } | null;
  /** What of IAM it is about, by the name we asked for. */
  readonly subject: IamSubject | null;
  /** The user of whom the subject is. */
  readonly userName: string | null;
}

export interface IamSubject {
  readonly thing: IamThing;
  readonly name: string;
}

/** What we keep of a reply: nothing of its text. */
export interface ReplyFacts {
  readonly status: number;
  readonly contentType: string;
  /** Empty where there is none. */
  readonly requestId: string;
  readonly date: string | undefined;
  /** Whether it has the form of STS and IAM: XML of one of their kinds. */
  readonly isAws: boolean;
}
