import { randomBytes } from 'node:crypto';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { findPlaces, type Places } from '#main/platform/home.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { PracticeAccount, PracticeScale } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { openStateStore } from '#main/state/state-store.ts';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import { startBrowserMode, type BrowserMode } from './browser-mode.ts';
import { makePracticeHome, type PracticeHome } from './practice-home.ts';
import { addPracticePeople, scaledRoles } from './practice-people.ts';

export interface PracticeModeParts {
  readonly clock: Clock;
  /** Null: a throw-away folder. */
  readonly home: string | null;
  readonly port?: number | undefined;
  readonly scale?: PracticeScale | undefined;
  readonly onGateClosed: () => void;
}

/** The practice account and a Latchkey on it, which share nothing with the user's own. */
export interface PracticeMode {
  readonly account: PracticeAccount;
  readonly variables: PracticeHome['variables'];
  readonly origin: string;
  newLaunchUrl(): string;
  /** Ends both and removes what they made. */
  close(): Promise<void>;
}

export async function startPracticeMode(parts: PracticeModeParts): Promise<PracticeMode> {
  const { clock, scale } = parts;
  const home = await makePracticeHome(parts.home);
  const account = await startPracticeAccount({ clock, ...(scale === undefined ? {} : { scale }) });
  const end = async () => {
    await account.close();
    await home.remove();
  };
  try {
    const browser = await startOn(account, home, parts);
    return {
      account,
      variables: home.variables,
      origin: browser.origin,
      newLaunchUrl: () => browser.newLaunchUrl(),
      async close() {
        await browser.close().finally(end);
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function startOn(
  account: PracticeAccount,
  home: PracticeHome,
  parts: PracticeModeParts,
): Promise<BrowserMode> {
  // Nothing of the user's environment: neither their vault nor their AWS files.
  const environment = {
    ...home.variables,
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: randomBytes(24).toString('base64url'),
  };
  const places = findPlaces(environment);
  const browser = await startBrowserMode({
    ...parts,
    places,
    environment,
    practice: true,
    openPractice: () => Promise.resolve(browser?.newLaunchUrl() ?? null),
  });
  if (browser === null) throw new Error('Another Latchkey answers in a home that was just made.');
  try {
    const client = createInProcessClient(browser.latchkey);
    await addPracticePeople(client, account);
    await addScaledRoles(places, account, parts.clock);
    await client.snapshot({});
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** In one step: through the contract each of the thousands would be a durable write of its own. */
async function addScaledRoles(
  places: Places,
  account: PracticeAccount,
  clock: Clock,
): Promise<void> {
  const roles = scaledRoles(account);
  if (roles.length === 0) return;
  const state = await openStateStore({ ...places, clock });
  await state.update((current) => ({
    ...current,
    roles: [
      ...current.roles,
      ...roles.map(({ name, roleArn, externalId }) => ({
        name,
        roleArn,
        externalId,
        source: 'dana',
        mfa: 'none' as const,
        profile: name,
        deliver: 'file' as const,
        scopes: [],
        region: null,
        durationSeconds: null,
        sessionName: null,
        ...NO_SESSION_OPTIONS,
      })),
    ],
  }));
}
