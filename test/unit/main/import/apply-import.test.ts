import { chmod, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { applyImport, type ApplyDeps } from '#main/import/apply-import.ts';
import { emptyState } from '#main/state/state-document.ts';
import { AppError } from '#shared/errors.ts';
import type { ImportProgress } from '#shared/contract/import-plan.ts';
import { maskAccessKeyId, secretOf } from '#shared/secret.ts';
import { DANA, DANA_SECRET, OPS, OPS_SECRET } from '#test/fixtures/import/real-world-files.ts';
import { anIdentity } from '../things.ts';
import { createImportParts, type GivenFiles } from './import-parts.ts';

const CREDENTIALS = `[dana]
aws_access_key_id = ${DANA}
aws_secret_access_key = ${DANA_SECRET}
region = eu-west-1

[ops]
aws_access_key_id = ${OPS}
aws_secret_access_key = ${OPS_SECRET}
`;
const CONFIG = `[profile dev]
role_arn = arn:aws:iam::222233334444:role/Dev
source_profile = dana
`;
const given = { credentials: CREDENTIALS, config: CONFIG };

/** Dies at the given step of everything that can be stored: what comes later never happens. */
class Killed extends Error {}

async function killedAt(step: number, extra: GivenFiles = {}) {
  let steps = 0;
  const parts = await createImportParts({ ...given, ...extra });
  const seen: string[] = [];
  const moment = async (what: string) => {
    seen.push(what);
    for (const [id, secret] of [
      [DANA, DANA_SECRET],
      [OPS, OPS_SECRET],
    ] as const) {
      const places = [await parts.secretOf(id), await parts.credentials(), await parts.config()];
      expect(
        places.some((text) => text?.includes(secret) === true),
        `${what}: ${id} is somewhere`,
      ).toBe(true);
    }
    if (steps++ === step) throw new Killed(what);
  };
  const { secrets, state } = parts.deps;
  const { createImport } = await import('#main/import/create-import.ts');
  const subject = createImport({
    ...parts.deps,
    secrets: {
      kind: secrets.kind,
      get: async (id) => {
        await moment(`read ${id}`);
        return secrets.get(id);
      },
      put: async (id, secret) => {
        await moment(`before put ${id}`);
        await secrets.put(id, secret);
        await moment(`after put ${id}`);
      },
      delete: (id) => secrets.delete(id),
    },
    state: {
      ...state,
      update: async (change) => {
        await moment('before state');
        const next = await state.update(change);
        await moment('after state');
        return next;
      },
    },
    startBackup: (why) => ({
      id: 'change',
      beforeReplace: async (change) => {
        await moment('before backup');
        const before = Buffer.from(change.before).toString();
        parts.backups.push({ why, path: change.path, before });
        await moment('after backup');
      },
    }),
  });
  return { parts, subject, seen };
}

describe('taking over, killed at any moment', () => {
  it('leaves every key in its file or in the vault, and a second run does the rest', async () => {
    let step = 0;
    for (; ; step++) {
      const { parts, subject } = await killedAt(step);
      const outcome = await subject.apply({}).catch((error: unknown) => error);
      if (!(outcome instanceof Killed)) break;
      for (const [id, secret] of [
        [DANA, DANA_SECRET],
        [OPS, OPS_SECRET],
      ] as const) {
        const isInFile = (await parts.credentials()).includes(secret);
        expect(isInFile || (await parts.secretOf(id)) === secret).toBe(true);
      }
      await parts.import.apply({});
      expect(await parts.credentials()).toBe('');
      expect(parts.state.current().identities.map(({ name }) => name)).toEqual(['dana', 'ops']);
      expect(parts.state.current().roles.map(({ name, source }) => [name, source])).toEqual([
        ['dev', 'dana'],
      ]);
      expect([await parts.secretOf(DANA), await parts.secretOf(OPS)]).toEqual([
        DANA_SECRET,
        OPS_SECRET,
      ]);
    }
    // 2 keys: asked, put and read back; the state; a backup of each file.
    expect(step).toBe(14);
  });
});

describe('taking over, when something fails', () => {
  it('does nothing at all when the vault is locked', async () => {
    const parts = await createImportParts(given);
    parts.vault.lock();
    await expect(parts.import.apply({})).rejects.toMatchObject({ code: 'vault/locked' });
    expect(parts.state.current()).toEqual(emptyState());
    expect([await parts.credentials(), await parts.config()]).toEqual([CREDENTIALS, CONFIG]);
  });

  it('never touches a file when the vault gives back something else than it took', async () => {
    const { parts } = await killedAt(Infinity);
    const { createImport } = await import('#main/import/create-import.ts');
    let isStored = false;
    const subject = createImport({
      ...parts.deps,
      secrets: {
        kind: 'keychain',
        get: async () => (isStored ? secretOf('something else') : null),
        put: async () => void (isStored = true),
        delete: async () => false,
      },
    });
    await expect(subject.apply({})).rejects.toMatchObject({ code: 'vault/not-kept' });
    expect([await parts.credentials(), await parts.config()]).toEqual([CREDENTIALS, CONFIG]);
    expect(parts.state.current()).toEqual(emptyState());
  });

  it('never overwrites another secret that the vault holds for the same key', async () => {
    const parts = await createImportParts(given);
    await parts.vault.secrets.put(`access-key/${OPS}`, secretOf('another one'));
    await expect(parts.import.apply({})).rejects.toMatchObject({ code: 'import/secret-conflict' });
    expect(await parts.secretOf(OPS)).toBe('another one');
    expect(await parts.credentials()).toBe(CREDENTIALS);
  });

  it('puts the first file and the targets back when the second cannot be written', async () => {
    const parts = await createImportParts(given);
    await chmod(parts.places.credentialsFile, 0o400);
    await expect(parts.import.apply({})).rejects.toMatchObject({ code: 'files/read-only' });
    expect([await parts.credentials(), await parts.config()]).toEqual([CREDENTIALS, CONFIG]);
    expect(parts.state.current()).toEqual(emptyState());
  });

  it('writes nothing when no backup can be made', async () => {
    const refusal = new AppError('files/write-failed', { path: 'backups', reason: 'ENOSPC' });
    const parts = await createImportParts({
      ...given,
      deps: { startBackup: () => ({ id: 'change', beforeReplace: () => Promise.reject(refusal) }) },
    });
    await expect(parts.import.apply({})).rejects.toBe(refusal);
    expect([await parts.credentials(), await parts.config()]).toEqual([CREDENTIALS, CONFIG]);
    expect(parts.state.current()).toEqual(emptyState());
  });

  it('says what was done when the first file cannot be put back either', async () => {
    const parts = await createImportParts(given);
    const { takeover, documents } = await prepared(parts);
    const written: string[] = [];
    const deps: ApplyDeps = {
      ...parts.deps,
      editFile: async ({ path }) => {
        written.push(path);
        if (written.length > 1) throw new AppError('files/no-space', { path });
        return { changed: true };
      },
    };
    await expect(applyImport(takeover, documents, deps)).rejects.toMatchObject({
      code: 'import/half-done',
      facts: {
        path: parts.places.credentialsFile,
        done: [`${parts.places.configFile} was changed`, 'the targets dana, ops, dev were made'],
        because: 'files/no-space',
      },
    });
    expect(parts.state.current().identities).toHaveLength(2);
  });
});

describe('what was shown', () => {
  it('is what is done, or nothing', async () => {
    const parts = await createImportParts(given);
    const { token } = await parts.import.plan({});
    await writeFile(parts.places.configFile, `${CONFIG}region = eu-west-1\n`);
    await expect(parts.import.apply({ token })).rejects.toMatchObject({ code: 'import/changed' });
    expect(await parts.credentials()).toBe(CREDENTIALS);
    expect(await parts.secretOf(DANA)).toBeNull();
  });

  it('does not hold any more when a target has taken a name meanwhile', async () => {
    const parts = await createImportParts(given);
    const { token } = await parts.import.plan({});
    await parts.state.update((current) => ({
      ...current,
      identities: [anIdentity({ name: 'dana', profile: 'elsewhere' })],
    }));
    await expect(parts.import.apply({ token })).rejects.toMatchObject({ code: 'import/changed' });
  });

  it('holds although AWS words a refusal differently each time', async () => {
    const parts = await createImportParts(given);
    let request = 0;
    parts.aws.always('getCallerIdentity', async () => {
      throw new AppError('aws/failed', {
        action: 'sts:GetCallerIdentity',
        code: 'X',
        status: 500,
        requestId: String(request++),
      });
    });
    const { token } = await parts.import.plan({ allowUnproven: true });
    await parts.import.apply({ token, allowUnproven: true });
    expect(await parts.credentials()).toBe('');
  });
});

describe('while AWS takes its time', () => {
  it('it is said how many keys were asked about, and of how many', async () => {
    const parts = await createImportParts(given);
    const told: unknown[] = [];
    await parts.import.plan(
      {},
      { tell: ({ doing, of, name }) => void told.push([doing, of, name]) },
    );
    expect(told).toEqual([
      ['asking', 2, maskAccessKeyId(DANA)],
      ['asking', 2, maskAccessKeyId(OPS)],
    ]);
  });

  it('a plan for which nobody waits any more asks no further', async () => {
    const profiles = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const credentials = profiles.map(
      (name, index) =>
        `[${name}]\naws_access_key_id = AKIA${String(index).padStart(16, '0')}\naws_secret_access_key = ${DANA_SECRET}\n`,
    );
    const parts = await createImportParts({ credentials: credentials.join('') });
    const gone = new AbortController();
    const tell = ({ done }: ImportProgress) => {
      if (done === 1) gone.abort(new Error('gone'));
    };
    await expect(parts.import.plan({}, { tell, signal: gone.signal })).rejects.toThrow('gone');
    expect(parts.aws.callsOf('getCallerIdentity').length).toBeLessThan(profiles.length);
  });

  it('it can be stopped before anything is changed', async () => {
    const parts = await createImportParts(given);
    const { token } = await parts.import.plan({});
    const applied = parts.import.apply(
      { token, switchAfterwards: true },
      { tell: () => parts.import.stop(token) },
    );
    await expect(applied).rejects.toMatchObject({ code: 'import/stopped' });
    expect([await parts.credentials(), await parts.config()]).toEqual([CREDENTIALS, CONFIG]);
    expect(parts.state.current().identities).toEqual([]);
    expect(await parts.secretOf(DANA)).toBeNull();
  });

  it('stopped while it switches, all is taken over, and the rest is named', async () => {
    const parts = await createImportParts(given);
    const { token } = await parts.import.plan({});
    const outcome = await parts.import.apply(
      { token, switchAfterwards: true },
      { tell: ({ doing }) => doing === 'switching' && parts.import.stop(token) },
    );
    expect(parts.switched).toEqual(['dana']);
    expect(outcome).toMatchObject({
      identities: ['dana', 'ops'],
      switched: [{ target: 'dana' }],
      toSwitch: ['dana', 'ops', 'dev'],
    });
    expect(await parts.credentials()).toBe('');
  });
});

describe('afterwards', () => {
  it('the identities are switched to where that is asked for; the rest is named', async () => {
    const parts = await createImportParts(given);
    expect(await parts.import.apply({ switchAfterwards: true })).toMatchObject({
      identities: ['dana', 'ops'],
      roles: ['dev'],
      changedFiles: [parts.places.configFile, parts.places.credentialsFile],
      switched: [
        { kind: 'mfa-needed', target: 'dana' },
        { kind: 'mfa-needed', target: 'ops' },
      ],
      toSwitch: ['dana', 'ops', 'dev'],
    });
    expect(parts.switched).toEqual(['dana', 'ops']);
    expect(parts.backups.map(({ why, before }) => [why, before])).toEqual([
      ['lock away 2 keys, 1 role', CONFIG],
      ['lock away 2 keys, 1 role', CREDENTIALS],
    ]);
  });

  it('what was taken back by hand is taken over again by the same targets', async () => {
    const parts = await createImportParts(given);
    await parts.import.apply({});
    await writeFile(parts.places.credentialsFile, CREDENTIALS);
    await writeFile(parts.places.configFile, CONFIG);
    const plan = await parts.import.plan({});
    expect(
      [...plan.identities, ...plan.roles].map(({ name, standing }) => [name, standing]),
    ).toEqual([
      ['dana', 'known'],
      ['ops', 'known'],
      ['dev', 'known'],
    ]);
    expect(await parts.import.apply({})).toMatchObject({ identities: [], roles: [] });
    expect(parts.state.current().identities).toHaveLength(2);
    expect(await parts.credentials()).toBe('');
  });
});

/** What `createImport` decides before it applies. */
async function prepared(parts: Awaited<ReturnType<typeof createImportParts>>) {
  const { readFiles } = await import('#main/import/read-files.ts');
  const { planImport } = await import('#main/import/plan-import.ts');
  const { groupKeys, proveKeys } = await import('#main/import/prove-keys.ts');
  const state = parts.state.current();
  const files = await readFiles(parts.places, []);
  const endpoint = state.endpoints[0]!;
  const keys = await proveKeys(parts.aws, endpoint, groupKeys(files.profiles), { nowMs: 0 });
  const takeover = planImport(
    {
      ...files,
      keys,
      state,
      endpoint,
      isChosen: () => true,
      allowRoot: false,
      allowUnproven: false,
    },
    new Map(),
  );
  return { takeover, documents: files.documents };
}
