import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { parseSeed } from '#main/mfa/otpauth.ts';
import { seedQr } from '#main/mfa/seed-qr.ts';
import { secretOf } from '#shared/secret.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';
import { anIdentity, aState, DEVICE, SEED } from '../things.ts';

describe('the QR code of a seed', () => {
  it('is read by a phone as the address of that device, with the seed of the vault', async () => {
    const text = readQr(await seedQr(await aCore(), 'alice'));
    const uri = new URL(text);
    expect(uri.host).toBe('totp');
    expect(decodeURIComponent(uri.pathname)).toBe('/Amazon Web Services:alice-phone@acme-main');
    expect(uri.searchParams.get('issuer')).toBe('Amazon Web Services');
    expect(parseSeed(text).reveal()).toBe(SEED);
  });

  it.each([
    ['mfa/no-device', { mfaSerial: null, hasSeed: false }],
    ['mfa/no-seed', { hasSeed: false }],
  ])('is refused with %s where there is none', async (code, given) => {
    const core = await aCore(given);
    await expect(seedQr(core, 'alice')).rejects.toMatchObject({ code });
  });

  it('is not to be had while the vault is locked', async () => {
    const core = await aCore();
    core.vault.lock();
    await expect(seedQr(core, 'alice')).rejects.toMatchObject({ code: 'vault/locked' });
  });
});

async function aCore(given: Parameters<typeof anIdentity>[0] = {}) {
  const vault = createMemoryVault();
  await vault.secrets.put(`mfa-seed/${DEVICE}`, secretOf(SEED));
  const state = createMemoryStateStore(aState({ identities: [anIdentity(given)] }));
  return { vault, state };
}

/** As a camera sees it: four dots for each. */
function readQr(rows: readonly string[]): string {
  const scale = 4;
  const size = rows.length * scale;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] === '1')
        data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
  return decodeQR({ width: size, height: size, data });
}
