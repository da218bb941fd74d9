import { ipcRenderer } from 'electron';

/** As much of the page as the preload touches; main's own code has no DOM. */
declare const window: {
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
};
interface PageMessage {
  readonly source: unknown;
  readonly data: unknown;
  readonly ports: readonly InstanceType<typeof MessagePort>[];
}

// All that the page gets from Electron: a way to hand one end of a message channel to main.
window.addEventListener('message', ({ source, data, ports: [port] }) => {
  if (source !== window || data !== 'latchkey:connect' || port === undefined) return;
  ipcRenderer.postMessage('latchkey:connect', null, [port]);
});
