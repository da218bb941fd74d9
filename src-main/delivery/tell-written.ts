import type { FileDelivery } from './delivery.ts';

/** The same delivery, telling of each profile that it has written or removed. */
export function tellWritten(
  delivery: FileDelivery,
  onWritten: (profile: string) => void,
): FileDelivery {
  return {
    check: delivery.check,
    isNoted: delivery.isNoted,
    async deliver(request) {
      const delivered = await delivery.deliver(request);
      onWritten(request.profile);
      return delivered;
    },
    async withdraw(profile, replaceChanged) {
      await delivery.withdraw(profile, replaceChanged);
      onWritten(profile);
    },
  };
}
