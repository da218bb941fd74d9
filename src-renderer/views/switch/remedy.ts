import type { Failure } from '#shared/errors.ts';

/** What mends a failure of a target, where this window can do it. */
export type Remedy =
  | { readonly kind: 'use-duration'; readonly seconds: number }
  | { readonly kind: 'choose-profile' }
  | { readonly kind: 'show-difference' }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'enter-code'; readonly serial: string }
  | { readonly kind: 'add-mfa'; readonly identity: string; readonly serial: string | null }
  | { readonly kind: 'edit-role' }
  | { readonly kind: 'retry' };

const HOUR_SECONDS = 3600;

/** The remedies of a failure, the likeliest first; none where only something outside Latchkey helps. */
export function remediesOf(
  failure: Failure,
  target: { readonly kind: 'identity' | 'role' },
): readonly Remedy[] {
  switch (failure.code) {
    case 'aws/duration-too-long':
      return [{ kind: 'use-duration', seconds: failure.facts.maximumSeconds ?? HOUR_SECONDS }];
    case 'files/profile-taken':
      return [{ kind: 'choose-profile' }];
    case 'files/changed-elsewhere':
      return [{ kind: 'show-difference' }, { kind: 'choose-profile' }];
    case 'vault/locked':
      return [{ kind: 'unlock' }];
    case 'mfa/code-needed':
      return [{ kind: 'enter-code', serial: failure.facts.serial }];
    case 'mfa/code-refused':
      return failure.facts.generated
        ? [{ kind: 'retry' }]
        : [{ kind: 'enter-code', serial: failure.facts.serial }];
    case 'mfa/no-device':
      return [{ kind: 'add-mfa', identity: failure.facts.identity, serial: null }];
    case 'mfa/no-seed':
      return [{ kind: 'add-mfa', identity: failure.facts.identity, serial: failure.facts.serial }];
    case 'aws/role-refused':
    case 'aws/option-refused':
    case 'aws/policy-malformed':
    case 'aws/policy-too-large':
    case 'role/inherited':
    case 'role/cycle':
    case 'role/arn-malformed':
      return target.kind === 'role'
        ? [{ kind: 'edit-role' }, { kind: 'retry' }]
        : [{ kind: 'retry' }];
    case 'input/unknown':
    case 'input/invalid':
      return target.kind === 'role' ? [{ kind: 'edit-role' }] : [];
    case 'state/newer':
    case 'state/damaged':
    case 'serve/gate-closed':
    case 'identity/root-key':
      return [];
    default:
      return [{ kind: 'retry' }];
  }
}
