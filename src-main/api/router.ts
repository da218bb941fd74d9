import { implement } from '@orpc/server';
import { contract, socketContract } from '#shared/contract/contract.ts';
import { packSnapshot } from '#shared/contract/snapshot-reply.ts';
import { AppError } from '#shared/errors.ts';
import { habitItem } from '#shared/search/habit-items.ts';
import { secretOf } from '#shared/secret.ts';
import { sessionKey } from '#shared/session-key.ts';
import { instantOf } from '#shared/time.ts';
import { codeCard } from '../mfa/code-card.ts';
import { findIdentity, findRole, findTarget } from '../targets/targets.ts';
import { planTarget, planView } from '#shared/plan.ts';
import type { Core } from './core.ts';
import { createHabitsRouter } from './habits-router.ts';
import { createImportRouter } from './import-router.ts';
import { createKeysRouter } from './keys-router.ts';
import { createActivityRouter } from './activity-router.ts';
import { createAccountRouter } from './account-router.ts';
import { createRemindersRouter } from './reminders-router.ts';
import { createRotationRouter } from './rotation-router.ts';
import { createMfaDevicesRouter } from './mfa-devices-router.ts';
import { createReportRouter } from './report-router.ts';
import { targetView } from './snapshot.ts';

/** What a window may ask for while the vault is locked: what it takes to show that, and to unlock. */
const WHILE_LOCKED = new Set(['snapshot', 'events', 'vault.unlock', 'vault.lock']);
/** What the command may ask for besides while it is guarded: to look, to stop, and what runs. */
const WHILE_GUARDED = new Set([
  ...WHILE_LOCKED,
  'settings.show',
  'activity.list',
  'reminders.list',
  'endpoints.list',
  'identities.list',
  'identities.show',
  'roles.list',
  'roles.show',
  'targets.list',
  'targets.switch',
  'targets.stop',
  'targets.stopAll',
  'profiles.diff',
  'profiles.backups',
  'profiles.lints',
  'needs.setAside',
]);
/** What a window and the command ask for by themselves: no sign that somebody is there. */
const BY_ITSELF = new Set(['snapshot', 'events']);

/**
 * The handlers of the contract, each a line or three: from what was asked to the subject that does it.
 * `isForWindows`: whoever sits before a
 * window of a locked vault can do nothing but unlock it, and nobody else answers what the user is asked.
 */
