import { describe, expect, it } from 'vitest';
import type { Need } from '#shared/contract/things.ts';
import { shownNeeds } from '#renderer/frame/shown-needs.ts';

const need = (id: string, code = 'aws/role-refused'): Need => ({
  id,
  failure: { code, facts: {} },
  targets: ['dev'],
  since: '2026-11-27T12:00:00Z',
});

const shownOf = (needs: readonly Need[], room: number) => {
  const { shown, more } = shownNeeds(needs, room);
  return [shown.map(({ id }) => id), more];
};

describe('the lines of what needs a person', () => {
  it('come newest first, so that those which are there stay in place below', () => {
    expect(shownOf([need('a'), need('b')], 3)).toEqual([['b', 'a'], 0]);
  });

  it('are the oldest ones where there is no room for all', () => {
    expect(
      shownOf(
        ['a', 'b', 'c', 'd'].map((id) => need(id)),
        2,
      ),
    ).toEqual([['b', 'a'], 2]);
  });

  it('leave none out for which somebody waits, as long as there is room for those', () => {
    const needs = [
      need('a'),
      need('b'),
      need('code', 'mfa/code-needed'),
      need('question', 'scope/approval-needed'),
    ];
    expect(shownOf(needs, 2)).toEqual([['question', 'code'], 2]);
    expect(shownOf(needs, 1)).toEqual([['question'], 3]);
  });
});
