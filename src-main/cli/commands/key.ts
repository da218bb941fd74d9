import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addKeyRotate } from './key-rotate.ts';

/** The access keys of identities in AWS. */
export function addKeyCommands(program: Command, context: CommandContext): void {
  const key = program.command('key').description('access keys: their rotation');
  addKeyRotate(key, context);
}
