import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from './aes-gcm.ts';
import { decodeHeader, encodeHeader, type BoxHeader } from './box-header.ts';

const KEY_BYTES = 32;
const WRAPPED_KEY_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
const CHECKSUM_BYTES = 32;

/** A box as it lies in the file: its header is readable, the rest is not. */
export interface Box extends BoxHeader {
  readonly bytes: Buffer;
  readonly headerBytes: Buffer;
}

export type OpenedBox =
  | { readonly kind: 'opened'; readonly plaintext: Buffer }
  /** The file is as it was written, and this is not its key. */
  | { readonly kind: 'wrong-key' }
  | { readonly kind: 'damaged' };

/**
 * Seals a document: header, data key wrapped by `wrappingKey`, body under the data key, checksum.
 * The data key is new at every save, so no nonce can repeat under it; the header, with the vault's
 * id and the generation, is authenticated by both ciphertexts (security.md §3.2).
 */
export function sealBox(header: BoxHeader, wrappingKey: KeyObject, plaintext: Buffer): Buffer {
  const headerBytes = encodeHeader(header);
  const dataKey = randomBytes(KEY_BYTES);
  const wrapped = encrypt(wrappingKey, { associated: headerBytes, plaintext: dataKey });
  const body = encrypt(dataKey, { associated: Buffer.concat([headerBytes, wrapped]), plaintext });
  dataKey.fill(0);
  const sealed = Buffer.concat([headerBytes, wrapped, body]);
  return Buffer.concat([sealed, checksumOf(sealed)]);
}

/** Reads the outside of a box. Nothing of it is proven until it is opened. */
export function parseBox(
  bytes: Buffer,
): Box | { readonly kind: 'newer'; readonly version: number } | null {
  const header = decodeHeader(bytes);
  if (header === null || 'kind' in header) return header;
  const { length, ...rest } = header;
  if (bytes.length < length + WRAPPED_KEY_BYTES + NONCE_BYTES + TAG_BYTES + CHECKSUM_BYTES)
    return null;
  return { ...rest, bytes, headerBytes: bytes.subarray(0, length) };
}

/**
 * A wrong key and a damaged file are told apart only after the key has failed: then the checksum,
 * which anybody can compute, tells whether the file is as it was written.
 */
export function openBox(box: Box, wrappingKey: KeyObject): OpenedBox {
  const start = box.headerBytes.length;
  const wrapped = box.bytes.subarray(start, start + WRAPPED_KEY_BYTES);
  const body = box.bytes.subarray(start + WRAPPED_KEY_BYTES, box.bytes.length - CHECKSUM_BYTES);
  const dataKey = decrypt(wrappingKey, { associated: box.headerBytes, sealed: wrapped });
  if (dataKey === null) return { kind: isIntact(box) ? 'wrong-key' : 'damaged' };
  const plaintext = decrypt(dataKey, {
    associated: Buffer.concat([box.headerBytes, wrapped]),
    sealed: body,
  });
  dataKey.fill(0);
  if (plaintext === null || !isIntact(box)) return { kind: 'damaged' };
  return { kind: 'opened', plaintext };
}

/** Whether the file is as some program wrote it; says nothing about who did. */
export function isIntact({ bytes }: Box): boolean {
  const end = bytes.length - CHECKSUM_BYTES;
  return checksumOf(bytes.subarray(0, end)).equals(bytes.subarray(end));
}

function checksumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
