import type { Scope } from '#shared/contract/scope.ts';
import { formatDuration } from '#shared/time.ts';

/** Scopes of a role: narrower sessions of it, for programs that should not have all of it. */
export const SCOPE_WORDS = {
  title: 'Scopes',
  empty: 'Narrower sessions of this role, for an agent or a script.',
  add: 'Add a scope…',
  edit: (name: string) => `Edit scope ${name}…`,
  remove: (name: string) => `Remove scope ${name}…`,
  copyCommand: (name: string) => `Copy the command for ${name}`,
  command: (role: string, scope: string) => `latchkey exec ${role} --scope ${scope} --`,

  addTitle: (role: string) => `Add a scope to ${role}`,
  editTitle: (name: string, role: string) => `Scope ${name} of ${role}`,
  addDo: 'Add scope',
  editDo: 'Save',
  name: 'Name',
  nameHint: (role: string) => `As in latchkey exec ${role} --scope NAME -- COMMAND`,
  nameTaken: 'The role has a scope by that name.',
  length: 'Session length',
  lengthOfRole: 'As long as the role’s',
  ask: 'Ask me each time',
  askHint:
    'A question in this window, answered within 50 seconds. It keeps a well-meaning program in check, not one that means harm: whatever runs as your user can open a window of its own.',

  removeTitle: (name: string) => `Remove scope ${name}?`,
  removeText: (role: string) =>
    `Its session is forgotten, and commands that name it fail. ${role} itself stays as it is.`,
  removeDo: 'Remove',
} as const;

/** What a scope is, in few words. */
export function scopeSummary(scope: Scope): string {
  const { policyArns, policy, tags, durationSeconds, approval } = scope;
  const policies = [
    ...policyArns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)),
    ...(policy === null ? [] : ['a policy of its own']),
  ];
  return [
    policies.length === 0 ? 'all that the role may do' : policies.join(', '),
    ...(tags.length === 0 ? [] : [tags.length === 1 ? '1 tag' : `${tags.length} tags`]),
    ...(durationSeconds === null ? [] : [formatDuration(durationSeconds)]),
    approval === 'each-time' ? 'asks you each time' : 'does not ask',
  ].join(' · ');
}
