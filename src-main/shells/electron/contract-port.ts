import { ipcMain, type IpcMainEvent } from 'electron';
import type { RPCHandler } from '@orpc/server/message-port';
import { guardPort } from './guard-port.ts';
import { isFromOurPage } from './our-page.ts';

export type ContractHandler = RPCHandler<Record<never, never>>;

/**
 * Connects our page, and only our page, with the contract: it sends one end of a message channel by
 * way of the preload. This is the one place where main listens to a page. What the page asks before
 * the handler is there waits in the port.
 */
export function serveContract(handler: Promise<ContractHandler | null>): void {
  // A handler that never comes is reported by whoever makes it.
  handler.catch(() => {});
  ipcMain.on('latchkey:connect', (event: IpcMainEvent) => {
    const [port] = event.ports;
    if (port === undefined || event.ports.length !== 1 || !isFromOurPage(event.senderFrame)) {
      for (const refused of event.ports) refused.close();
      return;
    }
    handler.then(
      (ready) => {
        ready?.upgrade(guardPort(port), { context: {} });
        port.start();
      },
      () => port.close(),
    );
  });
}
