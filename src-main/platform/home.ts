import path from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where Latchkey keeps its own data, and where AWS's tools look for theirs. */
export interface Places {
  /** Our folder, made with mode 0700. `LATCHKEY_HOME` moves all of it. */
  readonly home: string;
  readonly stateFile: string;
  /** What we wrote into the AWS files. Apart from the state, since every switch writes it. */
  readonly ownedFile: string;
  /** What is pinned and used. Apart too, for the same reason. */
  readonly habitsFile: string;
  /** The activity log, and up to where it is sealed. */
  readonly activityFile: string;
  readonly activitySealFile: string;
  /** Encrypted: sessions and, later, tokens and journals. */
  readonly sealedFile: string;
  /** The `file` vault. */
  readonly vaultFile: string;
  readonly mfaFolder: string;
  readonly lockFolder: string;
  /** Of the AWS files, as they were before our changes. */
  readonly backupFolder: string;
  /** The tokens of the container endpoint, while the app runs. */
  readonly tokenFolder: string;
  readonly logFile: string;
  /** What `credential_process` lines start on Linux and macOS. */
  readonly quickScript: string;
  /** A unix socket, or a named pipe on Windows. */
  readonly socket: string;
  readonly credentialsFile: string;
  readonly configFile: string;
}

export function findPlaces(environment: Environment, userHome = homeOf(environment)): Places {
  const home = path.resolve(environment['LATCHKEY_HOME'] || dataFolder(environment, userHome));
  return {
    home,
    stateFile: path.join(home, 'state.json'),
    ownedFile: path.join(home, 'owned.json'),
    habitsFile: path.join(home, 'habits.json'),
    activityFile: path.join(home, 'activity.jsonl'),
    activitySealFile: path.join(home, 'activity.seal'),
    sealedFile: path.join(home, 'sealed.bin'),
    vaultFile: path.join(home, 'vault.bin'),
    mfaFolder: path.join(home, 'mfa'),
    lockFolder: path.join(home, 'locks'),
    backupFolder: path.join(home, 'backups'),
    tokenFolder: path.join(home, 'container'),
    logFile: path.join(home, 'latchkey.log'),
    quickScript: path.join(home, 'latchkey-credentials'),
    socket: socketOf(home),
    credentialsFile: awsFile(environment['AWS_SHARED_CREDENTIALS_FILE'], userHome, 'credentials'),
    configFile: awsFile(environment['AWS_CONFIG_FILE'], userHome, 'config'),
  };
}

/** As the AWS SDKs find it: HOME, then the system's own answer (contracts.md §1.1). */
function homeOf(environment: Environment): string {
  return environment['HOME'] || environment['USERPROFILE'] || nodeOs().homedir();
}

/** Where each system wants a program's own data. */
function dataFolder(environment: Environment, userHome: string): string {
  switch (process.platform) {
    case 'darwin':
      return path.join(userHome, 'Library', 'Application Support', 'latchkey');
    case 'win32': {
      const local = environment['LOCALAPPDATA'] || path.join(userHome, 'AppData', 'Local');
      return path.join(local, 'latchkey', 'Data');
    }
    default: {
      const share = environment['XDG_DATA_HOME'] || path.join(userHome, '.local', 'share');
      return path.join(share, 'latchkey');
    }
  }
}

/** Of `~` the SDKs agree on a leading `~/` only. */
function awsFile(setting: string | undefined, userHome: string, file: string): string {
  if (setting === undefined || setting === '') return path.join(userHome, '.aws', file);
  return path.resolve(setting.startsWith('~/') ? path.join(userHome, setting.slice(2)) : setting);
}

function socketOf(home: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\latchkey-${digestOf(home)}`;
  const inHome = path.join(home, 'run', 'latchkey.sock');
  // sun_path holds 104 bytes on macOS, 108 on Linux.
  if (Buffer.byteLength(inHome) < 100) return inHome;
  const { tmpdir, userInfo } = nodeOs();
  return path.join(tmpdir(), `latchkey-${userInfo().uid}-${digestOf(home)}`, 's');
}

/**
 * These two are loaded when needed, for `credentials` asks for its socket here (G1): `node:crypto` takes half
 * as long as all of Node to start.
 */
const nodeOs = () => process.getBuiltinModule('node:os');

function digestOf(home: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(home).digest('hex').slice(0, 16);
}
