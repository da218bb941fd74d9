import path from 'node:path';
import { AppError, failureOf, isAppError, type VaultKind } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Places } from '#main/platform/home.ts';
import { withLock } from '#main/platform/lock.ts';
import { closedBecause, conflictOf, failureToShow, planOpen, viewOf } from './choose-vault.ts';
import { loadKeychain, probeKeychain, type Keychain } from './keychain-store.ts';
import { takeTurns } from './keychain-turns.ts';
import { makeStore, openStore, type OpenStore, type StorePlaces } from './open-store.ts';
import type { ScryptCost } from './scrypt-key.ts';
import { createSealedFile } from './sealed-file.ts';
import { createSealer } from './sealer.ts';
import { createUnlockPace } from './unlock-pace.ts';
import type { PinStore, Vault } from './vault.ts';

export interface VaultDeps {
  readonly places: Places;
  readonly pins: PinStore;
  readonly clock: Clock;
  /** LATCHKEY_VAULT and LATCHKEY_PASSPHRASE. */
  readonly environment: { readonly kind: VaultKind | null; readonly passphrase: Secret | null };
  readonly randomId: () => string;
  readonly openKeychain?: () => Promise<Keychain>;
  /** Of the file's scrypt; tests pass a cheap one. */
  readonly cost?: ScryptCost;
}

/** The vault of this process. Nothing is read or asked before `open`, `probe`, `create` or `unlock`. */
export function createVault(deps: VaultDeps): Vault {
  const { pins, clock, environment } = deps;
  const places = storePlacesOf(deps);
  const listeners: (() => void)[] = [];
  let opened: OpenStore | null = null;
  let failure: AppError | null = null;
  let atOpen: AppError | null = null;
  let timesLocked = 0;
  /** Between the pin's being written and the store's being open, nobody shall see a locked vault. */
  let isCreating = false;

  const choice = () => ({
    pin: isCreating ? null : pins.read(),
    asked: environment.kind,
    hasPassphrase: environment.passphrase !== null,
  });
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const getOpened = (): OpenStore => {
    if (opened === null) throw closedBecause(choice(), failure, atOpen);
    return opened;
  };
  const checkConflict = () => {
    const conflict = conflictOf(choice());
    if (conflict !== null) throw conflict;
  };
  const checkNotChosen = () => {
    const pin = pins.read();
    if (pin !== null)
      throw new AppError('vault/exists', {
        path: pin.kind === 'file' ? deps.places.vaultFile : deps.places.stateFile,
      });
  };

  /** Runs an attempt to open, and keeps what came of it. */
  const become = async (kind: VaultKind, attempt: () => Promise<OpenStore>): Promise<void> => {
    const lockedBefore = timesLocked;
    atOpen = null;
    try {
      const next = await attempt();
      if (timesLocked !== lockedBefore) {
        next.close(); // locked while we were opening: the later wish counts
        throw new AppError('vault/locked', { backend: kind });
      }
      opened?.close();
      opened = next;
      failure = null;
    } catch (error) {
      if (isAppError(error))
        failure = failureToShow(error, { pin: pins.read(), kind, before: failure });
      throw error;
    } finally {
      changed();
    }
  };

  const lock = () => {
    timesLocked += 1;
    atOpen = null;
    opened?.close();
    opened = null;
    changed();
  };

  /** The file says "locked" when another process has changed its passphrase; then all of it is. */
  const withOpen = async <T>(call: (open: OpenStore) => Promise<T>): Promise<T> => {
    const open = getOpened();
    try {
      return await call(open);
    } catch (error) {
      if (isAppError(error, 'vault/locked') && open.store.kind === 'file' && opened === open)
        lock();
      throw error;
    }
  };

  const unlock = async (passphrase: Secret | null) => {
    checkConflict();
    const pin = pins.read();
    if (pin === null) throw new AppError('vault/not-chosen', {});
    await become(pin.kind, () => openStore(places, pin, passphrase));
  };

  const create = async (kind: VaultKind, passphrase: Secret | null) => {
    checkNotChosen();
    isCreating = true;
    try {
      await become(kind, () =>
        withLock(path.join(deps.places.lockFolder, 'vault-choice'), clock, async () => {
          await pins.refresh();
          checkNotChosen();
          const next = await makeStore(places, { kind, id: deps.randomId() }, passphrase);
          await pins.write({ kind, id: next.sealedKey.vaultId });
          return next;
        }),
      );
    } finally {
      isCreating = false;
      changed();
    }
  };

  const openUnattended = async () => {
    checkConflict();
    const step = planOpen(choice());
    if (step.do === 'unlock') await unlock(environment.passphrase);
    if (step.do !== 'create') return;
    try {
      await create(step.kind, environment.passphrase);
    } catch (error) {
      // Another process of ours was faster: its vault is ours too.
      if (!isAppError(error, 'vault/exists') || pins.read() === null) throw error;
      await unlock(environment.passphrase);
    }
  };

  return {
    view: () => viewOf(choice(), failure, opened !== null),
    async open() {
      try {
        await openUnattended();
      } catch (error) {
        if (!isAppError(error)) throw error;
        atOpen = error;
      }
    },
    async probe() {
      if (pins.read() !== null) return null;
      failure = await problemOf(places.askKeychain);
      changed();
      return failure === null ? null : failureOf(failure);
    },
    create,
    unlock,
    lock,
    secrets: {
      get kind() {
        return pins.read()?.kind ?? environment.kind ?? 'keychain';
      },
      get: (id) => withOpen(({ store }) => store.get(id)),
      put: (id, secret) => withOpen(({ store }) => store.put(id, secret)),
      delete: (id) => withOpen(({ store }) => store.delete(id)),
    },
    sealed: createSealedFile(
      {
        path: deps.places.sealedFile,
        lockPath: path.join(deps.places.lockFolder, 'sealed'),
        clock,
      },
      () => getOpened().sealedKey,
    ),
    sealer: createSealer(() => getOpened().sealedKey),
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

function storePlacesOf({
  places,
  clock,
  cost,
  openKeychain = loadKeychain,
}: VaultDeps): StorePlaces {
  let keychain: Promise<Keychain> | null = null;
  return {
    vault: {
      path: places.vaultFile,
      lockPath: path.join(places.lockFolder, 'vault'),
      clock,
      ...(cost === undefined ? {} : { cost }),
    },
    sealedFile: places.sealedFile,
    askKeychain() {
      keychain ??= openKeychain().then(
        (binding) => takeTurns(binding, clock),
        (error: unknown) => {
          keychain = null; // it may load the next time, once its library is installed
          throw error;
        },
      );
      return keychain;
    },
    paced: createUnlockPace(clock),
  };
}

async function problemOf(askKeychain: () => Promise<Keychain>): Promise<AppError | null> {
  try {
    await probeKeychain(await askKeychain());
    return null;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}
