import { setSetting } from '#main/aws-files/edit.ts';
import { parse, type AwsFile } from '#main/aws-files/document.ts';
import { editFile } from '#main/aws-files/writer.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { isAppError } from '#shared/errors.ts';

/** What the tests ask a process of its own to do: one edit after the other. */
export interface ChildWork {
  readonly path: string;
  readonly kind: AwsFile['kind'];
  readonly lockFolder: string;
  readonly edits: readonly (readonly [profile: string, key: string, value: string])[];
  /** Whom to become first; root may do everything and shows nothing. */
  readonly uid?: number;
}

/** Prints "changed", "unchanged" or the error's code for each edit. */
async function main(work: ChildWork): Promise<void> {
  if (work.uid !== undefined) {
    process.setgroups?.([]);
    process.setgid?.(work.uid);
    process.setuid?.(work.uid);
  }
  const file = { path: work.path, kind: work.kind };
  const deps = {
    lockFolder: work.lockFolder,
    clock: createSystemClock(),
    parse,
    beforeReplace: async () => {},
  };
  for (const [profile, key, value] of work.edits) {
    const outcome = await editFile(
      file,
      (document) => setSetting(document, profile, [key, value]),
      deps,
    ).then(
      ({ changed }) => (changed ? 'changed' : 'unchanged'),
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
    console.log(outcome);
  }
}

void main(JSON.parse(process.argv[2]!) as ChildWork);