export function createRouter(core: Core, { isForWindows }: { readonly isForWindows: boolean }) {
  const os = implement(contract).use(({ path, next }) => {
    const procedure = path.join('.');
    const { kind, state: vaultState } = core.vault.view();
    const isRefused = isForWindows
      ? vaultState === 'locked' && !WHILE_LOCKED.has(procedure)
      : core.vault.isGuarded() && !WHILE_GUARDED.has(procedure);
    if (isRefused && kind !== null) throw new AppError('vault/locked', { backend: kind });
    if (!BY_ITSELF.has(procedure)) core.lastUse.note();
    return next();
  });
  const { state, vault, endpoints, identities, roles, sessions } = core;
  const secretIf = (text: string | undefined) => (text === undefined ? undefined : secretOf(text));
  const passphraseOf = (text: string | undefined) => (text === undefined ? null : secretOf(text));
  const viewTarget = (name: string) =>
    targetView(state.current(), findTarget(state.current(), name), core);

  return os.router({
    snapshot: os.snapshot.handler(async () => {
      const isOpen = vault.view().state === 'unlocked';
      await Promise.all([
        state.refresh(),
        core.files.refresh(),
        core.habits.refresh(),
        // A command may have left one.
        isOpen ? core.enrolments.refresh() : null,
      ]);
      return packSnapshot({ ...core.mirror.snapshot(), app: core.app });
    }),
    events: os.events.handler(({ signal }) => Promise.resolve(core.mirror.changes(signal))),

    vault: {
      create: os.vault.create.handler(async ({ input }) => {
        await vault.create(input.kind, passphraseOf(input.passphrase));
        return vault.view();
      }),
      unlock: os.vault.unlock.handler(async ({ input }) => {
        await vault.unlock(passphraseOf(input.passphrase));
        return vault.view();
      }),
      lock: os.vault.lock.handler(() => {
        vault.lock();
        return vault.view();
      }),
    },

    settings: {
      show: os.settings.show.handler(() => state.current().settings),
      change: os.settings.change.handler(async ({ input }) => {
        const next = await state.update((current) => ({
          ...current,
          settings: {
            reminders: input.reminders ?? current.settings.reminders,
            lock: input.lock ?? current.settings.lock,
          },
        }));
        return next.settings;
      }),
    },

    keys: createKeysRouter(core),
    reminders: createRemindersRouter(core),
    habits: createHabitsRouter(core),
    report: createReportRouter(core),
    account: createAccountRouter(core),
    activity: createActivityRouter(core),

    endpoints: {
      list: os.endpoints.list.handler(() => state.current().endpoints),
      add: os.endpoints.add.handler(({ input }) => endpoints.add(input)),
      remove: os.endpoints.remove.handler(async ({ input }) => {
        await endpoints.remove(input.name);
        return {};
      }),
    },

    identities: {
      list: os.identities.list.handler(() => state.current().identities),
      show: os.identities.show.handler(({ input }) => findIdentity(state.current(), input.name)),
      add: os.identities.add.handler(({ input: { secretAccessKey, mfaSeed, ...rest } }) =>
        identities.add({
          ...rest,
          secretAccessKey: secretOf(secretAccessKey),
          mfaSeed: secretIf(mfaSeed),
        }),
      ),
      remove: os.identities.remove.handler(async ({ input: { name, insist = false } }) => ({
        keysLeft: await identities.remove(name, insist),
      })),
      replaceKey: os.identities.replaceKey.handler(
        async ({ input: { name, accessKeyId, secretAccessKey } }) => {
          const key = { accessKeyId, secretAccessKey: secretOf(secretAccessKey) };
          const { identity, leftSessions } = await core.replaceKey(name, key);
          return { identity, leftSessions: [...leftSessions] };
        },
      ),
      refresh: os.identities.refresh.handler(({ input }) => identities.refresh(input.name)),
    },

    mfa: {
      add: os.mfa.add.handler(({ input }) =>
        identities.setMfa(input.identity, {
          serial: input.serial,
          seed: secretIf(input.seed),
          process: input.process,
        }),
      ),
      code: os.mfa.code.handler(({ input }) => codeCard(core, input.identity)),
      forget: os.mfa.forget.handler(({ input }) => identities.forgetMfa(input.identity)),
      copyCode: os.mfa.copyCode.handler(async ({ input }) => {
        if (core.clipboard === null) return { copied: false };
        const { code } = await codeCard(core, input.identity);
        await core.clipboard.copy(secretOf(code), CLIPBOARD_CLEAR_MS);
        return { copied: true };
      }),
    },

    mfaDevices: createMfaDevicesRouter(core),

    roles: {
      list: os.roles.list.handler(() => state.current().roles),
      show: os.roles.show.handler(({ input }) => ({
        role: findRole(state.current(), input.name),
        plan: planView(planTarget(state.current(), input.name)),
      })),
      add: os.roles.add.handler(({ input }) => roles.add(input)),
      change: os.roles.change.handler(({ input: { name, ...change } }) =>
        roles.change(name, change),
      ),
      remove: os.roles.remove.handler(async ({ input }) => {
        await roles.remove(input.name);
        return {};
      }),
      restore: os.roles.restore.handler(({ input }) => roles.restore(input.role)),
      setScope: os.roles.setScope.handler(({ input: { role, scope, at } }) =>
        roles.setScope(role, scope, at),
      ),
      removeScope: os.roles.removeScope.handler(({ input }) =>
        roles.removeScope(input.role, input.scope),
      ),
    },

    targets: {
      list: os.targets.list.handler(() => core.mirror.snapshot().targets),
      switch: os.targets.switch.handler(async ({ input: { target, ...options } }) => {
        core.mayServe(
          sessionKey({ target, scope: null, seconds: options.durationSeconds ?? null }),
        );
        const outcome = await sessions.switchTo(target, {
          ...options,
          by: isForWindows ? 'window' : 'command',
        });
        if (outcome.kind === 'mfa-needed') return { ...outcome, target };
        core.habits.noteUse(habitItem('target', target));
        return { kind: 'started' as const, reused: outcome.reused, target: viewTarget(target) };
      }),
      stop: os.targets.stop.handler(async ({ input }) => {
        await sessions.stop(input.target, input.replaceChanged ?? false);
        return {};
      }),
      stopAll: os.targets.stopAll.handler(async () => ({
        stopped: [...(await sessions.stopAll())],
      })),
      setDelivery: os.targets.setDelivery.handler(async ({ input }) => {
        await core.setDelivery(input.target, input.deliver);
        return viewTarget(input.target);
      }),
      setProfile: os.targets.setProfile.handler(async ({ input }) => {
        await core.setProfile(input.target, input.profile);
        return viewTarget(input.target);
      }),
    },

    needs: {
      answer: os.needs.answer.handler(async ({ input }) => ({
        used: await core.answerNeed(input.id, input.mfaCode),
      })),
      decide: os.needs.decide.handler(({ input }) => {
        if (!isForWindows) throw new AppError('scope/only-in-window', {});
        core.decideNeed(input.id, input.allow);
        return {};
      }),
      setAside: os.needs.setAside.handler(({ input }) => {
        core.needs.setAside(input.id);
        return {};
      }),
    },

    profiles: {
      diff: os.profiles.diff.handler(({ input }) => core.profiles.diff(input.target ?? null)),
      backups: os.profiles.backups.handler(() => core.profiles.backups()),
      undo: os.profiles.undo.handler(({ input }) => core.profiles.undo(input)),
      lints: os.profiles.lints.handler(() => core.profiles.lints()),
      fixLint: os.profiles.fixLint.handler(async ({ input }) => {
        await core.profiles.fixLint(input);
        return {};
      }),
    },

    import: createImportRouter(core),
    rotation: createRotationRouter(core.rotations),

    practice: {
      open: os.practice.open.handler(async () => ({ url: await core.openPractice() })),
    },
  });
}

