import type { AwsFile, Document } from '../aws-files/document.ts';
import { takenBy, ownedOf, standingOf } from './owned-section.ts';
import { decideRemoval } from './remove-owned-section.ts';
import { configSettings, keySettings } from './delivered-settings.ts';
import type { FileDelivery, OwnershipStore } from './delivery.ts';
import { decideWrite } from './write-owned-section.ts';

/** A file as it is now, and null where there is none. */
export interface ReadDocument {
  readonly document: Document;
  readonly exists: boolean;
}

export interface FileChange {
  readonly file: AwsFile;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

/** What delivering would make of the two files as they are; writes nothing. Throws what `deliver` would. */
export function previewDelivery(
  { config, credentials }: { readonly config: ReadDocument; readonly credentials: ReadDocument },
  request: Parameters<FileDelivery['deliver']>[0],
  ownership: Pick<OwnershipStore, 'list'>,
): readonly FileChange[] {
  const { profile, replaceChanged, endpointUrl, processLine = null } = request;
  const common = { profile, replaceChanged };
  const changeOf = (
    read: ReadDocument,
    settings: typeof common &
      Pick<Parameters<typeof decideWrite>[2], 'settings' | 'mayLeaveForeign'>,
  ): FileChange => ({
    file: read.document.file,
    before: read.exists ? read.document.bytes : null,
    after: decideWrite(read.document, read.exists, settings, ownership).bytes,
  });
  return [
    changeOf(config, {
      ...common,
      settings: configSettings(request),
      mayLeaveForeign: endpointUrl === null && processLine === null,
    }),
    processLine !== null
      ? removalOf(credentials, request, ownership)
      : changeOf(credentials, {
          ...common,
          settings: keySettings(request.credentials),
          mayLeaveForeign: false,
        }),
  ].filter((change) => change !== null);
}

/** Null where there is no file, and nothing to take out of it. */
function removalOf(
  { document, exists }: ReadDocument,
  { profile, replaceChanged }: Parameters<FileDelivery['deliver']>[0],
  ownership: Pick<OwnershipStore, 'list'>,
): FileChange | null {
  if (!exists) return null;
  const standing = standingOf(document, profile, ownedOf(ownership, document.file, profile));
  if (standing.kind === 'foreign') throw takenBy(document, profile, standing.section);
  const { bytes } = decideRemoval(document, { profile, replaceChanged }, ownership);
  return { file: document.file, before: document.bytes, after: bytes ?? new Uint8Array() };
}
