import type { ReadStream, WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import { AppError } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import type { Environment } from '../platform/home.ts';
import { readAnswer } from './read-answer.ts';

/** Where a command reads and writes. Results go to stdout, everything else to stderr. */
export interface Terminal {
  print(text: string): void;
  say(text: string): void;
  /** Shows how it is going: on a terminal one line that is replaced, elsewhere one line for each text. Null takes it away. */
  progress(text: string | null): void;
  /** Whether somebody is there to answer. */
  readonly canAsk: boolean;
  ask(question: string): Promise<string>;
  askHidden(question: string): Promise<Secret>;
  /** All of standard input. Throws `input/invalid` beyond a size that no secret has. */
  readInput(): Promise<string>;
  /** Columns that a sentence may take; null where nobody looks. */
  readonly width: number | null;
  dim(text: string): string;
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
  readonly isErrorTerminal: boolean;
  readonly isOutputTerminal: boolean;
}

export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export function createTerminal(
  { stdin, stdout, stderr }: Streams,
  environment: Environment,
): Terminal {
  const hasColours = stdout.isTTY && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const paint = (style: 'dim' | 'green' | 'red') => (text: string) =>
    hasColours ? styleText(style, text, { validateStream: false }) : text;
  let hasProgress = false;

  const progress = (text: string | null) => {
    if (!stderr.isTTY) {
      if (text !== null) stderr.write(`${text}\n`);
      return;
    }
    if (text !== null) stderr.write(`\r${text}${ERASE_TO_END}`);
    else if (hasProgress) stderr.write(`\r${ERASE_TO_END}`);
    hasProgress = text !== null;
  };

  return {
    print: (text) => void stdout.write(`${text}\n`),
    say(text) {
      progress(null);
      stderr.write(`${text}\n`);
    },
    progress,
    canAsk: stdin.isTTY && stderr.isTTY,
    ask: (question) =>
      readAnswer(stdin as ReadStream, stderr as WriteStream, { question, hidden: false }),
    async askHidden(question) {
      return secretOf(
        await readAnswer(stdin as ReadStream, stderr as WriteStream, { question, hidden: true }),
      );
    },
    readInput: () => readAll(stdin),
    width: stderr.isTTY ? Math.min(Math.max(stderr.columns || 80, 40), 100) : null,
    dim: paint('dim'),
    green: paint('green'),
    red: paint('red'),
    isErrorTerminal: stderr.isTTY,
    isOutputTerminal: stdout.isTTY,
  };
}

const ERASE_TO_END = '\u001B[K';
const INPUT_MAX_BYTES = 64 * 1024;

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > INPUT_MAX_BYTES) {
      throw new AppError('input/invalid', {
        field: 'standard input',
        problem: 'there is too much of it',
      });
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}
