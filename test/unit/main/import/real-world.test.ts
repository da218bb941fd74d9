import { describe, expect, it } from 'vitest';
import { readAsBotocore } from '#main/aws-files/as-botocore.ts';
import { readAsSmithy } from '#main/aws-files/as-smithy.ts';
import { createFileDelivery } from '#main/delivery/file-delivery.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import type { ImportPlan } from '#shared/contract/import-plan.ts';
import { importPlan } from '#shared/contract/import-plan.ts';
import { secretOf } from '#shared/secret.ts';
import { leftWords, importWarningWords } from '#shared/words/import.ts';
import {
  DANA,
  DANA_SECRET,
  OPS,
  OPS_SECRET,
  REAL_WORLD_FILES,
} from '#test/fixtures/import/real-world-files.ts';
import { createImportParts } from './import-parts.ts';

describe('taking over from the AWS files of', () => {
  it.each(REAL_WORLD_FILES)('$about', async ({ credentials, config, expected }) => {
    const parts = await createImportParts({ credentials, config });
    const plan = await parts.import.plan({});
    expect(importPlan.parse(plan)).toEqual(plan);
    expect(summaryOf(plan)).toEqual({
      identities: expected.identities,
      roles: expected.roles,
      left: expected.left,
      warnings: expected.warnings,
    });
    expect([await parts.credentials(), await parts.config()]).toEqual([credentials, config]);
    expectNoSecret(plan);

    await parts.import.apply({ token: plan.token });
    const after = { credentials: await parts.credentials(), config: await parts.config() };
    expect(after).toEqual({
      credentials: expected.credentials === 'unchanged' ? credentials : expected.credentials,
      config: expected.config === 'unchanged' ? config : expected.config,
    });
    expectSameReading(plan, { credentials, config }, after);
    const kept =
      plan.identities.length === 0
        ? [null, null]
        : [await parts.secretOf(DANA), await parts.secretOf(OPS)];
    for (const { accessKeyId } of plan.identities) {
      expect(kept[accessKeyId === masked(DANA) ? 0 : 1]).toBe(
        accessKeyId === masked(DANA) ? DANA_SECRET : OPS_SECRET,
      );
    }

    await expectDeliverable(parts, plan);

    const again = await parts.import.plan({});
    expect([again.identities, again.roles, again.files]).toEqual([[], [], []]);
  });
});

function summaryOf({ identities, roles, left, warnings }: ImportPlan) {
  return {
    identities: identities.map(({ name, profile }) =>
      name === profile ? name : `${name} as ${profile}`,
    ),
    roles: roles.map(({ name, source, mfa }) => `${name} from ${source}, mfa ${mfa}`),
    left: Object.fromEntries(left.map(({ profile, code }) => [profile, code])),
    warnings: warnings.map(({ code, profile, about }) =>
      code === 'secret-in-comment'
        ? `${code} ${profile}`
        : `${code} ${profile}: ${about.join(', ')}`,
    ),
  };
}

/** A session of each taken profile can stand where the key or the role stood, and both readers find it. */
async function expectDeliverable(
  parts: Awaited<ReturnType<typeof createImportParts>>,
  plan: ImportPlan,
) {
  const { places, ownership } = parts;
  const delivery = createFileDelivery({
    ...places,
    ownership,
    clock: createSystemClock(),
    startBackup: () => async () => {},
  });
  for (const { profile } of [...plan.identities, ...plan.roles]) {
    const credentials = {
      accessKeyId: 'ASIADELIVERED7EXAMPL',
      secretAccessKey: secretOf('fresh'),
      sessionToken: secretOf('token'),
      expiresAtMs: 0,
    };
    const request = {
      profile,
      credentials,
      region: 'eu-west-1',
      endpointUrl: null,
      replaceChanged: false,
    };
    await delivery.deliver(request);
    for (const read of [readAsBotocore, readAsSmithy]) {
      const found = read(await parts.credentials())?.get(profile);
      expect(found?.get('aws_access_key_id')).toBe('ASIADELIVERED7EXAMPL');
    }
  }
  for (const { profile } of [...plan.identities, ...plan.roles])
    await delivery.withdraw(profile, false);
}

const masked = (id: string) => `${id.slice(0, 4)}…${id.slice(-4)}`;

function expectNoSecret(plan: ImportPlan) {
  const words = [...plan.left.map(leftWords), ...plan.warnings.map(importWarningWords)];
  const shown = `${JSON.stringify(plan)}${words.join()}`;
  for (const secret of [
    DANA,
    OPS,
    DANA_SECRET,
    OPS_SECRET,
    'tEmp7MtGbClwBF',
    'FwoGZXIvYXdzEXAMPLETOKEN',
  ]) {
    expect(shown).not.toContain(secret);
  }
}

/** Profiles that nobody takes over are read as before, by both of AWS's readers. */
function expectSameReading(
  plan: ImportPlan,
  before: { credentials: string; config: string },
  after: typeof before,
) {
  const taken = new Set([...plan.identities, ...plan.roles].map(({ profile }) => profile));
  const isTaken = (section: string) =>
    [section, section.replace(/^profile[ .]/, '')].some((name) => taken.has(name)) ||
    section === 'self';
  for (const read of [readAsBotocore, readAsSmithy]) {
    for (const file of ['credentials', 'config'] as const) {
      const untouched = (text: string) =>
        [...(read(text) ?? [])].filter(
          ([section, settings]) => !isTaken(section) && settings.size > 0,
        );
      expect(untouched(after[file])).toEqual(untouched(before[file]));
    }
  }
}
