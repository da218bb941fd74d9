import type { Failure, ThingKind } from '#shared/errors.ts';

/** What was typed, as far as a hint repeats it. Options that could hold anything are left out. */
export interface Invocation {
  /** `role add` */
  readonly command: string;
  /** The first argument: a target, an identity, a name. */
  readonly subject: string | null;
  /** Whether it names a scope: a session that no switch makes. */
  readonly hasScope: boolean;
}

/** The command or option that mends a failure; null where words alone have to do. */
export function hintFor(failure: Failure, invocation: Invocation): string | null {
  const { command, subject } = invocation;
  // AWS's tools show what `credentials` says as part of their own sentence (contracts.md §2.1).
  if (command === 'credentials') return null;
  const target = subject ?? 'TARGET';
  switch (failure.code) {
    case 'input/unknown':
      if (failure.facts.kind === 'credential') return `latchkey account list ${target}`;
      return command === 'import' && failure.facts.kind === 'profile'
        ? 'latchkey import'
        : LISTS[failure.facts.kind];
    case 'input/name-taken':
      return failure.facts.kind === 'profile' ? otherProfile(command, target) : null;
    case 'files/profile-taken':
      return otherProfile(command, target);
    case 'files/changed-elsewhere':
      if (command === 'profile diff') return `latchkey switch ${target} --replace`;
      return command === 'switch'
        ? `latchkey profile diff ${target}, then latchkey switch ${target} --replace, or --profile NAME`
        : `latchkey ${command} ${target} --replace`;
    case 'files/section-gone':
      return `latchkey switch ${target}`;
    case 'files/changed-since':
      return 'latchkey profile undo --dry-run, then --insist';
    case 'key/not-known':
      return 'latchkey key list';
    case 'key/in-use':
      return `latchkey ${command} ${target} --insist`;
    case 'key/still-active':
      return `latchkey key deactivate ${target}, or latchkey key delete ${target} --insist`;
    case 'files/no-backup':
    case 'files/backup-unreadable':
      return 'latchkey profile undo --list';
    case 'files/changed-since-preview':
      return 'latchkey profile lint';
    case 'aws/duration-too-long': {
      const option = `--duration ${failure.facts.maximumSeconds ?? 3600}`;
      if (command === 'exec') return `latchkey exec ${target} ${option} -- COMMAND`;
      return `latchkey ${command === 'env' ? 'env' : 'switch'} ${target} ${option}`;
    }
    case 'mfa/code-needed':
      if (command === 'key rotate')
        return `echo CODE | latchkey key rotate ${target} --mfa-code-stdin`;
      if (invocation.hasScope)
        return 'Run it in a terminal, or start Latchkey: either asks you for the code.';
      return `echo CODE | latchkey switch ${failure.facts.target} --mfa-code-stdin`;
    case 'mfa/no-device':
    case 'mfa/no-seed':
      return `latchkey mfa add ${failure.facts.identity}`;
    case 'mfa/code-refused':
      return failure.facts.generated
        ? null
        : `echo CODE | latchkey ${command === 'key rotate' ? command : 'switch'} ${target} --mfa-code-stdin`;
    case 'rotation/paused':
      return `latchkey key rotate ${target}, or with --roll-back`;
    case 'rotation/orphan':
      return `latchkey key rotate ${target} --delete-orphan ${failure.facts.accessKeyId}`;
    case 'rotation/old-key-in-files':
      return `latchkey import, or latchkey key rotate ${target} --insist`;
    case 'rotation/old-key-in-use':
    case 'rotation/old-key-elsewhere':
      return `latchkey key rotate ${target} --insist`;
    case 'rotation/old-key-active':
      return `latchkey key rotate ${target} --finish --insist`;
    case 'aws/session-expired':
      return `latchkey switch ${target}`;
    case 'identity/root-key':
      return command === 'identity add' ? 'Only if you must: --allow-root' : null;
    case 'vault/not-chosen':
      return `LATCHKEY_VAULT=keychain latchkey ${command} …`;
    case 'app/not-running':
      return command === 'unlock'
        ? 'A command opens the vault for itself: --passphrase-stdin, or LATCHKEY_PASSPHRASE=…'
        : null;
    case 'vault/absent':
      return 'LATCHKEY_VAULT=file and LATCHKEY_PASSPHRASE=…';
    case 'aws/tls':
      return 'latchkey endpoint add NAME --ca FILE, with the other options of this one; then --endpoint NAME';
    default:
      return null;
  }
}

function otherProfile(command: string, target: string): string {
  return command.endsWith('add')
    ? 'Give it another with --profile NAME.'
    : `latchkey switch ${target} --profile NAME`;
}

const LISTS: Readonly<Record<ThingKind, string>> = {
  endpoint: 'latchkey endpoint list',
  identity: 'latchkey identity list',
  role: 'latchkey role list',
  target: 'latchkey role list, latchkey identity list',
  profile: 'latchkey role list, latchkey identity list',
  scope: 'latchkey role show ROLE',
  credential: 'latchkey account list IDENTITY',
};
