import * as z from 'zod';
import { lockSettings, settings } from '#shared/contract/settings.ts';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import { deliver, endpoint, identity, reminder, role } from '#shared/contract/things.ts';
import { instant, mfaProcess } from '#shared/contract/values.ts';
import { broughtForward } from './bring-forward.ts';
import { newerThan, type ReadDocument } from './document-store.ts';
import { STATE_VERSION, takeState, type State } from './state-document.ts';

/** A reminder that a person wants not to hear of. */
const snooze = z.strictObject({
  id: reminder.shape.id,
  at: instant,
  /** Null: for as long as it is about this key. */
  until: instant.nullable(),
});

/** The schemas of all this are loaded for bytes without a mark only: Latchkey at rest need not hold them (G8). */
export const stateDocument = z.strictObject({
  version: z.literal(STATE_VERSION),
  vault: z.strictObject({ kind: z.enum(['keychain', 'file']), id: z.string() }).nullable(),
  endpoints: z.array(endpoint),
  // Documents from before there was a choice have none.
  identities: z.array(
    identity.extend({
      deliver: deliver.default('file'),
      mfaProcess: mfaProcess.nullable().default(null),
    }),
  ),
  roles: z.array(role.extend({ deliver: deliver.default('file') })),
  settings: settings.extend({ lock: lockSettings.default(DEFAULT_SETTINGS.lock) }),
  reminders: z.strictObject({
    snoozes: z.array(snooze),
    /** When the desktop told of any the last time. */
    toldAt: instant.nullable(),
  }),
});

/** What a document's bytes hold, looked at with care. */
export function readState(text: string): ReadDocument<State> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { kind: 'damaged' };
  }
  const newer = newerThan(STATE_VERSION, content);
  if (newer !== null) return newer;
  const parsed = stateDocument.safeParse(broughtForward(content, versionOf(content)));
  if (!parsed.success) return { kind: 'damaged' };
  return { kind: 'content', content: takeState(JSON.stringify(parsed.data)) };
}

function versionOf(content: unknown): number | undefined {
  return z.object({ version: z.number() }).safeParse(content).data?.version;
}
