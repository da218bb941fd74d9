import { AppError } from '#shared/errors.ts';

/**
 * What a call comes to that tells how it comes along: its last step, which is of that kind. `hear` is told of those
 * before. Throws what the call throws, and `app/unreachable` where it breaks off.
 */
export async function lastStep<S extends { readonly kind: string }, K extends S['kind']>(
  steps: AsyncIterable<S>,
  kind: K,
  hear: (step: Exclude<S, { readonly kind: K }>) => void,
): Promise<Extract<S, { readonly kind: K }>> {
  for await (const step of steps) {
    if (step.kind === kind) return step as Extract<S, { readonly kind: K }>;
    hear(step as Exclude<S, { readonly kind: K }>);
  }
  throw new AppError('app/unreachable', {});
}
