import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import type { FileDelivery } from '#main/delivery/delivery.ts';
import type { ProcessLine } from '#main/delivery/process-line.ts';
import { createIamCredentials } from '#main/identities/iam-credentials.ts';
import { createIdentities } from '#main/identities/identities.ts';
import type { RunCodeCommand } from '#main/mfa/run-code-command.ts';
import { joinRotation } from '#main/rotation/join.ts';
import { createRoles } from '#main/roles/roles.ts';
import { createSessionBook } from '#main/sessions/session-book.ts';
import type { State } from '#main/state/state-document.ts';
import { createSetDelivery, createSetProfile } from '#main/targets/set-profile.ts';
import type { ActivityFact } from '#shared/contract/activity.ts';
import { secretOf } from '#shared/secret.ts';
import { FAKE_PROCESS_LINE } from '#test/fakes/fake-process-line.ts';
import { createFakeAws, type FakeUser } from '#test/fakes/fake-aws.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createFakeGuard } from '#test/fakes/fake-guard.ts';
import { createMemoryDelivery } from '#test/fakes/memory-delivery.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';
import { QUICK_FOLDER } from '#test/fixtures/quick-folder.ts';
import { joinSessions } from './join-sessions.ts';
import { DEVICE, SEED, aState } from './things.ts';

/** The subjects joined as `compose.ts` does, over fakes, with alice's key and seed in the vault. */
export async function createParts(
  initial: State = aState(),
  user: Partial<FakeUser> = {},
  runCodeCommand: RunCodeCommand = () => Promise.reject(new Error('no command was expected')),
  real: { readonly delivery?: FileDelivery; readonly processLine?: ProcessLine } = {},
) {
  const lockFolder = await mkdtemp(path.join(QUICK_FOLDER, 'latchkey-parts-'));
  onTestFinished(() => rm(lockFolder, { recursive: true }));
  const clock = createFakeClock();
  const skew = createClockSkew(clock);
  const aws = createFakeAws(
    { now: clock.trueNow },
    { mfaSerials: [DEVICE], alias: 'acme-main', ...user },
    skew.observe,
  );
  const vault = createMemoryVault();
  await vault.secrets.put(
    'access-key/AKIAIOSFODNN7EXAMPLE',
    secretOf('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
  );
  await vault.secrets.put(`mfa-seed/${DEVICE}`, secretOf(SEED));
  const state = createMemoryStateStore(initial);
  const memory = createMemoryDelivery();
  const { delivery = memory, processLine = FAKE_PROCESS_LINE } = real;
  const guard = createFakeGuard();
  let changes = 0;
  const activity: ActivityFact[] = [];
  const record = (fact: ActivityFact) => void activity.push(fact);
  const onChange = () => void (changes += 1);
  const { secrets } = vault;
  const book = createSessionBook(vault.sealed, onChange);
  const { askTime, needs, sessions } = joinSessions({
    state,
    aws,
    secrets,
    guard,
    book,
    skew,
    clock,
    lockFolder,
    runCodeCommand,
    delivery,
    processLine,
    record,
    onChange,
  });
  const iam = createIamCredentials({ state, secrets, sessions, book, skew });
  const rotation = joinRotation({
    state,
    sealed: vault.sealed,
    aws,
    secrets,
    iamCredentials: iam,
    sessions,
    book,
    profilesWithKey: async () => [],
    skew,
    clock,
    lockFolder,
    record,
    onChange,
    ended: new AbortController().signal,
  });
  return {
    clock,
    skew,
    askTime,
    aws,
    vault,
    state,
    /** What is delivered, where no real delivery was given. */
    delivery: memory,
    guard,
    book,
    needs,
    sessions,
    iam,
    ...rotation,
    identities: createIdentities({
      state,
      secrets,
      aws,
      delivery,
      sessions,
      skew,
      iam,
      aside: rotation.aside,
    }),
    roles: createRoles({ state, delivery, sessions }),
    setProfile: createSetProfile({ state, delivery, book, sessions }),
    setDelivery: createSetDelivery({ state, delivery, book, sessions }),
    changes: () => changes,
    record,
    /** What was put on record. */
    activity,
  };
}
