import type { AwsFile, Document } from '../aws-files/document.ts';
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
  const { profile, replaceChanged, endpointUrl } = request;
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
      mayLeaveForeign: endpointUrl === null,
    }),
    changeOf(credentials, {
      ...common,
      settings: keySettings(request.credentials),
      mayLeaveForeign: false,
    }),
  ];
}
