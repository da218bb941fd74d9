import { IAMClient } from '@aws-sdk/client-iam';
import { type ClientConfig, withoutNodeNotice } from './client-config.ts';
import { saysNoUser } from './iam-error.ts';
import { MalformedReply } from './malformed-reply.ts';

export function iamClient(config: ClientConfig): IAMClient {
  return withoutNodeNotice(() => new IAMClient(config));
}

/** The SDK gives undefined where the reply has no such list at all; AWS sends an empty one. */
export function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  if (list === undefined) throw new MalformedReply();
  return list;
}

/** `Active`, `sts`, `us-east-1`, `N/A`: AWS's own words here have no blanks. */
export function wordOf(text: string): string {
  if (!/^[\w./-]{0,64}$/.test(text)) throw new MalformedReply();
  return text;
}

/** A moment that must be there, in ms since the epoch. */
export function momentOf(date: Date | undefined): number {
  const ms = date?.getTime() ?? Number.NaN;
  if (Number.isNaN(ms)) throw new MalformedReply();
  return ms;
}

/**
 * Ends a deletion that found nothing well, where an attempt before it may have been the one that deleted.
 * At first sight it is an error: the thing may belong to another user.
 */
export function unlessGone(mayBeDone: boolean): (error: unknown) => void {
  return (error) => {
    const { name, message } = error as Error;
    const isGone = name === 'NoSuchEntityException' && !saysNoUser(message);
    if (!isGone || !mayBeDone) throw error;
  };
}
