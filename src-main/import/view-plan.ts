import { createHash } from 'node:crypto';
import type { ImportPlan } from '#shared/contract/import-plan.ts';
import type { Failure } from '#shared/errors.ts';
import { maskAccessKeyId } from '#shared/secret.ts';
import { diffFile } from '../aws-files/diff.ts';
import { textOf, type Document } from '../aws-files/document.ts';
import { profileNamesOf } from '../aws-files/profile-names.ts';
import type { FileProfile } from './file-profile.ts';
import type { Takeover } from './plan-import.ts';
import type { ProvenKey } from './prove-keys.ts';
import type { Documents } from './take-out.ts';

/** What there is to show of a takeover, from the files or from a CSV. */
export interface Shown {
  readonly takeover: Takeover;
  /** Those of profiles that the choice is about. */
  readonly keys: readonly ProvenKey[];
  /** Null for a CSV, which has nothing to do with the files. */
  readonly documents: Documents | null;
  readonly profiles: readonly FileProfile[];
  readonly failures: readonly Failure[];
}

/** The plan as a person may see it: without a secret, and with a token that stands for exactly this. */
export function viewPlan({ takeover, keys, documents, profiles, failures }: Shown): ImportPlan {
  const { identities, roles, left, remarks, edited } = takeover;
  const places = new Map(profiles.map(({ name, path, line }) => [name, { path, line }]));
  const plan = {
    identities: identities.map(({ identity, isNew }) => ({
      name: identity.name,
      profile: identity.profile,
      accessKeyId: maskAccessKeyId(identity.accessKeyId),
      mfaSerial: identity.mfaSerial,
      region: identity.region,
      standing: isNew ? ('new' as const) : ('known' as const),
    })),
    roles: roles.map(({ role, isNew }) => ({
      name: role.name,
      profile: role.profile,
      roleArn: role.roleArn,
      source: role.source,
      mfa: role.mfa,
      region: role.region,
      durationSeconds: role.durationSeconds,
      externalId: role.externalId,
      sessionName: role.sessionName,
      standing: isNew ? ('new' as const) : ('known' as const),
    })),
    left: left.map(({ code, about, profile, path, line }) => ({
      profile,
      path,
      line,
      about: [...about],
      code,
    })),
    warnings: [
      ...remarks.map(({ code, profile, about }) => ({
        profile,
        path: null,
        line: null,
        ...places.get(profile),
        about: [...about],
        code,
      })),
      ...(documents === null
        ? []
        : [documents.credentials, documents.config].flatMap(secretsInComments)),
    ],
    files:
      documents === null
        ? []
        : [
            diffOf(documents.config, edited.config),
            diffOf(documents.credentials, edited.credentials),
          ].filter(({ lines }) => lines.length > 0),
  };
  const shownKeys = keys.map(({ group, proof }) => ({
    accessKeyId: maskAccessKeyId(group.accessKeyId),
    profiles: [...group.profiles],
    proof:
      proof.state === 'proven'
        ? provenView(proof.facts)
        : { state: 'not-proven' as const, failure: plainFailure(proof.failure) },
  }));
  return {
    token: tokenOf(takeover, documents),
    keys: shownKeys,
    ...plan,
    failures: failures.map(plainFailure),
  };
}

/** Of all that will be done, to the byte; not of when, or of how AWS worded a refusal. */
function tokenOf(
  { identities, roles, left, edited }: Takeover,
  documents: Documents | null,
): string {
  const hash = createHash('sha256');
  const facts = identities.map(({ identity: { keys: _, ...identity }, isNew }) => ({
    identity,
    isNew,
  }));
  hash.update(JSON.stringify([facts, roles, left]));
  for (const { key } of identities) hash.update(`${key.secretAccessKey.reveal()}\n`);
  const files =
    documents === null
      ? []
      : [documents.credentials.bytes, edited.credentials, documents.config.bytes, edited.config];
  for (const bytes of files) hash.update(createHash('sha256').update(bytes).digest());
  return hash.digest('hex');
}

function diffOf({ file, bytes }: Document, after: Uint8Array) {
  return diffFile({ path: file.path, before: bytes, after });
}

function provenView({
  accountId,
  userName,
  arn,
}: {
  accountId: string;
  userName: string | null;
  arn: string;
}) {
  return { state: 'proven' as const, accountId, userName, arn };
}

function plainFailure(failure: Failure): ImportPlan['failures'][number] {
  return {
    code: failure.code,
    facts: { ...failure.facts } as ImportPlan['failures'][number]['facts'],
  };
}

const LIKE_A_SECRET =
  /^[ \t]*[#;].*(?:aws_secret_access_key[ \t]*[=:][ \t]*\S{16,}|\bAKIA[A-Z0-9]{16}\b)/i;
const MOST_COMMENTS = 50;

function secretsInComments(document: Document): ImportPlan['warnings'] {
  const found: ImportPlan['warnings'] = [];
  for (const [index, line] of textOf(document, 0, document.bytes.length).split('\n').entries()) {
    if (found.length === MOST_COMMENTS) break;
    if (line.length > 2000 || !LIKE_A_SECRET.test(line)) continue;
    found.push({
      profile: profileAt(document, index + 1),
      path: document.file.path,
      line: index + 1,
      about: [],
      code: 'secret-in-comment',
    });
  }
  return found;
}

function profileAt(document: Document, line: number): string {
  const section = document.sections.findLast((candidate) => candidate.line < line);
  return section === undefined ? '' : (profileNamesOf(section, document.file.kind).botocore ?? '');
}
