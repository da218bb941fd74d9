import { createContext, use, useEffect, useRef } from 'react';
import type { Given } from './given.ts';

/** Something on the page to which what is given belongs: an open form, or the first run. */
export type Receive = (given: Given) => void;

/** Those there are, the innermost last. */
export const Receivers = createContext<Set<Receive> | null>(null);

/** Takes what is dropped or pasted for as long as this is on the page; `null` leaves it to others. */
export function useReceiver(receive: Receive | null): void {
  const receivers = use(Receivers);
  const latest = useRef(receive);
  useEffect(() => {
    latest.current = receive;
  });
  const isReceiving = receive !== null;
  useEffect(() => {
    if (!isReceiving || receivers === null) return;
    const pass: Receive = (given) => latest.current?.(given);
    receivers.add(pass);
    return () => void receivers.delete(pass);
  }, [isReceiving, receivers]);
}
