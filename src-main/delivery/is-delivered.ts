import { previewDelivery, type ReadDocument } from './preview-delivery.ts';
import type { FileDelivery, OwnershipStore } from './delivery.ts';

/** Whether delivering would change nothing. Throws what `deliver` would. */
export function isDelivered(
  read: { readonly config: ReadDocument; readonly credentials: ReadDocument },
  request: Parameters<FileDelivery['deliver']>[0],
  ownership: Pick<OwnershipStore, 'list'>,
): boolean {
  return previewDelivery(read, request, ownership).every(
    ({ before, after }) => before !== null && Buffer.from(before).equals(after),
  );
}
