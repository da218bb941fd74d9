export const DIFF_WORDS = {
  changesOf: (path: string) => `Changes of ${path}`,
  added: (count: number) => `${lines(count)} added`,
  removed: (count: number) => `${lines(count)} removed`,
  before: 'Line before',
  after: 'Line after',
  change: 'Change',
  line: 'Text',
  signs: { added: 'added', removed: 'removed' },
  more: (count: number) => `Show ${count} more lines`,
} as const;

function lines(count: number): string {
  return count === 1 ? 'one line' : `${count} lines`;
}
