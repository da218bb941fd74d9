import { AppError } from '#shared/errors.ts';
import { openBrowser } from '../shells/browser/open-browser.ts';
import { connectToApp } from '../shells/socket/socket-client.ts';
import { startBrowserMode } from './serving/browser-mode.ts';
import { createPracticeDoor } from './serving/practice-door.ts';
import { untilStopped } from './serving/until-stopped.ts';
import type { CommandContext } from './command-context.ts';

export interface ServeOptions {
  readonly port?: number;
  /** Whether to open the browser. */
  readonly open: boolean;
}

/** Serves until it is asked to stop; where Latchkey runs already, opens another window of that one and ends. */
export async function runServe(context: CommandContext, options: ServeOptions): Promise<void> {
  if (await openRunning(context, options)) return;
  const { clock } = context;
  const gate = closedGate();
  const door = createPracticeDoor(clock);
  const stopped = untilStopped();
  const serving = await startBrowserMode({
    ...context,
    port: options.port,
    practice: false,
    openPractice: () => door.open(),
    onGateClosed: gate.close,
  });
  if (serving === null) {
    // It started between our look and our start.
    await openRunning(context, options);
    return;
  }
  try {
    await showWindow(context, options, serving);
    await Promise.race([stopped, gate.closed]);
  } finally {
    await door.close().finally(() => serving.close());
  }
}

/** A promise that fails once the server has stopped listening. */
export function closedGate(): { readonly closed: Promise<never>; readonly close: () => void } {
  let close = () => {};
  const closed = new Promise<never>((_, reject) => {
    close = () => reject(new AppError('serve/gate-closed', {}));
  });
  // It may close before anybody waits for it.
  closed.catch(() => {});
  return { closed, close };
}

async function openRunning(context: CommandContext, options: ServeOptions): Promise<boolean> {
  const app = await connectToApp(context.places.socket);
  if (app === null) return false;
  const { url } = await app.openWindow({});
  if (url === null) context.terminal.print('Latchkey runs already; its window is in front now.');
  else if (await opens(context, options, url)) {
    context.terminal.print(
      `Latchkey runs already at ${new URL(url).origin}; a new window opens in your browser.`,
    );
  } else {
    context.terminal.print(`Latchkey runs already. Open ${url} (works once, within 60 seconds).`);
  }
  return true;
}

/** Opens the browser, or prints the address that does: in one line either way. */
export async function showWindow(
  context: CommandContext,
  options: ServeOptions,
  serving: { readonly origin: string; newLaunchUrl(): string },
): Promise<void> {
  const url = serving.newLaunchUrl();
  if (await opens(context, options, url)) {
    context.terminal.print(
      `Latchkey is open in your browser, at ${serving.origin}. Ctrl+C stops it.`,
    );
  } else {
    context.terminal.print(
      `Open ${url} (works once, within 60 seconds; latchkey serve gives another). Ctrl+C stops it.`,
    );
  }
}

async function opens(
  { clock, environment }: CommandContext,
  options: ServeOptions,
  url: string,
): Promise<boolean> {
  return (
    options.open && (await openBrowser(url, { clock, environment, platform: process.platform }))
  );
}
