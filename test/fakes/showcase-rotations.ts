import type { RotationCheck } from '#shared/contract/rotation.ts';
import type { Rotation, RotationStep } from '#shared/contract/things.ts';
import { DAY_MS, instantOf, MINUTE_MS } from '#shared/time.ts';

const STEPS: readonly RotationStep[] = [
  'create',
  'store',
  'prove',
  'switch',
  'deactivate',
  'delete',
];

/** A rotation of dana's key that has taken its first steps, so many of them. */
export function aRotation(
  nowMs: number,
  { taken, ...given }: Partial<Rotation> & { readonly taken: number },
): Rotation {
  return {
    id: 'aws 123456789012 dana',
    endpoint: 'aws',
    accountId: '123456789012',
    userName: 'dana',
    identities: ['dana'],
    oldKeyId: 'AKIAIOSFODNN1EXAMPLE',
    newKeyId: taken === 0 ? null : 'AKIAZ7QNEWKEYEXA2026',
    direction: 'forward',
    state: 'running',
    steps: STEPS.map((step, index) => ({
      step,
      at: index < taken ? instantOf(nowMs - (taken - index) * 4000) : null,
    })),
    proof: null,
    failure: null,
    failedAt: null,
    waitsFor: null,
    waitsSince: null,
    graceEndsAt: null,
    deletesItself: false,
    orphan: null,
    leftSessions: [],
    canRollBack: taken > 0,
    startedAt: instantOf(nowMs - MINUTE_MS),
    ...given,
  };
}

/** It rests, and the old key is kept for seven days from now. */
export function rotationInGrace(nowMs: number, given: Partial<Rotation> = {}): Rotation {
  return aRotation(nowMs, {
    taken: 5,
    state: 'resting',
    waitsFor: 'grace',
    graceEndsAt: instantOf(nowMs + 7 * DAY_MS),
    ...given,
  });
}

/** What a rotation of dana's key finds beforehand. */
export function aRotationCheck(given: Partial<RotationCheck> = {}): RotationCheck {
  return {
    identity: 'dana',
    oldKeyId: 'AKIAIOSFODNN1EXAMPLE',
    canStart: true,
    findings: [
      { about: 'user', result: 'ok', failure: null },
      { about: 'keys', result: 'ok', failure: null },
      {
        about: 'permission',
        result: 'unknown',
        failure: {
          code: 'rotation/not-known-beforehand',
          facts: { actions: ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'] },
        },
      },
      { about: 'mfa', result: 'ok', failure: null },
      { about: 'clock', result: 'ok', failure: null },
      { about: 'vault', result: 'ok', failure: null },
      { about: 'others', result: 'ok', failure: null },
      { about: 'elsewhere', result: 'ok', failure: null },
    ],
    keys: null,
    ...given,
  };
}

/** The user has two keys already, and the one in use stands in a file. */
export function aRotationCheckInTheWay(nowMs: number): RotationCheck {
  const { findings, ...rest } = aRotationCheck();
  return {
    ...rest,
    canStart: false,
    findings: findings.map((finding) => {
      if (finding.about === 'keys')
        return {
          about: 'keys',
          result: 'stop',
          failure: {
            code: 'rotation/two-keys',
            facts: {
              userName: 'dana',
              otherKeyId: 'AKIAI44QH8DH1EXAMPLE',
              status: 'Inactive',
              createdAt: instantOf(nowMs - 402 * DAY_MS),
              lastUsedAt: instantOf(nowMs - 120 * DAY_MS),
            },
          },
        };
      if (finding.about === 'others')
        return {
          about: 'others',
          result: 'warn',
          failure: {
            code: 'rotation/old-key-in-files',
            facts: { accessKeyId: 'AKIAIOSFODNN1EXAMPLE', profiles: ['default', 'terraform'] },
          },
        };
      return finding;
    }),
  };
}
