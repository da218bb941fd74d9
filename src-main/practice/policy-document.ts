import * as z from 'zod';
import { malformedPolicyDocument } from './aws-error.ts';
import type { Statement } from './policy.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
    Condition: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((one) => (one.Action === undefined) !== (one.NotAction === undefined))
  .refine((one) => (one.Resource === undefined) !== (one.NotResource === undefined));

const document = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement, z.array(statement)]).transform((given) => [given].flat()),
});

/**
 * The statements of a policy, or AWS's refusal. What the practice account does not look into is taken strictly:
 * a condition keeps an Allow from allowing and never a Deny from denying.
 */
export function readPolicyDocument(text: string): readonly Statement[] {
  const parsed = document.safeParse(jsonIn(text));
  if (!parsed.success) throw malformedPolicyDocument();
  return parsed.data.Statement.flatMap((one): readonly Statement[] => {
    const { Effect: effect, Action: actions, Resource: resources } = one;
    const isPlain = one.Condition === undefined && actions !== undefined && resources !== undefined;
    if (isPlain) return [{ effect, actions, resources }];
    return effect === 'Allow'
      ? []
      : [{ effect, actions: actions ?? ['*'], resources: resources ?? ['*'] }];
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
