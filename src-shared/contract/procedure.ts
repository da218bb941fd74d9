import { oc } from '@orpc/contract';
import * as z from 'zod';
import { failure } from './things.ts';

/** What every request of the contract begins with. */
export const procedure = oc.errors({
  /** Every failure of ours: code and facts (errors.ts); `words/errors.ts` says it to a person. */
  LATCHKEY: { status: 400, data: failure },
});

export const empty = z.strictObject({});
export const done = z.strictObject({});
