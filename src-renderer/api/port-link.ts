import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';

/** What the preload waits for before it hands the port on to main. */
const CONNECT = 'latchkey:connect';

/** The desktop's transport: one end of a message channel for us, the other for main, by way of the preload. */
export function createPortLink(page: Window): ClientLink<ClientContext> {
  const { port1, port2 } = new MessageChannel();
  page.postMessage(CONNECT, page.location.origin, [port2]);
  port1.start();
  return new RPCLink({ port: port1 });
}
