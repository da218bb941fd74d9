import type { AwsFile, Document } from '../aws-files/document.ts';
import { createParseMemory } from '../aws-files/parse-memory.ts';
import { readAwsFile } from '../aws-files/read-file.ts';
import { checkFile, resolveTarget } from '../aws-files/resolve-target.ts';
import type { ReadDocument } from '../delivery/preview-delivery.ts';

/** An AWS file as it is now. */
export interface ReadFile extends ReadDocument {
  readonly file: AwsFile;
  readonly bytes: Uint8Array | null;
  readonly mode: number | null;
}

export type AwsFiles = Readonly<Record<AwsFile['kind'], AwsFile>>;

/** Reads an AWS file by the rules of the writer: throws what writing it would throw for its owner, rights or kind. */
export function createFileReader(
  remember = createParseMemory(),
): (file: AwsFile) => Promise<ReadFile> {
  return async (file) => {
    const content = await readAwsFile(await resolveTarget(file.path));
    if (content !== null) checkFile(file.path, content.stats);
    const document: Document = remember(content?.bytes ?? new Uint8Array(), file);
    const mode = content === null ? null : content.stats.mode & 0o777;
    return { file, document, exists: content !== null, bytes: content?.bytes ?? null, mode };
  };
}

export function awsFilesAt(places: {
  readonly credentialsFile: string;
  readonly configFile: string;
}): AwsFiles {
  return {
    credentials: { path: places.credentialsFile, kind: 'credentials' },
    config: { path: places.configFile, kind: 'config' },
  };
}
