import type {
  ImportChoice,
  ImportOutcome,
  ImportPlan,
  ImportProgress,
} from '#shared/contract/import-plan.ts';
import type { Secret } from '#shared/secret.ts';

/** What to take over; the console's accessKeys.csv as a secret. */
export type Choice = Omit<ImportChoice, 'csv'> & { readonly csv?: Secret | undefined };

/** Who waits for it: is told how it comes along, and may end it, with the signal's reason. */
export interface Waiting {
  readonly tell?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Takes keys and roles over from the AWS files, so that no long-term key lies there in plain text. */
export interface Import {
  /** What would be done, and the exact diff. Reads and asks AWS who the keys belong to; writes nothing. */
  plan(choice: Choice, waiting?: Waiting): Promise<ImportPlan>;
  /**
   * Does it, as one change: at every moment each key is in its file or in the vault. Throws
   * `import/changed` when the plan is not what `token` stands for, and then nothing was done; and
   * `import/stopped`.
   */
  apply(
    choice: Choice & {
      readonly token?: string | undefined;
      readonly switchAfterwards?: boolean | undefined;
    },
    waiting?: Pick<Waiting, 'tell'>,
  ): Promise<ImportOutcome>;
  /** Stops the `apply` of that token: before anything is written, or else before the next switch. */
  stop(token: string): void;
}
