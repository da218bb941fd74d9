/** As much of Electron's `MessagePortMain` as the contract needs. */
export interface Port {
  on(event: string, listener: (event?: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
  close(): void;
}

/** Like the body limit of browser mode: the contract has nothing larger to say. */
const LONGEST_MESSAGE = 64 * 1024;

/**
 * The port, closed at the first message that is no text, too long, or not understood. Without this
 * a message that oRPC cannot decode would be an unhandled rejection of the main process.
 */
export function guardPort(port: Port) {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    on(event: string, listener: (event?: { data: unknown }) => unknown): void {
      if (event !== 'message') {
        port.on(event, listener);
        return;
      }
      port.on(event, (message) => {
        const data = message?.data;
        if (typeof data !== 'string' || data.length > LONGEST_MESSAGE) {
          port.close();
          return;
        }
        Promise.resolve(listener(message)).catch(() => port.close());
      });
    },
  };
}
