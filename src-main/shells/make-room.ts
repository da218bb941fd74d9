import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps a server open to those who are let in: of more than `limit` connections one has to go, the oldest
 * of those that were never served, else the one that was served longest ago. A program that opens
 * connections and says nothing keeps out nobody but itself, where a plain limit would keep out the others.
 */
export function makeRoom(server: Server, limit: number): { readonly served: (s: Socket) => void } {
  const unserved = new Set<Socket>();
  /** In the order in which they were served last. */
  const known = new Set<Socket>();
  const forget = (socket: Socket) => unserved.delete(socket) || known.delete(socket);
  server.on('connection', (socket: Socket) => {
    unserved.add(socket);
    socket.once('close', () => forget(socket));
    if (unserved.size + known.size <= limit) return;
    const [first] = unserved.size > 1 ? unserved : known;
    if (first === undefined) return;
    forget(first);
    first.destroy();
  });
  return {
    served(socket) {
      if (forget(socket)) known.add(socket);
    },
  };
}
