import { parse, type AwsFile, type Document } from './document.ts';

/** A `parse` that remembers each file's last document, and gives it again as long as the bytes are the same. */
export function createParseMemory(): (bytes: Uint8Array, file: AwsFile) => Document {
  const remembered = new Map<string, Document>();
  return (bytes, file) => {
    const key = `${file.kind} ${file.path}`;
    const last = remembered.get(key);
    if (
      last !== undefined &&
      Buffer.from(last.bytes.buffer, last.bytes.byteOffset, last.bytes.length).equals(bytes)
    )
      return last;
    const document = parse(bytes, file);
    remembered.set(key, document);
    return document;
  };
}
