import { useEffect, useRef } from 'react';
import type { Need } from '#shared/contract/things.ts';
import { useScreen, useSnapshot, useWorld } from '../state/world.ts';
import { pageQuietWorld, whenQuiet } from './when-quiet.ts';

/**
 * Opens each question once by itself: when no other dialog is open and nobody is typing. One that was
 * closed without an answer waits in the strip.
 */
export function useOpenQuestions(): void {
  const { screen } = useWorld();
  const needs = useSnapshot((snapshot) => snapshot.needs);
  const hasDialog = useScreen(({ dialog }) => dialog !== null);
  const opened = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const questions = needs.filter(({ failure }) => failure.code === 'scope/approval-needed');
    // The same cause may be asked again later: it is another question then.
    opened.current = new Set(
      questions.map(askingOf).filter((asking) => opened.current.has(asking)),
    );
    const next = questions.find((question) => !opened.current.has(askingOf(question)));
    if (next === undefined || hasDialog) return;
    return whenQuiet(pageQuietWorld(window), () => {
      opened.current = new Set([...opened.current, askingOf(next)]);
      screen.setState({ dialog: { kind: 'decide-need', need: next.id } });
    });
  }, [needs, hasDialog, screen]);
}

function askingOf({ id, since }: Need): string {
  return `${since} ${id}`;
}
