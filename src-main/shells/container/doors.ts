import type { Latchkey } from '#main/compose.ts';
import type { Clock } from '#main/platform/clock.ts';
import type { Places } from '#main/platform/home.ts';
import { createMetadataShell } from '../metadata/metadata-shell.ts';
import { createContainerShell } from './container-shell.ts';

export type Doors = ReturnType<typeof createDoors>;

/** A target, or a profile that a target is delivered under. */
interface AskedDoor {
  readonly name: string;
  readonly mfaCode?: string | undefined;
}

/** What a running Latchkey opens for other programs when the command asks for it. Nothing listens before. */
export function createDoors(
  latchkey: Pick<Latchkey, 'answers' | 'obtainForTool' | 'sessions' | 'record' | 'log'>,
  { places, clock }: { readonly places: Places; readonly clock: Clock },
) {
  const { answers, log, record, sessions } = latchkey;
  const { tokenFolder } = places;
  const container = createContainerShell({ answers, tokenFolder, clock, log });
  const metadata = createMetadataShell({ answers, clock });
  sessions.onStop((target) => {
    container.shut(target).catch(log.unexpected);
    metadata.shut(target).catch(log.unexpected);
  });

  /** The command's user is there: what takes a person is done now, not at a program's first question. */
  const openFor = async <T extends object>(
    { name, mfaCode }: AskedDoor,
    open: (target: string) => Promise<T>,
  ) => {
    const got = await latchkey.obtainForTool(name, {
      by: 'door',
      mfaCode,
      whenPersonNeeded: 'return',
    });
    if (got.kind === 'mfa-needed') return got;
    const { target, region, endpointUrl } = got;
    return { kind: 'open' as const, target, region, endpointUrl, ...(await open(target)) };
  };

  return {
    openContainer: (asked: AskedDoor) =>
      openFor(asked, async (target) => {
        const { url, tokenFile } = await container.open(target);
        record({ kind: 'session-delivered', target, how: 'container', profile: null });
        return { url, tokenFile };
      }),
    openMetadata: (asked: AskedDoor) =>
      openFor(asked, async (target) => {
        const opened = await metadata.open(target);
        record({ kind: 'session-delivered', target, how: 'metadata', profile: null });
        return opened;
      }),
    async close(): Promise<void> {
      await Promise.all([container.close(), metadata.shut(null)]);
    },
  };
}
