import { describe, expect, it } from 'vitest';
import { createSessionBook, type BookedSession } from '#main/sessions/session-book.ts';
import { secretOf } from '#shared/secret.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';

describe('a session that a newer Latchkey has booked and this one does not understand', () => {
  const newer = { credentials: { kind: 'bearer', token: 'made-up' } };

  it('is not there, and keeps none of the others from being', async () => {
    const { sealed, book } = await aBookWith({ prod: newer });
    await book.put('dev', aSession());
    await book.refresh();
    expect([...book.all().keys()]).toEqual(['dev']);
    expect(await sealed.read()).toMatchObject({ sessions: { prod: newer } });
  });

  it('stays as it is written until there is another in its place', async () => {
    const { sealed, book } = await aBookWith({ prod: newer });
    await book.noteWithdrawn('prod');
    expect(await sealed.read()).toMatchObject({ sessions: { prod: newer } });
    await book.put('prod', aSession());
    expect(book.get('prod')?.credentials.accessKeyId).toBe('ASIAMADEUPMADEUP0000');
  });
});

async function aBookWith(sessions: Readonly<Record<string, unknown>>) {
  const { sealed } = createMemoryVault();
  await sealed.update(() => ({ sessions }));
  const book = createSessionBook(sealed, () => {});
  await book.refresh();
  return { sealed, book };
}

function aSession(): BookedSession {
  return {
    credentials: {
      accessKeyId: 'ASIAMADEUPMADEUP0000',
      secretAccessKey: secretOf('made-up'),
      sessionToken: secretOf('made-up'),
      expiresAtMs: 3_600_000,
    },
    startedAtMs: 0,
    durationSeconds: 3600,
    fingerprint: 'kim',
    deliveredTo: null,
  };
}
