import { implement } from '@orpc/server';
import { keysContract } from '#shared/contract/keys.ts';
import type { Core } from './core.ts';

/** `keys.*` of the contract. */
export function createKeysRouter({ keys }: Pick<Core, 'keys'>) {
  const os = implement(keysContract);
  return {
    consequences: os.consequences.handler(({ input }) => keys.consequences(input.accessKeyId)),
    setStatus: os.setStatus.handler(({ input: { accessKeyId, status, ...options } }) =>
      keys.setStatus(accessKeyId, status, options),
    ),
    delete: os.delete.handler(({ input: { accessKeyId, ...options } }) =>
      keys.delete(accessKeyId, options),
    ),
  };
}
