import * as z from 'zod';
import { endpoint, identity, role, snapshot, target, vault } from './things.ts';

function changesOf<T extends z.ZodType>(thing: T) {
  return z.strictObject({ put: z.array(thing), removed: z.array(z.string()) });
}

/**
 * What changed from one revision to the next. A window applies it to its mirror when `revision` is
 * its own plus one, and fetches a new snapshot otherwise.
 */
export const changed = z.strictObject({
  epoch: z.string(),
  revision: z.number().int(),
  endpoints: changesOf(endpoint).optional(),
  identities: changesOf(identity).optional(),
  roles: changesOf(role).optional(),
  targets: changesOf(target).optional(),
  awsFiles: snapshot.shape.awsFiles.optional(),
  needs: snapshot.shape.needs.optional(),
  rotations: snapshot.shape.rotations.optional(),
  reminders: snapshot.shape.reminders.optional(),
  settings: snapshot.shape.settings.optional(),
  habits: snapshot.shape.habits.optional(),
  enrolments: snapshot.shape.enrolments.optional(),
  vault: vault.optional(),
  clockSkewSeconds: snapshot.shape.clockSkewSeconds.optional(),
});
export type Changed = z.infer<typeof changed>;
