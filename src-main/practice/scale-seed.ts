import type { PracticeScale } from './practice-account.ts';
import { DANA_ARN } from './seed.ts';
import type { RoleSeed, WorldSeed } from './world-seed.ts';

const ROLE_NAMES = ['Developer', 'ReadOnly', 'Operator', 'Auditor', 'Admin'];

/** A seed with many accounts more, each with the same roles, all trusting `dana`. */
export function scaleSeed(seed: WorldSeed, { accounts, roles }: PracticeScale): WorldSeed {
  const numbers = Array.from({ length: accounts }, (_, index) => index + 1);
  return {
    ...seed,
    accounts: [
      ...seed.accounts,
      ...numbers.map((number) => ({ accountId: accountIdOf(number), alias: aliasOf(number) })),
    ],
    roles: [
      ...seed.roles,
      ...numbers.flatMap((number) =>
        Array.from({ length: roles }, (_, index) => roleOf(number, index)),
      ),
    ],
  };
}

/** Out of the way of the accounts that have a story. */
function accountIdOf(number: number): string {
  return String(900_000_000_000 + number);
}

function aliasOf(number: number): string {
  return `acme-${String(number).padStart(4, '0')}`;
}

function roleOf(number: number, index: number): RoleSeed {
  const roleName = ROLE_NAMES[index] ?? `Role${index + 1}`;
  return {
    accountId: accountIdOf(number),
    path: '/',
    roleName,
    name: `${aliasOf(number)}-${roleName.toLowerCase()}`,
    about: 'One of many, to try how Latchkey does with thousands.',
    trust: { principals: [DANA_ARN], externalId: null, requiresMfa: false },
    maxSessionSeconds: 43_200,
    permissions: [],
  };
}
