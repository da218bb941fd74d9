import { implement } from '@orpc/server';
import { rotationContract } from '#shared/contract/rotation.ts';
import type { Rotations } from '../rotation/rotations.ts';

/** The handlers of `rotation`. */
export function createRotationRouter(rotations: Rotations) {
  const os = implement(rotationContract);
  return {
    check: os.check.handler(({ input }) => rotations.check(input.identity)),
    start: os.start.handler(({ input: { identity, ...wish } }) => rotations.start(identity, wish)),
    resume: os.resume.handler(({ input: { identity, ...wish } }) =>
      rotations.resume(identity, wish),
    ),
    rollBack: os.rollBack.handler(({ input: { identity, ...wish } }) =>
      rotations.rollBack(identity, wish),
    ),
    finish: os.finish.handler(({ input: { identity, ...wish } }) =>
      rotations.finish(identity, wish),
    ),
    pause: os.pause.handler(async ({ input }) => {
      await rotations.pause(input.identity);
      return {};
    }),
    deleteOrphan: os.deleteOrphan.handler(({ input: { identity, ...wish } }) =>
      rotations.deleteOrphan(identity, wish),
    ),
  };
}
