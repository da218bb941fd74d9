import { connect } from 'node:net';

/** Whether somebody listens on the socket or named pipe. */
export function isAnswering(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socketPath);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(BUSY.has(code ?? '')));
  });
}

/** Somebody is there, and has as many callers waiting as the system lets it have: on Linux, on Windows. */
const BUSY: ReadonlySet<string> = new Set(['EAGAIN', 'EBUSY']);
