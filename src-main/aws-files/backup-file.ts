import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import {
  type Guarded,
  isExactly,
  isFlag,
  isNumber,
  isText,
  listOf,
  orNull,
  recordOf,
} from '../platform/guards.ts';
import type { Sealer } from '../secrets/vault.ts';
import { secretSpans } from './secret-spans.ts';

const isOwnedThen = recordOf({ section: isText, hash: isText });
/** A section of ours at that time, as the record of ownership had it. */
export type OwnedThen = Readonly<Guarded<typeof isOwnedThen>>;

const isHeader = recordOf({
  version: isExactly(1),
  path: isText,
  changeId: isText,
  why: isText,
  takenAtMs: isNumber,
  /** Whether the file was there, and with which rights. */
  existed: isFlag,
  mode: orNull(isNumber),
  size: isNumber,
  /** Hashes of what was not ours, before the change and after it. */
  outside: isText,
  outsideAfter: isText,
  owned: listOf(isOwnedThen),
});
export type BackupHeader = Readonly<Omit<Guarded<typeof isHeader>, 'version'>>;

const isBody = recordOf({
  /** Where in the text below secrets were taken out. */
  holes: listOf(isNumber),
  /** Base64: the secrets. Empty when there are none, so that such a file needs no vault. */
  sealed: isText,
});
const isSecrets = listOf(isText);

const LF = 0x0a;
const HOLE = '********';

/**
 * Two lines of JSON, then the file itself with a row of stars for each secret value: what is no secret
 * can be read with any editor, also without the vault.
 */
export function printBackup(facts: BackupHeader, bytes: Uint8Array, sealer: Sealer): Uint8Array {
  const text = latin1(bytes);
  const holes: number[] = [];
  const secrets: string[] = [];
  let shown = '';
  let at = 0;
  for (const { start, end } of secretSpans(text)) {
    shown += text.slice(at, start);
    holes.push(shown.length);
    secrets.push(text.slice(start, end));
    shown += HOLE;
    at = end;
  }
  shown += text.slice(at);
  const sealed =
    secrets.length === 0
      ? ''
      : Buffer.from(sealer.seal(Buffer.from(JSON.stringify(secrets)), purposeOf(facts))).toString(
          'base64',
        );
  const lines = `${JSON.stringify({ version: 1, ...facts })}\n${JSON.stringify({ holes, sealed })}\n`;
  return Buffer.concat([Buffer.from(lines), Buffer.from(shown, 'latin1')]);
}

/** The first line; null for what is no backup of ours. */
export function readHeader(backupPath: string): BackupHeader | null {
  let file: number;
  try {
    file = openSync(backupPath, 'r');
  } catch {
    return null;
  }
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; size < MOST_HEADER_BYTES;) {
      const buffer = Buffer.alloc(8192);
      const chunk = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, size));
      const feed = chunk.indexOf(LF);
      chunks.push(feed < 0 ? chunk : chunk.subarray(0, feed));
      if (feed >= 0) return parseHeader(Buffer.concat(chunks).toString('utf8'));
      if (chunk.length === 0) return null;
      size += chunk.length;
    }
    return null;
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

const MOST_HEADER_BYTES = 16 * 1024 * 1024;

/** The bytes that the file had; null when there was no file. Throws `files/backup-unreadable`, `vault/*`. */
export async function readBackup(
  backup: BackupHeader & { readonly backupPath: string },
  sealer: Sealer,
): Promise<Uint8Array | null> {
  if (!backup.existed) return null;
  const refuse = (problem: string, cause?: unknown): never => {
    throw new AppError('files/backup-unreadable', { path: backup.path, problem }, cause);
  };
  const bytes = await readFile(backup.backupPath).catch((error: unknown) =>
    refuse('it cannot be read', error),
  );
  const headerEnd = bytes.indexOf(LF);
  const bodyEnd = bytes.indexOf(LF, headerEnd + 1);
  if (headerEnd < 0 || bodyEnd < 0) return refuse('it is damaged');
  const body = parseJson(bytes.subarray(headerEnd + 1, bodyEnd).toString('utf8'));
  const facts = parseHeader(bytes.subarray(0, headerEnd).toString('utf8'));
  if (!isBody(body) || facts === null) return refuse('it is damaged');
  const { holes, sealed } = body;
  const secrets = openSecrets(sealed, facts, sealer);
  if (secrets === null) return refuse('it is damaged, or was made with another vault');
  const text = latin1(bytes.subarray(bodyEnd + 1));
  if (holes.length !== secrets.length) return refuse('it is damaged');
  let restored = '';
  let at = 0;
  for (const [index, hole] of holes.entries()) {
    if (hole < at || text.slice(hole, hole + HOLE.length) !== HOLE) return refuse('it is damaged');
    restored += text.slice(at, hole) + secrets[index]!;
    at = hole + HOLE.length;
  }
  return Buffer.from(restored + text.slice(at), 'latin1');
}

function openSecrets(sealed: string, facts: BackupHeader, sealer: Sealer): string[] | null {
  if (sealed === '') return [];
  const opened = sealer.open(Buffer.from(sealed, 'base64'), purposeOf(facts));
  if (opened === null) return null;
  const secrets = parseJson(Buffer.from(opened).toString('utf8'));
  return isSecrets(secrets) ? secrets : null;
}

function purposeOf({ path, changeId, takenAtMs }: BackupHeader): string {
  return JSON.stringify(['backup', path, changeId, takenAtMs]);
}

function parseHeader(text: string): BackupHeader | null {
  const header = parseJson(text);
  if (!isHeader(header)) return null;
  const { version: _, ...facts } = header;
  return facts;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
