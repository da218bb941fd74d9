import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '#main/aws-files/document.ts';
import { setSetting } from '#main/aws-files/edit.ts';
import { editFile } from '#main/aws-files/writer.ts';
import type { SessionCredentials } from '#main/aws/aws.ts';
import { digestOf, fileNameOf } from '#main/mfa/guard-file.ts';
import { secretOf } from '#shared/secret.ts';
import { DANA, DANA_SECRET } from '#test/fixtures/import/real-world-files.ts';
import type { Parts } from './open-parts.ts';

/** One thing that Latchkey writes. Preparing, writing, looking and finishing may each be of another process. */
export interface Writer {
  prepare(parts: Parts): Promise<unknown>;
  write(parts: Parts): Promise<unknown>;
  /** What the next start does where that is not the same once more. */
  finish?(parts: Parts): Promise<unknown>;
  /** Each document that it writes, as its user sees it; null for one that is not there. */
  look(parts: Parts): Promise<Record<string, string | null>>;
  /** What has to hold at every moment besides. */
  check?(parts: Parts): Promise<string | null>;
  /** Whether it is made of other writers. */
  readonly isFlow?: true;
  /** A fault that makes the writer take this way at all, as strace writes it. */
  readonly always?: string;
}

const CONFIG = '# mine\n[default]\nregion = us-east-1\n\n[profile other]\nregion = eu-west-3\n';
const CREDENTIALS = `[other]
aws_access_key_id = AKIAIOSFODNN7OTHERS1
aws_secret_access_key = other/secret+1
`;
const PLAIN = `[dana]
aws_access_key_id = ${DANA}
aws_secret_access_key = ${DANA_SECRET}
region = eu-west-1

`;
const ROLE =
  '\n[profile dev]\nrole_arn = arn:aws:iam::222233334444:role/Dev\nsource_profile = dana\n';
const SERIAL = 'arn:aws:iam::111122223333:mfa/alice-phone';
const ITEM = 'access-key/AKIAIOSFODNN7EXAMPLE';

const keys = (suffix: string): SessionCredentials => ({
  accessKeyId: `ASIAIOSFODNN7EXAMP${suffix}`,
  secretAccessKey: secretOf(`session/secret+${suffix}`),
  sessionToken: secretOf(`session-token==${suffix}`),
  expiresAtMs: 0,
});
const deliver = ({ delivery }: Parts, suffix: string) =>
  delivery.deliver({
    profile: 'work',
    credentials: keys(suffix),
    region: 'eu-west-1',
    endpointUrl: null,
    replaceChanged: false,
  });

const giveBoth = async ({ give, places }: Parts, config = CONFIG, credentials = CREDENTIALS) => {
  await give(places.configFile, config);
  await give(places.credentialsFile, credentials);
};
const lookAtBoth = async ({ read, places }: Parts) => ({
  config: await read(places.configFile),
  credentials: await read(places.credentialsFile),
});
const editConfig = ({ files, places, clock }: Parts) =>
  editFile(files.config, (document) => setSetting(document, 'default', ['region', 'eu-west-1']), {
    ...places,
    clock,
    parse,
    beforeReplace: async () => {},
  });

/** Every backup that is offered has to give back what was there. */
async function badBackup({ backups }: Parts, known: readonly string[]): Promise<string | null> {
  for (const { files } of await backups.list()) {
    for (const file of files) {
      const bytes = await backups.read(file);
      const text = bytes === null ? '' : Buffer.from(bytes).toString();
      if (!known.includes(text)) return `${file.path} backed up as ${text}`;
    }
  }
  return null;
}

const undoNote = ({ home }: Parts) => `${home}-undone`;

