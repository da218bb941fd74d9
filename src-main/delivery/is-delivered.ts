import { previewDelivery, type ReadDocument } from './preview-delivery.ts';
import type { FileDelivery, OwnershipStore } from './delivery.ts';

/**
 * Whether there is nothing to deliver again: it would change nothing, or another program has emptied a
 * file. That one goes on in a moment, or has died and taken all of the file along, which a profile of
 * ours in it would hide. Throws what `deliver` would.
 */
export function isDelivered(
  read: { readonly config: ReadDocument; readonly credentials: ReadDocument },
  request: Parameters<FileDelivery['deliver']>[0],
  ownership: Pick<OwnershipStore, 'list'>,
): boolean {
  const isEmptied = ({ exists, document }: ReadDocument) => exists && document.bytes.length === 0;
  if (isEmptied(read.config) || isEmptied(read.credentials)) return true;
  return previewDelivery(read, request, ownership).every(
    ({ before, after }) => before !== null && Buffer.from(before).equals(after),
  );
}
