import { SALT_BYTES, type ScryptSettings } from './scrypt-key.ts';

const MAGIC = Buffer.from('LATCHKEY', 'latin1');
export const BOX_VERSION = 1;
const HOLDS = { vault: 1, 'sealed-file': 2 } as const;
const KDF = { none: 0, scrypt: 1 } as const;
const VAULT_ID = /^[\w-]{1,64}$/;

/** The plain part of a box. Whoever opens the box proves it; before that it is only a claim. */
export interface BoxHeader {
  readonly holds: 'vault' | 'sealed-file';
  /** How the wrapping key comes from a passphrase; null for a key of its own. */
  readonly kdf: ScryptSettings | null;
  readonly vaultId: string;
  /** Grows by one at every save. */
  readonly generation: number;
}

/*
 * Offset  Length  Content
 *      0       8  magic
 *      8       1  format version
 *      9       1  what it holds
 *     10       4  KDF id, log2(N), r, p
 *     14      16  salt
 *     30       6  generation, big-endian
 *     36   1 + n  vault id, in ASCII
 */
const AT = { version: 8, holds: 9, kdf: 10, salt: 14, generation: 30, vaultId: 36 } as const;

export function encodeHeader({ holds, kdf, vaultId, generation }: BoxHeader): Buffer {
  if (!VAULT_ID.test(vaultId)) throw new RangeError(`not a vault id: ${vaultId}`);
  const header = Buffer.alloc(AT.vaultId + 1 + vaultId.length);
  MAGIC.copy(header);
  header[AT.version] = BOX_VERSION;
  header[AT.holds] = HOLDS[holds];
  if (kdf !== null) {
    header.set([KDF.scrypt, kdf.cost.log2N, kdf.cost.r, kdf.cost.p], AT.kdf);
    kdf.salt.copy(header, AT.salt);
  }
  header.writeUIntBE(generation, AT.generation, 6);
  header[AT.vaultId] = vaultId.length;
  header.write(vaultId, AT.vaultId + 1, 'latin1');
  return header;
}

type DecodedHeader = BoxHeader & { readonly length: number };

/** Null: not one of ours, or damaged. */
export function decodeHeader(
  bytes: Buffer,
): DecodedHeader | { readonly kind: 'newer'; readonly version: number } | null {
  if (bytes.length < AT.vaultId + 1 || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const version = bytes.readUInt8(AT.version);
  if (version > BOX_VERSION) return { kind: 'newer', version };
  if (version < BOX_VERSION) return null;
  const holds =
    bytes[AT.holds] === HOLDS.vault
      ? 'vault'
      : bytes[AT.holds] === HOLDS['sealed-file']
        ? 'sealed-file'
        : null;
  const kdfId = bytes[AT.kdf];
  if (holds === null || (kdfId !== KDF.none && kdfId !== KDF.scrypt)) return null;
  const length = AT.vaultId + 1 + bytes.readUInt8(AT.vaultId);
  const vaultId = bytes.toString('latin1', AT.vaultId + 1, length);
  if (bytes.length < length || !VAULT_ID.test(vaultId)) return null;
  const kdf: ScryptSettings | null =
    kdfId === KDF.none
      ? null
      : {
          cost: {
            log2N: bytes.readUInt8(AT.kdf + 1),
            r: bytes.readUInt8(AT.kdf + 2),
            p: bytes.readUInt8(AT.kdf + 3),
          },
          salt: Buffer.from(bytes.subarray(AT.salt, AT.salt + SALT_BYTES)),
        };
  return { holds, kdf, vaultId, generation: bytes.readUIntBE(AT.generation, 6), length };
}
