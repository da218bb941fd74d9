import type { KeyOutcome } from '#shared/contract/keys.ts';
import type { ReplaceKey } from '../identities/replace-key.ts';
import type { Keys } from '../keys/keys.ts';
import type { Fact, Journal } from '../rotation/facts.ts';
import type { Journals } from '../rotation/journal.ts';
import { stateOf } from '../rotation/steps.ts';
import type { RecordActivity } from './activity.ts';

/** Puts on record what somebody does to an access key. */
export function recordKeys(keys: Keys, record: RecordActivity): Keys {
  const recordDone = (
    outcome: KeyOutcome,
    kind: 'key-activated' | 'key-deactivated' | 'key-deleted',
    accessKeyId: string,
  ): KeyOutcome => {
    if (outcome.kind === 'done') record({ kind, accessKeyId, userName: outcome.identity.userName });
    return outcome;
  };
  return {
    ...keys,
    async setStatus(accessKeyId, status, options) {
      const kind = status === 'active' ? 'key-activated' : 'key-deactivated';
      return recordDone(await keys.setStatus(accessKeyId, status, options), kind, accessKeyId);
    },
    async delete(accessKeyId, options) {
      return recordDone(await keys.delete(accessKeyId, options), 'key-deleted', accessKeyId);
    },
  };
}

export function recordReplacedKey(replaceKey: ReplaceKey, record: RecordActivity): ReplaceKey {
  return async (name, key) => {
    const outcome = await replaceKey(name, key);
    const { userName } = outcome.identity;
    record({ kind: 'key-replaced', accessKeyId: key.accessKeyId, userName });
    return outcome;
  };
}

/** Puts on record what a rotation does to keys, whenever and by whichever process it goes on. */
export function recordRotations(journals: Journals, record: RecordActivity): Journals {
  const recorded =
    (append: Journals['append']): Journals['append'] =>
    async (id, ...facts) => {
      const journal = await append(id, ...facts);
      for (const fact of facts) recordFact(fact, journal, record);
      return journal;
    };
  return {
    ...journals,
    append: recorded(journals.append),
    held: () => recorded(journals.held()),
  };
}

function recordFact(fact: Fact, journal: Journal, record: RecordActivity): void {
  const { intent, newKey } = stateOf(journal.facts);
  const { userName } = journal;
  const done = (kind: Parameters<RecordActivity>[0]['kind'] & `key-${string}`, id?: string) => {
    const accessKeyId = id ?? newKey?.accessKeyId;
    if (accessKeyId !== undefined) record({ kind, accessKeyId, userName });
  };
  switch (fact.fact) {
    case 'created':
      return done('key-created', fact.accessKeyId);
    case 'switched':
      return done('key-rotated');
    case 'deactivated':
      return done('key-deactivated', intent.oldKeyId);
    case 'old-activated':
      return done('key-activated', intent.oldKeyId);
    case 'deleted':
      return done('key-deleted', intent.oldKeyId);
    case 'new-deactivated':
      return done('key-deactivated');
    case 'new-deleted':
      return done('key-deleted');
    case 'orphan-deleted':
      return done('key-deleted', fact.accessKeyId);
    default:
  }
}
