import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { addKeyChanges } from './key-change.ts';
import { addKeyList } from './key-list.ts';
import { addKeyRemind } from './key-remind.ts';
import { addKeyReplace } from './key-replace.ts';
import { addKeyRotate } from './key-rotate.ts';

/** The access keys of identities in AWS. */
export function addKeyCommands(program: Command, context: CommandContext): void {
  const key = program
    .command('key')
    .description('access keys: their age, their rotation, and what else to do with them');
  addKeyList(key, context);
  addKeyRotate(key, context);
  addKeyReplace(key, context);
  addKeyChanges(key, context);
  addKeyRemind(key, context);
}
