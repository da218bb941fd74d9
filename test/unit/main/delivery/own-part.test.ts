import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '#main/aws-files/document.ts';
import { ownPartOf } from '#main/delivery/own-part.ts';
import { plausibleText } from '../aws-files/ini-texts.ts';
import { codeOf, createProfileParts } from '../profiles/profile-parts.ts';

describe('what of a file is not ours', () => {
  it('is what was there before, byte for byte, whatever we have delivered into it', async () => {
    const parts = await createProfileParts();
    let delivered = 0;
    await fc.assert(
      fc.asyncProperty(
        plausibleText,
        fc.uniqueArray(fc.constantFrom('dev', 'prod', 'x/y'), { maxLength: 3 }),
        async (text, profiles) => {
          await parts.give(parts.credentialsFile, text);
          for (const profile of profiles) {
            if ((await codeOf(parts.delivery.deliver(parts.request(profile)))) === 'no error')
              delivered++;
          }
          const now = await parts.read(parts.credentialsFile);
          const file = { path: parts.credentialsFile, kind: 'credentials' } as const;
          const { outside } = ownPartOf(
            parse(Buffer.from(now ?? ''), file),
            parts.ownership.list(),
          );
          expect(Buffer.from(outside).toString()).toBe(text);
          for (const profile of profiles) await parts.delivery.withdraw(profile, false);
          expect(parts.ownership.list()).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
    expect(delivered).toBeGreaterThan(20);
  });
});

describe('without a backup', () => {
  it('nothing is delivered, and nothing is claimed', async () => {
    const parts = await createProfileParts();
    const text = '[me]\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
    await parts.give(parts.credentialsFile, text);
    parts.vault.lock();
    expect(await codeOf(parts.delivery.deliver(parts.request()))).toBe('vault/locked');
    expect([await parts.read(parts.credentialsFile), await parts.read(parts.configFile)]).toEqual([
      text,
      null,
    ]);
    expect(parts.ownership.list()).toEqual([]);
  });
});
