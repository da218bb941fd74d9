import { describe, expect, it } from 'vitest';
import type { Identity } from '#shared/contract/things.ts';
import { habitItem } from '#shared/search/habit-items.ts';
import { lockedActions, paletteActions } from '#renderer/palette/palette-actions.ts';
import {
  accountsOf,
  paletteSections,
  type PaletteWorld,
} from '#renderer/palette/palette-things.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const { targets, identities } = createFakeMain(showcase(NOW), () => NOW).snapshot();
const actionsOf = (more: Partial<Parameters<typeof paletteActions>[0]> = {}) =>
  paletteActions({
    views: [
      { view: 'switch', icon: 'switch' },
      { view: 'keys', icon: 'key' },
    ],
    identities,
    hasSessions: true,
    isLockable: true,
    ...more,
  });

function sections(
  typed: string,
  uses: Readonly<Record<string, number>> = {},
  pinned: readonly string[] = [],
) {
  const world: PaletteWorld = {
    targets,
    accounts: accountsOf(targets),
    actions: actionsOf(),
    pinned,
    heat: (kind, id) => uses[habitItem(kind, id)] ?? 0,
  };
  return paletteSections(world, typed).map(
    ({ name, things }) => [name, things.map(({ id }) => id)] as const,
  );
}

describe('the palette at rest', () => {
  it('offers the first of the list and what there is to do, before anything was used', () => {
    const [first, second, ...rest] = sections('');
    expect(first).toEqual(['targets', targets.slice(0, 5).map(({ name }) => name)]);
    expect(second?.[0]).toBe('actions');
    expect(second?.[1]).toContain('add-identity');
    expect(rest).toEqual([]);
  });

  it('offers what is used most first, whatever it is, then what is pinned, each once', () => {
    const uses = {
      'target:ml-staging': 3,
      'action:lock': 9,
      'account:567890123456': 5,
      'target:gone': 8,
    };
    const [recent, pinned, actions] = sections('', uses, ['ml-staging', 'ci-reports']);
    expect(recent).toEqual(['recent', ['lock', '567890123456', 'ml-staging']]);
    expect(pinned).toEqual(['pinned', ['ci-reports']]);
    expect(actions?.[1]).not.toContain('lock');
  });
});

describe('what the palette finds', () => {
  it.each<[string, string, string]>([
    ['ml-staging', 'targets', 'ml-staging'],
    ['lock', 'actions', 'lock'],
    ['keys', 'actions', 'view-keys'],
    ['acme-prod', 'targets', 'prod-readonly'],
    ['copy code dana', 'actions', 'copyCode dana'],
    ['otp sandbox', 'actions', 'copyCode dana-sandbox'],
    ['import', 'actions', 'take-over'],
    ['rotate ci', 'actions', 'rotate ci-reports'],
  ])('for “%s” begins with %s: %s', (typed, name, id) => {
    const [first] = sections(typed);
    expect([first?.[0], first?.[1][0]]).toEqual([name, id]);
  });

  it('puts what is used before what is not', () => {
    expect(sections('prod', { 'target:prod-readonly': 1 })[0]?.[1][0]).toBe('prod-readonly');
  });

  it('is nothing where nothing fits', () => {
    expect(sections('nothing like that')).toEqual([]);
  });
});

describe('what there is to do', () => {
  const ids = (more: Parameters<typeof actionsOf>[0]) => actionsOf(more).map(({ id }) => id);

  it('leaves out what cannot be done', () => {
    expect(ids({ hasSessions: false })).not.toContain('stop-all');
    expect(ids({ isLockable: false })).not.toContain('lock');
  });

  it('depends on what a user has: a seed, a device without one, none', () => {
    const one = (given: Partial<Identity>) =>
      ids({ identities: [{ ...identities[0]!, name: 'x', ...given }] }).filter((id) =>
        id.endsWith(' x'),
      );
    const mfaSerial = 'arn:aws:iam::123456789012:mfa/x';
    expect(one({ mfaSerial, hasSeed: true })).toEqual(['copyCode x', 'rotate x', 'readKey x']);
    expect(one({ mfaSerial, hasSeed: false })).toEqual(['rotate x', 'addSeed x', 'readKey x']);
    expect(one({ mfaSerial: null, hasSeed: false })).toEqual(['rotate x', 'enrol x', 'readKey x']);
  });

  it('has an id of its own for each, which may be remembered', () => {
    const all = ids({});
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((id) => habitItem('action', id).length <= 128)).toBe(true);
  });

  it('is to unlock, behind the lock screen', () => {
    const locked = lockedActions({ kind: 'file', state: 'locked', failure: null });
    expect(locked.map(({ id }) => id)).toEqual(['unlock']);
    expect(lockedActions({ kind: 'keychain', state: 'unavailable', failure: null })).toEqual([]);
  });
});

it('an account has its alias though only some of its targets know it', () => {
  const [one, other] = targets;
  const account = { accountId: '111122223333' };
  expect(
    accountsOf([
      { ...one!, ...account, accountAlias: null },
      { ...other!, ...account, accountAlias: 'acme' },
    ]),
  ).toEqual([{ id: '111122223333', alias: 'acme', targets: 2 }]);
});
