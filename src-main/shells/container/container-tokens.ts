import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from '#main/platform/durable-file.ts';
import { requireOwnFolder } from '../socket/socket-owner.ts';

/**
 * Who may ask for which target's credentials: one token for each, 256 random bits as base64url text. The
 * token is in a file of mode 0600, where the AWS SDKs read it at every call; here only its hash is kept.
 */
export interface ContainerTokens {
  /** The same file for the same target, for as long as it is there. Throws `files/foreign-owner`, `files/not-regular`. */
  ofTarget(target: string): Promise<TokenPlace>;
  /** Compares with every token there is, so that the time taken tells nothing. */
  ownerOf(token: string): { readonly path: string; readonly target: string } | null;
  /** Makes the token worthless and removes its file. */
  remove(target: string): Promise<void>;
  removeAll(): Promise<void>;
}

export interface TokenPlace {
  /** Of the address, `/credentials/…`. */
  readonly path: string;
  readonly tokenFile: string;
}

export function createContainerTokens(folder: string): ContainerTokens {
  let entries: readonly Entry[] = [];
  const opening = new Map<string, Promise<TokenPlace>>();
  let prepared: Promise<void> | null = null;

  const make = async (target: string): Promise<TokenPlace> => {
    prepared ??= prepare(folder);
    await prepared.catch((error: unknown) => {
      prepared = null;
      throw error;
    });
    const id = idOf(target);
    const token = randomBytes(32).toString('base64url');
    const tokenFile = path.join(folder, `${id}${TOKEN_SUFFIX}`);
    // Without a line end: botocore and Node refuse to send one (contracts.md §2.2).
    await writeDurably(tokenFile, Buffer.from(token));
    const place = { path: `/credentials/${id}`, tokenFile };
    const others = entries.filter((entry) => entry.target !== target);
    entries = [...others, { target, hash: hashOf(token), ...place }];
    return place;
  };

  const removeFiles = async (gone: readonly Entry[]) => {
    entries = entries.filter((entry) => !gone.includes(entry));
    for (const { tokenFile } of gone) await unlink(tokenFile).catch(ignoreAbsent);
  };

  return {
    ofTarget(target) {
      const entry = entries.find((other) => other.target === target);
      if (entry !== undefined && existsSync(entry.tokenFile)) return Promise.resolve(entry);
      const known = opening.get(target);
      if (known !== undefined) return known;
      const place = make(target).finally(() => opening.delete(target));
      opening.set(target, place);
      return place;
    },
    ownerOf(token) {
      const hash = hashOf(token);
      return entries.filter((entry) => timingSafeEqual(entry.hash, hash))[0] ?? null;
    },
    async remove(target) {
      await opening.get(target)?.catch(() => {});
      await removeFiles(entries.filter((entry) => entry.target === target));
    },
    async removeAll() {
      await Promise.allSettled(opening.values());
      await removeFiles(entries);
    },
  };
}

interface Entry extends TokenPlace {
  readonly target: string;
  readonly hash: Buffer;
}

const TOKEN_SUFFIX = '.token';

/**
 * A folder of our own and closed to others. What lies there was left by a process that died: its tokens
 * open nothing any more, and whoever had its port now would be sent them.
 */
async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32' && requireOwnFolder(folder) !== 0o700)
    await chmod(folder, 0o700);
  for (const name of await readdir(folder)) {
    if (name.endsWith(TOKEN_SUFFIX)) await unlink(path.join(folder, name)).catch(ignoreAbsent);
  }
}

/** A name may hold what an address or a file system would read in its own way: slashes, dots, capitals. */
function idOf(target: string): string {
  return createHash('sha256').update(target).digest('hex').slice(0, 16);
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
