import { describe, expect, it } from 'vitest';
import { createProgram } from '#main/cli/program.ts';
import { A_CONTEXT } from './a-context.ts';

const whole = await createProgram(A_CONTEXT);
const visible = whole.createHelp().visibleCommands(whole);

describe('the command line that is made for one word', () => {
  it.each(visible.map((command) => [command.name(), command] as const))(
    'has %s with its whole help',
    async (word, command) => {
      const program = await createProgram(A_CONTEXT, word);
      const same = program.commands.find((other) => other.name() === word);
      expect(same?.helpInformation()).toBe(command.helpInformation());
      expect(program.commands.length).toBeLessThan(visible.length);
    },
  );

  it.each(['swich', 'help', '--help', 'complete'])('is the whole one for %s', async (word) => {
    const program = await createProgram(A_CONTEXT, word);
    expect(program.createHelp().visibleCommands(program)).toHaveLength(visible.length);
  });
});
