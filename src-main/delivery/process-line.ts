import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#shared/errors.ts';
import { writeDurably } from '../platform/durable-file.ts';
import type { Environment, Places } from '../platform/home.ts';
import { commandLine } from './command-line.ts';
import { quickScript } from './quick-script.ts';

/** The `credential_process` lines of targets. Both throw `process/no-node`. */
export interface ProcessLine {
  /** The value for the config file. */
  of(target: string): string;
  /** Puts in its place what the lines start. Throws `state/unusable`. */
  install(): Promise<void>;
}

export interface ProcessLineDeps {
  readonly places: Pick<Places, 'home' | 'socket' | 'quickScript'>;
  readonly platform: NodeJS.Platform;
  /** Null where this is not Node: Electron does not run a script (RunAsNode is off). */
  readonly ownNode: string | null;
  readonly environment: Environment;
  /** Latchkey's own command, `latchkey.cjs`. */
  readonly command: string;
}

/**
 * What tools start: on Linux and macOS a script in our own folder, which is written where it is not
 * there or not the same; on Windows, Node with Latchkey's command. It gets the target's name only.
 */
export function createProcessLine(deps: ProcessLineDeps): ProcessLine {
  const { places, platform, command } = deps;
  const findOwnNode = () => deps.ownNode ?? findNode(deps);
  return {
    of: (target) =>
      commandLine(
        platform === 'win32'
          ? [findOwnNode(), command, 'credentials', target]
          : [places.quickScript, target],
        platform,
      ),
    async install() {
      if (platform === 'win32') return;
      await writeScript(
        places.quickScript,
        quickScript({ ...places, node: findOwnNode(), command }),
      );
    },
  };
}

function findNode({ environment, platform }: ProcessLineDeps): string {
  const file = platform === 'win32' ? 'node.exe' : 'node';
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter(path.isAbsolute);
  const found = folders.map((folder) => path.join(folder, file)).find(isExecutable);
  if (found === undefined) throw new AppError('process/no-node', {});
  return found;
}

function isExecutable(filePath: string): boolean {
  try {
    accessSync(filePath, constants.X_OK);
    return statSync(filePath).isFile();
  } catch {
    return false;
  }
}

const SCRIPT_MODE = 0o700;

async function writeScript(filePath: string, text: string): Promise<void> {
  if (isWritten(filePath, text)) return;
  try {
    await writeDurably(filePath, Buffer.from(text), SCRIPT_MODE);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('state/unusable', { path: filePath, reason }, error);
  }
}

function isWritten(filePath: string, text: string): boolean {
  try {
    return (
      readFileSync(filePath, 'utf8') === text && (statSync(filePath).mode & 0o777) === SCRIPT_MODE
    );
  } catch {
    // It will be written, or that fails with words.
    return false;
  }
}
