import type { Terminal } from '#main/cli/terminal.ts';
import { secretOf } from '#shared/secret.ts';

export interface RecordingTerminal extends Terminal {
  readonly printed: string[];
  readonly said: string[];
  readonly asked: string[];
}

/** A terminal for tests: `input` is piped in; with `answers` somebody sits there and gives them in turn. */
export function recordingTerminal(parts: {
  readonly input?: string;
  readonly answers?: readonly string[];
}): RecordingTerminal {
  const printed: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  const answers = [...(parts.answers ?? [])];
  const answer = (question: string) => {
    asked.push(question);
    const next = answers.shift();
    if (next === undefined) throw new Error(`Nobody answers: ${question}`);
    return next;
  };
  return {
    printed,
    said,
    asked,
    print: (text) => void printed.push(text),
    say: (text) => void said.push(text),
    progress: (text) => void (text === null || said.push(text)),
    canAsk: parts.answers !== undefined,
    ask: async (question) => answer(question),
    askHidden: async (question) => secretOf(answer(question)),
    readInput: async () => parts.input ?? '',
    width: null,
    dim: (text) => text,
    green: (text) => text,
    red: (text) => text,
    isErrorTerminal: false,
    isOutputTerminal: false,
  };
}