export const WRITERS: Readonly<Record<string, Writer>> = {
  'an AWS file': {
    prepare: (parts) => giveBoth(parts),
    write: editConfig,
    look: lookAtBoth,
  },
  'an AWS file that is written in place': {
    always: 'rename:error=EBUSY:when=1',
    prepare: (parts) => giveBoth(parts),
    write: editConfig,
    look: lookAtBoth,
  },
  'a backup': {
    async prepare(parts) {
      await parts.makeVault();
      await giveBoth(parts);
    },
    write: ({ backups, files }) => {
      const before = Buffer.from(CREDENTIALS);
      return backups.start({ why: 'a test', always: true }).beforeReplace({
        path: files.credentials.path,
        before,
        document: parse(before, files.credentials),
        after: Buffer.from(''),
        mode: 0o600,
      });
    },
    look: async (parts) => {
      const [backup] = await parts.backups.list();
      const bytes = backup === undefined ? null : await parts.backups.read(backup.files[0]!);
      return { backup: bytes === null ? null : Buffer.from(bytes).toString() };
    },
    check: (parts) => badBackup(parts, [CREDENTIALS]),
  },
  'the state': {
    prepare: ({ state }) => state.update((current) => ({ ...current, endpoints: [] })),
    write: ({ state }) =>
      state.update((current) => ({ ...current, vault: { kind: 'keychain', id: 'new' } })),
    look: async ({ read, places }) => ({ state: await read(places.stateFile) }),
  },
  'the record of what is ours': {
    prepare: ({ ownership }) => ownership.put({ path: '/a', section: 'one', hash: '1' }),
    write: ({ ownership }) => ownership.put({ path: '/a', section: 'two', hash: '2' }),
    look: async ({ read, places }) => ({ owned: await read(places.ownedFile) }),
  },
  'the guard of MFA codes': {
    prepare: ({ guard }) => guard.withTypedCode(SERIAL, '111111', async () => {}),
    write: ({ guard }) => guard.withTypedCode(SERIAL, '222222', async () => {}),
    // A crash in between spends the code, so the next one is another.
    finish: ({ guard }) => guard.withTypedCode(SERIAL, '333333', async () => {}),
    look: async ({ read, places }) => {
      const text = await read(path.join(places.mfaFolder, `${fileNameOf(SERIAL)}.json`));
      if (text === null) return { code: null };
      const { step, digest } = JSON.parse(text) as { step: number; digest: string };
      const code = ['111111', '222222', '333333'].find(
        (candidate) => digestOf(SERIAL, step, candidate) === digest,
      );
      return { code: code ?? `unknown: ${text}` };
    },
  },
  'a new vault': {
    isFlow: true,
    prepare: async () => {},
    write: (parts) => parts.makeVault(),
    finish: async (parts) => {
      if (parts.state.current().vault === null) await parts.makeVault();
      await parts.vault.secrets.put(ITEM, secretOf('kept'));
    },
    look: async ({ state, vault }) => ({
      pin: JSON.stringify(state.current().vault),
      open: vault.view().state === 'unlocked' ? 'yes' : null,
    }),
  },
  'a secret in the vault': {
    async prepare(parts) {
      await parts.makeVault();
      await parts.vault.secrets.put(ITEM, secretOf('old'));
    },
    write: ({ vault }) => vault.secrets.put(ITEM, secretOf('new')),
    look: async ({ vault }) => ({ item: (await vault.secrets.get(ITEM))?.reveal() ?? null }),
  },
  'the sealed file': {
    async prepare(parts) {
      await parts.makeVault();
      await parts.vault.sealed.update(() => 'old');
    },
    write: ({ vault }) => vault.sealed.update(() => 'new'),
    look: async ({ vault }) => ({ sealed: JSON.stringify(await vault.sealed.read()) }),
  },
  'a first delivery': {
    isFlow: true,
    async prepare(parts) {
      await parts.makeVault();
      await giveBoth(parts);
    },
    write: (parts) => deliver(parts, '1'),
    look: lookAtBoth,
    check: (parts) => badBackup(parts, [CONFIG, CREDENTIALS]),
  },
  'a delivery over the one before': {
    isFlow: true,
    async prepare(parts) {
      await parts.makeVault();
      await giveBoth(parts);
      await deliver(parts, '1');
    },
    write: (parts) => deliver(parts, '2'),
    look: lookAtBoth,
  },
  'taking a delivery away': {
    isFlow: true,
    async prepare(parts) {
      await parts.makeVault();
      await giveBoth(parts);
      await deliver(parts, '1');
    },
    write: ({ delivery }) => delivery.withdraw('work', false),
    look: lookAtBoth,
  },
  'an undo': {
    isFlow: true,
    async prepare(parts) {
      await parts.makeVault();
      await giveBoth(parts);
      await deliver(parts, '1');
      const [backup] = await parts.backups.list();
      await parts.give(undoNote(parts), backup!.id);
    },
    write: async (parts) =>
      parts.profiles.undo({ backup: readFileSync(undoNote(parts), 'utf8'), insist: true }),
    look: lookAtBoth,
  },
  'taking keys over': {
    isFlow: true,
    async prepare(parts) {
      await parts.makeVault();
      await giveBoth(parts, `${CONFIG}${ROLE}`, `${PLAIN}${CREDENTIALS}`);
    },
    write: ({ import: import_ }) => import_.apply({ profiles: ['dana', 'dev'] }),
    // When all is done there is nothing left to take over.
    finish: async ({ import: import_, files, read }) => {
      const isDone = [await read(files.credentials.path), await read(files.config.path)].every(
        (text) => !/\[(profile )?(dana|dev)\]/.test(text ?? ''),
      );
      if (!isDone) await import_.apply({ profiles: ['dana', 'dev'] });
    },
    look: async (parts) => ({
      ...(await lookAtBoth(parts)),
      // When AWS told about the keys is another moment in each run.
      targets: JSON.stringify([
        parts.state.current().identities.map(({ keys, ...identity }) => ({
          ...identity,
          keys: keys?.keys,
        })),
        parts.state.current().roles,
      ]),
      key: (await parts.vault.secrets.get(`access-key/${DANA}`))?.reveal() ?? null,
    }),
    async check({ vault, read, files }) {
      const inVault = (await vault.secrets.get(`access-key/${DANA}`))?.reveal();
      const inFile = (await read(files.credentials.path))?.includes(DANA_SECRET);
      return inVault === DANA_SECRET || inFile === true ? null : 'the key is lost';
    },
  },
  'mending what a lint found': {
    isFlow: true,
    async prepare(parts) {
      await parts.makeVault();
      await giveBoth(parts, `${CONFIG}Output = json\n`);
    },
    write: async ({ profiles }) => {
      const { lints } = await profiles.lints();
      const fix = lints.find(({ rule }) => rule === 'key-case');
      if (fix?.fix) await profiles.fixLint({ id: fix.id, hash: fix.fix.hash });
    },
    look: lookAtBoth,
  },
};
