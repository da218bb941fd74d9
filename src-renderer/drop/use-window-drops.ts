import { useEffect, useRef, useState } from 'react';
import { takeOut, type Brought } from './brought.ts';
import { isField, isTextForField } from './stay-on-page.ts';

/**
 * Hears what is dropped and pasted anywhere in the window, but in a field and where a part of the page takes
 * it itself. `mayTake` is asked each time. Returns whether something is being dragged over the window.
 */
export function useWindowDrops(options: {
  mayTake(): boolean;
  onBrought(brought: Brought): void;
}): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const listening = new AbortController();
    const on = <K extends keyof DocumentEventMap>(
      type: K,
      hear: (event: DocumentEventMap[K]) => void,
    ) => document.addEventListener(type, hear, { signal: listening.signal });
    // What is dragged from this page itself is nothing new to it.
    let isOurs = false;
    const isForUs = (event: DragEvent) =>
      !event.defaultPrevented && !isOurs && !isTextForField(event) && latest.current.mayTake();
    on('dragstart', () => (isOurs = true));
    on('dragend', () => (isOurs = false));
    on('dragover', (event) => {
      const isTaken = isForUs(event);
      setOver(isTaken);
      if (!isTaken) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    });
    on('dragleave', (event) => event.relatedTarget === null && setOver(false));
    on('drop', (event) => {
      setOver(false);
      if (!isForUs(event)) return;
      event.preventDefault();
      latest.current.onBrought(takeOut(event.dataTransfer, 'dropped'));
    });
    on('paste', (event) => {
      if (event.defaultPrevented || isField(event.target) || !latest.current.mayTake()) return;
      event.preventDefault();
      latest.current.onBrought(takeOut(event.clipboardData, 'pasted'));
    });
    return () => listening.abort();
  }, []);
  return isOver;
}
