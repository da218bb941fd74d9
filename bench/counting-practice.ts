import { createSystemClock } from '#main/platform/clock.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';

/** The practice account as a process of its own that says how often it was called: see `practice-process.ts`. */
const account = await startPracticeAccount({ clock: createSystemClock() });
const { url, users, roles } = account;
process.on('message', () => process.send?.({ calls: account.calls.length }));
process.send?.({ url, users, roles });
