import { userIdAt } from '#main/identities/user-id.ts';
import type { Fact, Journal } from '#main/rotation/facts.ts';
import { emptyState } from '#main/state/state-document.ts';
import { secretOf } from '#shared/secret.ts';
import { aKey, anIdentity } from './things.ts';

const OWN = aKey().accessKeyId;
export const OTHER = 'AKIAI44QH8DHBEXAMPLE';
/** As it stands in a journal whose key is not in the vault yet. */
export const NEW_SECRET = 'the-secret-of-the-new-key';
export type Told = Fact['fact'];
export const UNTIL_SWITCHED: readonly Told[] = ['created', 'stored', 'proven', 'switched'];

/** Alice's, from the other key to the one she has; in the middle, from that to the other. */
export function aRotation(told: readonly Told[]): Journal {
  const isSwitched = told.includes('switched');
  const [oldKeyId, newKeyId] = isSwitched ? [OTHER, OWN] : [OWN, OTHER];
  const atMs = Date.parse('2026-11-24T08:55:00Z');
  const facts = told.map((fact) => {
    const more = {
      created: { accessKeyId: newKeyId, secret: secretOf(NEW_SECRET) },
      switched: { identities: ['alice'] },
      renewed: { left: [] },
      'orphan-found': { orphan: { accessKeyId: newKeyId, createdAtMs: atMs } },
    };
    return { fact, atMs, ...more[fact as keyof typeof more] } as Fact;
  });
  const intent = { fact: 'intended', atMs, oldKeyId, keysBefore: [oldKeyId] } as const;
  const { accountId, endpoint } = anIdentity();
  const subject = { accountId, userName: 'alice' };
  return {
    id: userIdAt(emptyState().endpoints[0]!, subject),
    endpoint,
    ...subject,
    facts: [{ ...intent, graceSeconds: 7 * 86_400, deletesItself: false }, ...facts],
  };
}
