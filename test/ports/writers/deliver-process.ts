import { watchFiles } from '#main/aws-files/watch.ts';
import { isDelivered } from '#main/delivery/is-delivered.ts';
import { keepDelivered } from '#main/delivery/keep-delivered.ts';
import { createFileReader } from '#main/profiles/read-aws-files.ts';
import { isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { openParts } from './open-parts.ts';

/** To deliver a profile, with a word of its own in both files. */
export interface Deliver {
  readonly profile: string;
  readonly word: string;
  readonly afterMs: number;
}

/** What a process of ours tells. */
export type Told =
  | { readonly kind: 'ready' }
  /** "done", or the code of the error. */
  | { readonly kind: 'delivered'; readonly outcome: string }
  /** Another program had put an older copy back. */
  | { readonly kind: 'rewritten' };

/** One of ours that stays, as the window does: it delivers what it is told to, and keeps it delivered. */
async function main(home: string): Promise<void> {
  const { delivery, files, ownership, clock, places } = await openParts(home);
  const tell = (told: Told) => process.send?.(told);
  const readFile = createFileReader();
  const kept = keepDelivered(delivery, {
    // For twenty seconds in place of two, since on a busy machine the AWS CLI may take as long to write.
    clock: { ...clock, sleep: (ms, signal) => clock.sleep(10 * ms, signal) },
    isThere: async (request) => {
      const [config, credentials] = [
        await readFile(files.config),
        await readFile(files.credentials),
      ];
      return isDelivered({ config, credentials }, request, ownership);
    },
    onRewritten: () => void tell({ kind: 'rewritten' }),
  });
  watchFiles([places.credentialsFile, places.configFile], () => void kept.look());

  const deliver = async ({ profile, word, afterMs }: Deliver) => {
    await clock.sleep(afterMs);
    const credentials = {
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: secretOf('session/secret+1'),
      sessionToken: secretOf(word),
      expiresAtMs: 0,
    };
    await kept.deliver({
      profile,
      credentials,
      region: word,
      endpointUrl: null,
      replaceChanged: false,
    });
  };
  process.on('message', (wanted: Deliver) => {
    deliver(wanted).then(
      () => tell({ kind: 'delivered', outcome: 'done' }),
      (error: unknown) =>
        tell({ kind: 'delivered', outcome: isAppError(error) ? error.code : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  tell({ kind: 'ready' });
}

await main(process.argv[2]!);
