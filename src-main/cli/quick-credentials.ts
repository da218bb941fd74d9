import { connect } from 'node:net';
import { fstatSync, writeSync } from 'node:fs';
import { findPlaces, type Environment } from '../platform/home.ts';
import { CREDENTIALS_PREFIX, NO_WAIT, SOCKET_HOST } from '../shells/socket/socket-gate.ts';
import { isOwnSocket } from '../shells/socket/socket-owner.ts';

/** What the running Latchkey said to `credentials NAME`. */
export interface QuickReply {
  readonly isCredentials: boolean;
  /** The JSON for the tool, or the failure as JSON. */
  readonly body: string;
}

/** The name in `latchkey credentials NAME`; null for every other command line. */
export function nameToAskFor(args: readonly string[]): string | null {
  const [command, name, ...more] = args;
  const isNamed = name !== undefined && /^[A-Za-z0-9_@+.%:/][A-Za-z0-9_@+.%:/-]*$/.test(name);
  return command === 'credentials' && isNamed && more.length === 0 ? name : null;
}

/**
 * Asks the running Latchkey in the shortest time that Node allows: tools start this at every call (G1).
 * Nothing is imported for it but the socket, by hand, since `node:http` takes 2 ms to load. Null where
 * none answers, or anything is odd: then the whole command finds out what.
 */
export async function askQuickly(
  name: string,
  environment: Environment,
): Promise<QuickReply | null> {
  try {
    const socketPath = findPlaces(environment).socket;
    if (!isOwnSocket(socketPath)) return null;
    // Where the whole command can ask a person, or has the passphrase, nobody else need be waited for.
    const canAsk = Boolean(environment['LATCHKEY_PASSPHRASE']) || (isTerminal(2) && isTerminal(0));
    return await exchange(socketPath, requestFor(name, canAsk ? [`prefer: ${NO_WAIT}`] : []));
  } catch {
    return null;
  }
}

/** Tools start us with pipes mostly: then `node:tty` need not be loaded to know. */
function isTerminal(descriptor: 0 | 2): boolean {
  // What Windows says of a console has changed over time.
  const maybe = process.platform === 'win32' || fstatSync(descriptor).isCharacterDevice();
  return maybe && process.getBuiltinModule('node:tty').isatty(descriptor);
}

/**
 * Writes a result for the tool. Not by `process.stdout`, which takes longer to set up than all the rest.
 * Whether there is nothing left to be done for it: then the process may end at once.
 */
export function printQuickly(text: string): boolean {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Who started us reads no more of it.
    if (code === 'EPIPE') return true;
    // A pipe that is full and does not block; on Windows, one that is not quite there yet.
    if (code !== 'EAGAIN' && code !== 'EOF') throw error;
    process.stdout.write(bytes.subarray(written));
    return false;
  }
  return true;
}

function requestFor(name: string, more: readonly string[]): string {
  return [
    `GET ${CREDENTIALS_PREFIX}${encodeURIComponent(name)} HTTP/1.1`,
    `host: ${SOCKET_HOST}`,
    'accept: application/json',
    'connection: close',
    ...more,
    '',
    '',
  ].join('\r\n');
}

function exchange(socketPath: string, request: string): Promise<QuickReply | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      const reply = readReply(Buffer.concat(chunks).toString('utf8'));
      if (reply !== null) resolve(reply);
    });
    socket.once('end', () => resolve(null));
    socket.once('error', reject);
    socket.write(request);
  });
}

function readReply(text: string): QuickReply | null {
  const headEnd = text.indexOf('\r\n\r\n');
  const head = text.slice(0, headEnd).toLowerCase();
  const body = text.slice(headEnd + 4);
  const status = /^http\/1\.1 (\d{3}) /.exec(head)?.[1];
  const length = /\r\ncontent-length: (\d+)(?:\r|$)/.exec(head)?.[1];
  // A gate that turned us away says nothing; a reply that was cut off, or is still coming, says too little.
  if (headEnd < 0 || body === '' || Buffer.byteLength(body) !== Number(length)) return null;
  return { isCredentials: status === '200', body };
}
