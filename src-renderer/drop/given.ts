import { visibleText } from '#shared/visible-text.ts';
import { readSeedPicture, type SeedPictureProblem } from '../forms/read-seed-picture.ts';
import { pictureSize } from '../forms/picture-size.ts';
import type { Brought } from './brought.ts';
import { recogniseText, TEXT_MAX_LENGTH, type Recognised } from './recognise-text.ts';

/** What somebody dropped, pasted or chose, and what it was understood to be. It may hold a secret. */
export interface Given {
  readonly how: Brought['how'];
  /** Of the file it came in, as text to show; null where it was no file. */
  readonly fileName: string | null;
  readonly what: Understood;
}

export type Understood =
  | Recognised
  /** `locked`: not looked at, since nothing could be kept. */
  | { readonly kind: 'several-files' | 'unreadable' | 'locked' }
  | { readonly kind: 'bad-picture'; readonly problem: SeedPictureProblem };

const SHOWN_NAME_LENGTH = 80;

/** Reads it, in the window and nowhere else. Never throws; what is refused is kept nowhere. */
export async function readBrought({ how, files, text }: Brought): Promise<Given> {
  // A file manager copies a file's name as text along with the file, a spreadsheet a picture with its cells.
  const fromText = recogniseText(text);
  const [file] = files;
  if (file === undefined || fromText.kind === 'key' || fromText.kind === 'seed')
    return { how, fileName: null, what: fromText };
  if (files.length > 1) return { how, fileName: null, what: { kind: 'several-files' } };
  const fileName = shownName(file.name);
  const what = await readFile(file).catch(() => ({ kind: 'unreadable' }) as const);
  return { how, fileName, what };
}

function shownName(name: string): string {
  const visible = visibleText(name);
  return visible.length > SHOWN_NAME_LENGTH ? `${visible.slice(0, SHOWN_NAME_LENGTH)}…` : visible;
}

/** Long enough to tell a picture from a text. */
const HEAD_BYTES = 1024;

async function readFile(file: File): Promise<Understood> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (file.type.startsWith('image/') || pictureSize(head) !== null) return readPicture(file);
  if (file.size > TEXT_MAX_LENGTH) return { kind: 'refused', because: 'too-large' };
  const text = textOf(await file.arrayBuffer());
  return text === null ? { kind: 'refused', because: 'not-text' } : recogniseText(text);
}

async function readPicture(file: File): Promise<Understood> {
  const reading = await readSeedPicture(file);
  return reading.kind === 'read'
    ? recogniseText(reading.text)
    : { kind: 'bad-picture', problem: reading.problem };
}

/** UTF-8, or UTF-16 where it says so, as Windows PowerShell writes what a command prints; null for neither. */
function textOf(bytes: ArrayBuffer): string | null {
  const [first, second] = new Uint8Array(bytes);
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
