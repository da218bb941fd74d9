import type { ReadStream, WriteStream } from 'node:tty';

export interface Question {
  readonly question: string;
  /** A hidden answer is not shown while it is typed. */
  readonly hidden: boolean;
}

/** Somebody pressed Ctrl+C instead of answering. */
export const INTERRUPTED = Symbol('interrupted');

/** One line from the keyboard. Rejects with `INTERRUPTED`. */
export function readAnswer(
  keyboard: ReadStream,
  screen: WriteStream,
  { question, hidden }: Question,
): Promise<string> {
  screen.write(question);
  keyboard.setRawMode(true);
  keyboard.setEncoding('utf8');
  keyboard.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = () => {
      keyboard.off('data', onData);
      keyboard.setRawMode(false);
      keyboard.pause();
      screen.write('\n');
    };
    const onData = (keys: string) => {
      for (const key of keys.replaceAll(PASTE_MARKS, '')) {
        if (key === CTRL_C) {
          end();
          reject(INTERRUPTED);
          return;
        }
        if (key === '\r' || key === '\n' || key === CTRL_D) {
          end();
          resolve(typed);
          return;
        }
        if (key === BACKSPACE || key === '\b') {
          if (!hidden && typed !== '') screen.write('\b \b');
          typed = [...typed].slice(0, -1).join('');
        } else if (key >= ' ') {
          typed += key;
          if (!hidden) screen.write(key);
        }
      }
    };
    keyboard.on('data', onData);
  });
}

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const BACKSPACE = '\u007F';
/** Terminals put these around what is pasted. */
const PASTE_MARKS = /\u001B\[20[01]~/g;
