import { isUtf8 } from 'node:buffer';
import { readAsBotocore } from '#main/aws-files/as-botocore.ts';
import { readAsSmithy } from '#main/aws-files/as-smithy.ts';
import type { AwsFile } from '#main/aws-files/document.ts';
import { profileNamesOf } from '#main/aws-files/profile-names.ts';
import type { Found } from './oracles.ts';

/** What we say that both readers find in a file: their profiles, or null where they find nothing at all. */
export function predict(
  bytes: Uint8Array,
  kind: AwsFile['kind'],
): { botocore: Found; smithy: Found } {
  const text = Buffer.from(bytes).toString('utf8');
  const isReadable = isUtf8(bytes) && !text.startsWith('\ufeff');
  return {
    botocore: isReadable ? botocoreProfiles(text, kind) : null,
    smithy: smithyProfiles(text, kind),
  };
}

function botocoreProfiles(text: string, kind: AwsFile['kind']): Found {
  const reading = readAsBotocore(text);
  if (reading === null) return null;
  const leaks = Object.fromEntries(reading.get('DEFAULT') ?? []);
  const profiles = new Map<string, Readonly<Record<string, string>>>();
  for (const [botocoreName, settings] of reading) {
    const { botocore } = profileNamesOf({ botocoreName, smithyName: null }, kind);
    if (botocore !== null) profiles.set(botocore, { ...leaks, ...Object.fromEntries(settings) });
  }
  return Object.fromEntries(profiles);
}

/** @smithy's `getConfigData` over what `parseIni` finds. */
function smithyProfiles(text: string, kind: AwsFile['kind']): Found {
  const reading = readAsSmithy(text) ?? new Map<string, ReadonlyMap<string, string>>();
  const all = [...reading].map(([name, settings]) => [name, Object.fromEntries(settings)] as const);
  if (kind === 'credentials') return onlyProfiles(Object.fromEntries(all));
  const own = all
    .filter(([name]) => name.startsWith('profile.'))
    .map(([name, settings]) => [name.slice(8), settings] as const);
  return onlyProfiles(Object.fromEntries([...all.filter(([name]) => name === 'default'), ...own]));
}

/** The JavaScript SDK lists these beside the profiles. */
export function onlyProfiles(found: Found): Found {
  return found === null
    ? null
    : Object.fromEntries(
        Object.entries(found).filter(([name]) => !/^(sso-session|services)\.|^\(sso\)$/.test(name)),
      );
}
