import { parseAccessKeysCsv, type CsvKey } from '#shared/access-keys-csv.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { suggestName } from '#shared/names.ts';
import type { Secret } from '#shared/secret.ts';
import type { Aws } from '../aws/aws.ts';
import type { State } from '../state/state-document.ts';
import type { FileProfile } from './file-profile.ts';
import { because } from './reason.ts';
import type { Waiting } from './import.ts';
import { freeName } from './name-targets.ts';
import { proveKeys, type Proof, type ProvenKey } from './prove-keys.ts';

/** The keys of a CSV as if they were profiles: under names that no profile and no target has. */
export async function readCsv(
  csv: Secret,
  {
    aws,
    endpoint,
    state,
    everyName,
    ...asking
  }: {
    aws: Aws;
    endpoint: Endpoint;
    state: State;
    everyName: ReadonlySet<string>;
    nowMs: number;
  } & Waiting,
): Promise<{ profiles: readonly FileProfile[]; keys: readonly ProvenKey[] }> {
  const rows = parseAccessKeysCsv(csv);
  const proven = await proveKeys(
    aws,
    endpoint,
    rows.map((row) => ({ ...row, profiles: [] })),
    asking,
  );
  const targets = [...state.identities, ...state.roles];
  const used = new Set([...everyName, ...targets.flatMap(({ name, profile }) => [name, profile])]);
  const profiles: FileProfile[] = [];
  const keys: ProvenKey[] = [];
  for (const [index, row] of rows.entries()) {
    const { proof } = proven[index] as ProvenKey;
    const name = freeName(suggestName(nameFor(row, proof)), used);
    used.add(name);
    const holder = state.identities.find(({ accessKeyId }) => accessKeyId === row.accessKeyId);
    profiles.push({
      ...BLANK,
      name,
      profile: { name, places: [] },
      key: row,
      left: holder === undefined ? null : because('key-known', holder.name),
    });
    keys.push({ group: { ...row, profiles: [name] }, proof });
  }
  return { profiles, keys };
}

const NONE = { value: null, isBad: false };
const BLANK = { role: null, region: NONE, mfaSerial: NONE, path: null, line: null };

function nameFor({ userName, accessKeyId }: CsvKey, proof: Proof): string {
  const proven = proof.state === 'proven' ? proof.facts.userName : null;
  return userName ?? proven ?? `key-${accessKeyId.slice(-4)}`;
}
