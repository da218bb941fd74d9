import { createHash, createSecretKey, randomBytes, webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoxHeader } from '#main/secrets/box-header.ts';
import { isIntact, openBox, parseBox, sealBox, type Box } from '#main/secrets/sealed-box.ts';

const key = createSecretKey(Buffer.alloc(32, 7));
const header: BoxHeader = {
  holds: 'vault',
  kdf: { cost: { log2N: 17, r: 8, p: 1 }, salt: Buffer.alloc(16, 3) },
  vaultId: '0f8c2a5e-home',
  generation: 41,
};
const plaintext = Buffer.from(
  JSON.stringify({ secrets: { canary: 'latchkey', filler: 'x'.repeat(1800) } }),
);

const parsed = (bytes: Buffer): Box => {
  const box = parseBox(bytes);
  if (box === null || 'kind' in box) throw new Error('not parsed');
  return box;
};
/** What somebody can do who may write the file: the checksum is no secret. */
const withChecksum = (bytes: Buffer) => {
  const sealed = bytes.subarray(0, bytes.length - 32);
  return Buffer.concat([sealed, createHash('sha256').update(sealed).digest()]);
};
const outcome = (bytes: Buffer, openWith = key) => {
  const box = parseBox(bytes);
  if (box === null) return 'damaged';
  return 'kind' in box ? box.kind : openBox(box, openWith).kind;
};

describe('a sealed box', () => {
  it('gives back what was sealed, and its header', () => {
    const box = parsed(sealBox(header, key, plaintext));
    expect(box).toMatchObject(header);
    expect(openBox(box, key)).toEqual({ kind: 'opened', plaintext });
  });

  it('gives back any content under any header', () => {
    const anyHeader = fc.record<BoxHeader>({
      holds: fc.constantFrom('vault', 'sealed-file'),
      kdf: fc.option(
        fc.record({
          cost: fc.record({ log2N: fc.nat(255), r: fc.nat(255), p: fc.nat(255) }),
          salt: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
        }),
      ),
      vaultId: fc.stringMatching(/^[\w-]{1,64}$/),
      generation: fc.nat({ max: 2 ** 47 }),
    });
    fc.assert(
      fc.property(anyHeader, fc.uint8Array({ maxLength: 300 }), (anyOne, content) => {
        const box = parsed(sealBox(anyOne, key, Buffer.from(content)));
        expect(box).toMatchObject(anyOne);
        expect(openBox(box, key)).toEqual({ kind: 'opened', plaintext: Buffer.from(content) });
      }),
    );
  });

  it('shows nothing of the content, and never the same bytes twice', () => {
    const [first, second] = [sealBox(header, key, plaintext), sealBox(header, key, plaintext)];
    expect(first.includes('latchkey')).toBe(false);
    const start = parsed(first).headerBytes.length;
    expect(first.subarray(0, start)).toEqual(second.subarray(0, start));
    for (let at = start; at + 16 <= first.length; at += 16) {
      expect(first.subarray(at, at + 16)).not.toEqual(second.subarray(at, at + 16));
    }
  });

  it('can be opened by another implementation of AES-GCM', async () => {
    const box = parsed(sealBox(header, key, plaintext));
    const open = async (raw: Uint8Array, associated: Buffer, sealed: Buffer) => {
      const imported = await webcrypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
      const parameters = {
        name: 'AES-GCM',
        iv: sealed.subarray(0, 12),
        additionalData: associated,
      };
      return Buffer.from(await webcrypto.subtle.decrypt(parameters, imported, sealed.subarray(12)));
    };
    const start = box.headerBytes.length;
    const dataKey = await open(
      key.export(),
      box.headerBytes,
      box.bytes.subarray(start, start + 60),
    );
    const associated = box.bytes.subarray(0, start + 60);
    expect(await open(dataKey, associated, box.bytes.subarray(start + 60, -32))).toEqual(plaintext);
  });

  it('says "wrong key" of another key only while the file is as it was written', () => {
    const other = createSecretKey(randomBytes(32));
    const sealed = sealBox(header, key, plaintext);
    expect(outcome(sealed, other)).toBe('wrong-key');
    sealed[sealed.length - 40]! ^= 1;
    expect(outcome(sealed, other)).toBe('damaged');
  });

  it('says of a later format that it is newer', () => {
    const sealed = sealBox(header, key, plaintext);
    sealed[8] = 2;
    expect(parseBox(sealed)).toEqual({ kind: 'newer', version: 2 });
  });
});

describe('a changed box is never opened', () => {
  const sealed = sealBox(header, key, plaintext);

  it.each([0x01, 0x80, 0xff])('with any one byte changed (by 0x%s)', (mask) => {
    expect(sealed.length).toBeGreaterThan(2000);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= mask;
      expect(outcome(changed), `byte ${at}`).not.toBe('opened');
      expect(outcome(changed), `byte ${at}`).not.toBe('wrong-key');
    }
  });

  it('with any one byte changed and the checksum made to fit', () => {
    for (let at = 0; at < sealed.length - 32; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 0x01;
      expect(outcome(withChecksum(changed)), `byte ${at}`).not.toBe('opened');
    }
  });

  it('cut off at any length, or with more at its end', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(outcome(sealed.subarray(0, length)), `length ${length}`).not.toBe('opened');
    }
    for (const more of [1, 16, 32, 1000]) {
      expect(outcome(Buffer.concat([sealed, Buffer.alloc(more)]))).toBe('damaged');
      expect(outcome(withChecksum(Buffer.concat([sealed, Buffer.alloc(more)])))).toBe('damaged');
    }
  });

  it('with the header of another save, vault, content or cost', () => {
    const { cost, salt } = header.kdf!;
    const others: BoxHeader[] = [
      ...Array.from({ length: 40 }, (_, generation) => ({ ...header, generation })),
      { ...header, generation: 42 },
      { ...header, vaultId: '0f8c2a5e-hame' },
      { ...header, vaultId: '0f8c2a5e' },
      { ...header, holds: 'sealed-file' },
      { ...header, kdf: null },
      { ...header, kdf: { cost, salt: Buffer.alloc(16, 4) } },
      { ...header, kdf: { cost: { ...cost, log2N: 14 }, salt } },
      { ...header, kdf: { cost: { ...cost, r: 1 }, salt } },
      { ...header, kdf: { cost: { ...cost, p: 2 }, salt } },
    ];
    expect(others.length).toBeGreaterThanOrEqual(49);
    const rest = sealed.subarray(parsed(sealed).headerBytes.length);
    for (const other of others) {
      const { headerBytes } = parsed(sealBox(other, key, plaintext));
      expect(outcome(withChecksum(Buffer.concat([headerBytes, rest])))).toBe('wrong-key');
    }
  });

  it('with the body of another save', () => {
    const other = sealBox(header, key, Buffer.from('{"secrets":{}}'));
    const cut = parsed(sealed).headerBytes.length + 60;
    expect(
      outcome(withChecksum(Buffer.concat([sealed.subarray(0, cut), other.subarray(cut)]))),
    ).toBe('damaged');
  });

  it('nor does any other file crash it', () => {
    const magic = sealed.subarray(0, 10);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, isMarked) => {
        const file = isMarked ? Buffer.concat([magic, bytes]) : Buffer.from(bytes);
        expect(outcome(file)).not.toBe('opened');
      }),
      { numRuns: 2000 },
    );
  });

  it('is seen by its checksum without a key', () => {
    expect(isIntact(parsed(sealed))).toBe(true);
    const changed = Buffer.from(sealed);
    changed[sealed.length - 50]! ^= 1;
    expect(isIntact(parsed(changed))).toBe(false);
  });
});
