/**
 * `latchkey exec TARGET --scope S -- COMMAND …` is another way to write `latchkey exec --scope S TARGET --
 * COMMAND …`: before the dashes nothing belongs to the command that is run.
 */
export function execOptionsFirst(args: readonly string[]): readonly string[] {
  const dashes = args.indexOf('--');
  const [command, target, ...rest] = args.slice(0, dashes);
  if (command !== 'exec' || target === undefined || target.startsWith('-')) return args;
  return rest[0]?.startsWith('-') === true
    ? [command, ...rest, target, ...args.slice(dashes)]
    : args;
}
