/** What was asked, as far as an error's facts need it. */
export interface CallFacts {
  readonly service: 'sts' | 'iam';
  /** As AWS spells it, `AssumeRole`. */
  readonly action: string;
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly mfaSerial: string | null;
  readonly durationSeconds: number | null;
  readonly role: { readonly arn: string; readonly externalId: boolean } | null;
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
