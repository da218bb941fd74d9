import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';

/** Where a practice Latchkey and its AWS files live, apart from everything of the user's. */
export interface PracticeHome {
  /** What a second terminal has to set; the practice Latchkey itself has the same. */
  readonly variables: {
    readonly LATCHKEY_HOME: string;
    readonly AWS_CONFIG_FILE: string;
    readonly AWS_SHARED_CREDENTIALS_FILE: string;
  };
  remove(): Promise<void>;
}

/** A throw-away folder; or `folder`, which must be empty and stays, without what was made in it. Throws `input/invalid`. */
export async function makePracticeHome(folder: string | null): Promise<PracticeHome> {
  const home =
    folder === null
      ? await mkdtemp(path.join(os.tmpdir(), 'latchkey-practice-'))
      : await takeEmpty(folder);
  const own = path.join(home, 'latchkey');
  const aws = path.join(home, 'aws');
  await mkdir(own, { mode: 0o700 });
  await mkdir(aws, { mode: 0o700 });
  return {
    variables: {
      LATCHKEY_HOME: own,
      AWS_CONFIG_FILE: path.join(aws, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(aws, 'credentials'),
    },
    async remove() {
      const made = folder === null ? [home] : [own, aws];
      for (const each of made) await rm(each, { recursive: true, force: true });
    },
  };
}

async function takeEmpty(folder: string): Promise<string> {
  const home = path.resolve(folder);
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    if ((await readdir(home)).length > 0) {
      const problem = `${home} is not empty, and the practice account starts from nothing`;
      throw new AppError('input/invalid', { field: '--home', problem });
    }
    await chmod(home, 0o700);
    return home;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('state/unusable', { path: home, reason }, error);
  }
}
