import { expect, test } from 'vitest';
import { guardPort, type Port } from '#main/shells/electron/guard-port.ts';

type Listener = (event?: { data: unknown }) => void;

/** A port as Electron has it, with the other end in the test's hand. */
function fakePort() {
  const listeners = new Map<string, Listener[]>();
  const sent: unknown[] = [];
  let closed = false;
  const port: Port = {
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    postMessage: (message) => sent.push(message),
    close: () => {
      closed = true;
    },
  };
  return {
    port,
    sent,
    isClosed: () => closed,
    arrive: (data: unknown) => listeners.get('message')?.forEach((listener) => listener({ data })),
    end: () => listeners.get('close')?.forEach((listener) => listener()),
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a message of the contract passes, and so does the answer', () => {
  const wire = fakePort();
  const guarded = guardPort(wire.port);
  const heard: unknown[] = [];
  guarded.on('message', (event) => heard.push(event?.data));
  wire.arrive('{"hello":1}');
  guarded.postMessage('world');
  expect(heard).toEqual(['{"hello":1}']);
  expect(wire.sent).toEqual(['world']);
  expect(wire.isClosed()).toBe(false);
});

test('a message of 64 kB passes, one of a character more closes the port unheard', () => {
  const wire = fakePort();
  const heard: unknown[] = [];
  guardPort(wire.port).on('message', (event) => heard.push(event?.data));
  wire.arrive('x'.repeat(64 * 1024));
  expect(heard).toHaveLength(1);
  wire.arrive('x'.repeat(64 * 1024 + 1));
  expect(heard).toHaveLength(1);
  expect(wire.isClosed()).toBe(true);
});

test.each([[null], [undefined], [1], [{ i: '1' }], [new Uint8Array(8)]])(
  'what is no text (%j) closes the port unheard',
  (data) => {
    const wire = fakePort();
    const heard: unknown[] = [];
    guardPort(wire.port).on('message', (event) => heard.push(event));
    wire.arrive(data);
    expect(heard).toEqual([]);
    expect(wire.isClosed()).toBe(true);
  },
);

test('a message that is not understood closes the port and breaks nothing else', async () => {
  const wire = fakePort();
  guardPort(wire.port).on('message', () => Promise.reject(new Error('not JSON')));
  wire.arrive('garbage');
  await settled();
  expect(wire.isClosed()).toBe(true);
});

test('the end of the page is told', () => {
  const wire = fakePort();
  let ended = false;
  guardPort(wire.port).on('close', () => {
    ended = true;
  });
  wire.end();
  expect(ended).toBe(true);
});