/** Security.md §3.4. */
const CLIPBOARD_CLEAR_MS = 30_000;

/** Only the local socket serves this one: see the contract. */
export function createSocketRouter(core: Core) {
  const os = implement(socketContract);
  return os.router({
    setMfaProcess: os.setMfaProcess.handler(({ input: { identity, serial, process } }) => {
      const { kind } = core.vault.view();
      if (core.vault.isGuarded() && kind !== null)
        throw new AppError('vault/locked', { backend: kind });
      return core.identities.setMfa(identity, { serial, process });
    }),
    credentials: os.credentials.handler(
      async ({ input: { name, waitForPerson = false, by, ...options }, signal: gone }) => {
        const whenPersonNeeded = waitForPerson ? 'wait' : 'return';
        const outcome = await core.obtainForTool(name, {
          ...options,
          by: by ?? 'command',
          whenPersonNeeded,
          gone,
        });
        if (outcome.kind === 'mfa-needed') return outcome;
        const { credentials, accountId, region, endpointUrl } = outcome;
        return {
          kind: 'credentials' as const,
          accessKeyId: credentials.accessKeyId,
          secretAccessKey: credentials.secretAccessKey.reveal(),
          sessionToken: credentials.sessionToken.reveal(),
          expiration: instantOf(credentials.expiresAtMs),
          accountId,
          region,
          endpointUrl,
        };
      },
    ),
  });
}
