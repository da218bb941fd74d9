import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SecretId, SecretStore } from '#main/secrets/secret-store.ts';
import { secretOf } from '#shared/secret.ts';

export interface OpenedForSuite {
  readonly store: SecretStore;
  /** The same store, opened anew, as after a restart. A store in memory returns itself. */
  reopen(): Promise<SecretStore>;
  close(): Promise<void>;
}

/** What every store promises while it is open. */
export function openStoreSuite(name: string, open: () => Promise<OpenedForSuite>): void {
  describe(`${name}, open`, () => {
    let opened: OpenedForSuite;
    let store: SecretStore;
    const textOf = async (id: SecretId) => (await store.get(id))?.reveal() ?? null;

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened?.close());

    it('answers null for what was never stored', async () => {
      expect(await store.get('access-key/AKIANEVERSTORED00000')).toBeNull();
    });

    it.each([
      ['a secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
      ['a base32 seed', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'],
      ['quotes, backslashes and line ends', '"\\\r\n\t\'`${x}'],
      ['blanks at both ends', '  x  '],
      ['text beyond ASCII, not normalised', 'pa\u0308ß🔑\u2028é'],
      ['the longest that is promised', 'x'.repeat(2560)],
    ])('gives back %s as it was', async (_, text) => {
      await store.put('access-key/AKIAROUNDTRIP0000000', secretOf(text));
      expect(await textOf('access-key/AKIAROUNDTRIP0000000')).toBe(text);
    });

    it('keeps the last of two secrets under one id', async () => {
      await store.put('access-key/AKIATWICE00000000000', secretOf('first'));
      await store.put('access-key/AKIATWICE00000000000', secretOf('second'));
      expect(await textOf('access-key/AKIATWICE00000000000')).toBe('second');
    });

    it('deletes once, and says so', async () => {
      await store.put('access-key/AKIADELETED000000000', secretOf('gone'));
      expect(await store.delete('access-key/AKIADELETED000000000')).toBe(true);
      expect(await textOf('access-key/AKIADELETED000000000')).toBeNull();
      expect(await store.delete('access-key/AKIADELETED000000000')).toBe(false);
    });

    it('keeps apart ids that resemble each other', async () => {
      const ids: SecretId[] = [
        'access-key/A',
        'access-key/AB',
        'access-key/a',
        'access-key/A/B',
        'access-key/__proto__',
        'mfa-seed/A',
        'mfa-seed/arn:aws:iam::123456789012:mfa/ann@example.com',
        'mfa-seed/arn:aws:iam::123456789012:mfa/ann',
        'mfa-seed/ä',
        'mfa-seed/%',
        'mfa-seed/*',
      ];
      for (const id of ids) await store.put(id, secretOf(`of ${id}`));
      for (const id of ids) expect(await textOf(id)).toBe(`of ${id}`);
      expect(await store.delete('access-key/A')).toBe(true);
      for (const id of ids.slice(1)) expect(await textOf(id)).toBe(`of ${id}`);
    });

    it.each([
      ['an empty secret', ''],
      ['a NUL, which some keychains cut at', 'ab\0cd'],
      ['half a surrogate pair', 'ab\ud800cd'],
      ['more than Windows keeps', 'x'.repeat(2561)],
      ['more than Windows keeps, counted in bytes', 'ä'.repeat(1281)],
    ])('refuses %s and keeps what was there', async (_, text) => {
      await store.put('access-key/AKIAREFUSED000000000', secretOf('kept'));
      await expect(
        store.put('access-key/AKIAREFUSED000000000', secretOf(text)),
      ).rejects.toMatchObject({
        code: 'vault/refused',
        facts: { backend: store.kind },
      });
      expect(await textOf('access-key/AKIAREFUSED000000000')).toBe('kept');
    });

    it('loses none of 20 writes made at once', async () => {
      const ids = Array.from(
        { length: 20 },
        (_, index): SecretId => `access-key/AKIAATONCE${index}`,
      );
      await Promise.all(ids.map((id) => store.put(id, secretOf(`of ${id}`))));
      for (const id of ids) expect(await textOf(id)).toBe(`of ${id}`);
    });

    it('has what was stored when it is opened again', async () => {
      await store.put('mfa-seed/arn:aws:iam::123456789012:mfa/kept', secretOf('outlasts'));
      store = await opened.reopen();
      expect(await textOf('mfa-seed/arn:aws:iam::123456789012:mfa/kept')).toBe('outlasts');
    });
  });
}

/** What every store answers when it cannot be used: the named error to each call, and never "none". */
export function closedStoreSuite(
  name: string,
  code: string,
  open: () => Promise<{ readonly store: SecretStore; close(): Promise<void> }>,
): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());

    const item = 'access-key/AKIASTORED0000000000';
    it.each([
      ['get', () => opened.store.get(item)],
      ['get of an unknown item', () => opened.store.get('access-key/AKIAUNKNOWN000000000')],
      ['put', () => opened.store.put(item, secretOf('new'))],
      ['delete', () => opened.store.delete(item)],
    ])(`throws ${code} from %s`, async (_, call) => {
      await expect(call()).rejects.toMatchObject({ code, facts: { backend: opened.store.kind } });
    });
  });
}
