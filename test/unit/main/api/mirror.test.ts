import { describe, expect, it } from 'vitest';
import { createMirror } from '#main/api/mirror.ts';
import { viewOf, type View } from '#main/api/snapshot.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { changed } from '#shared/contract/events.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { createParts } from '../parts.ts';
import { aRole, aState } from '../things.ts';

async function aView(state = aState()): Promise<View> {
  const { sessions, needs } = await createParts(state);
  const vault = { kind: 'keychain' as const, state: 'unlocked' as const, failure: null };
  const files = { view: () => [], disturbanceOf: () => null };
  const skew = createClockSkew(createFakeClock());
  const reminders = { list: () => [] };
  const enrolments = { list: () => [] };
  const habits = { view: () => ({ pinned: [], uses: [] }) };
  return viewOf({
    state,
    vault,
    sessions,
    needs,
    rotations: [],
    skew,
    files,
    reminders,
    enrolments,
    habits,
  });
}

describe('what a window mirrors', () => {
  it('counts revisions, and sends only what changed', async () => {
    let view = await aView();
    const mirror = createMirror('epoch-1', () => view);
    const changes = mirror.changes(undefined);
    expect(mirror.snapshot()).toMatchObject({ epoch: 'epoch-1', revision: 0 });

    view = await aView(aState({ roles: [aRole(), aRole({ name: 'prod' })] }));
    mirror.touch();
    const { value } = (await changes.next()) as { value: unknown };
    expect(value).toMatchObject({
      epoch: 'epoch-1',
      revision: 1,
      roles: { put: [{ name: 'prod' }], removed: [] },
      targets: { put: [{ name: 'prod' }], removed: [] },
    });
    expect(value).not.toHaveProperty('identities');
    expect(changed.safeParse(value).success).toBe(true);
    expect(mirror.snapshot().revision).toBe(1);
  });

  it('is followed inside main, from now on', async () => {
    let view = await aView();
    const mirror = createMirror('e', () => view);
    const heard: View[] = [];
    mirror.follow((next) => heard.push(next));
    expect(heard).toEqual([view]);

    view = await aView(aState({ roles: [] }));
    mirror.touch();
    mirror.touch();
    await eventually(() => expect(heard).toHaveLength(2));
    expect(heard[1]).toBe(view);
  });

  it('tells which were removed', async () => {
    let view = await aView();
    const mirror = createMirror('e', () => view);
    const changes = mirror.changes(undefined);
    view = await aView(aState({ roles: [] }));
    mirror.touch();
    expect(await changes.next()).toMatchObject({
      value: { targets: { put: [], removed: ['dev'] } },
    });
  });

  it('sends nothing when nothing changed, however often it is touched', async () => {
    const view = await aView();
    const mirror = createMirror('e', () => structuredClone(view));
    mirror.touch();
    mirror.touch();
    await new Promise((resolve) => setImmediate(resolve));
    expect(mirror.snapshot().revision).toBe(0);
  });

  it('loses no change between subscribing and the snapshot', async () => {
    let view = await aView();
    const mirror = createMirror('e', () => view);
    const changes = mirror.changes(undefined);
    view = await aView(aState({ roles: [] }));
    const { revision } = mirror.snapshot();
    expect(await changes.next()).toMatchObject({ value: { revision } });
  });

  it('ends with its signal, even when nobody ever read', async () => {
    const view = await aView();
    const mirror = createMirror('e', () => view);
    const abort = new AbortController();
    const changes = mirror.changes(abort.signal);
    const waiting = changes.next();
    abort.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

describe('the view of a target', () => {
  it('shows its account, its name at its path in AWS, and its Region', async () => {
    const { targets } = await aView();
    expect(
      targets.map(({ name, kind, accountId, path, principal, region }) => ({
        name,
        kind,
        accountId,
        path,
        principal,
        region,
      })),
    ).toEqual([
      {
        name: 'alice',
        kind: 'identity',
        accountId: '111122223333',
        path: '/',
        principal: 'alice',
        region: 'us-east-1',
      },
      {
        name: 'dev',
        kind: 'role',
        accountId: '222233334444',
        path: '/',
        principal: 'Developer',
        region: 'us-east-1',
      },
    ]);
  });

  it('says why a target cannot work instead of hiding it', async () => {
    const { targets } = await aView(aState({ identities: [] }));
    expect(targets[0]).toMatchObject({
      name: 'dev',
      failure: { code: 'input/unknown' },
    });
  });
});
