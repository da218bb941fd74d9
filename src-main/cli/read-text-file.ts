import { readFile, stat } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';

/** The text of a file that the user named by an option. Throws `input/invalid` for that option. */
export async function readTextFile(
  file: string,
  limits: { readonly field: string; readonly maximumBytes: number; readonly tooLong: string },
): Promise<string> {
  const { field } = limits;
  try {
    const stats = await stat(file);
    if (!stats.isFile() || stats.size > limits.maximumBytes) {
      const problem = stats.isFile() ? limits.tooLong : 'it is not a file';
      throw new AppError('input/invalid', { field, problem });
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof AppError || typeof code !== 'string') throw error;
    const problem = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new AppError('input/invalid', { field, problem }, error);
  }
}
