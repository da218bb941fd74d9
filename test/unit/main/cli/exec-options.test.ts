import { describe, expect, it } from 'vitest';
import { execOptionsFirst } from '#main/cli/exec-options.ts';

describe('the options of exec', () => {
  it.each([
    ['exec dev --scope readonly -- agent', 'exec --scope readonly dev -- agent'],
    [
      'exec dev --duration 900 --scope s -- agent --scope x',
      'exec --duration 900 --scope s dev -- agent --scope x',
    ],
    ['exec --scope s dev -- agent', 'exec --scope s dev -- agent'],
    ['exec dev -- agent --scope x', 'exec dev -- agent --scope x'],
    ['exec dev agent --scope x -- y', 'exec dev agent --scope x -- y'],
    ['exec dev agent --scope x', 'exec dev agent --scope x'],
    ['switch dev --duration 900', 'switch dev --duration 900'],
    ['exec', 'exec'],
  ])('may stand behind the target, before the dashes: %s', (typed, meant) => {
    expect(execOptionsFirst(typed.split(' '))).toEqual(meant.split(' '));
  });
});
