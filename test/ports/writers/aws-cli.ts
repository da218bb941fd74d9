import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Whether Python has the AWS CLI here, and can fork. */
export const hasAwsCli =
  process.platform !== 'win32' &&
  spawnSync('python3', ['-c', 'import awscli.clidriver, awscli.customizations.configure.writer'])
    .status === 0;

/** One `aws configure set`, and what it did with its file; times are of one clock, in seconds. */
export interface Configured {
  readonly code: number;
  readonly path: string;
  readonly readFrom: number;
  readonly readTo: number;
  readonly writeFrom: number;
  readonly writeTo: number;
  /** What it wrote over the file; null when it appended. */
  readonly text: string | null;
}

export interface AwsCli {
  /** Runs them all at once. */
  configure(commands: readonly (readonly string[])[]): Promise<readonly Configured[]>;
  /** Runs it, and kills it when it has opened its file and has not yet written. */
  killInWrite(command: readonly string[]): Promise<void>;
  close(): void;
}

/**
 * The AWS CLI as one Python process that forks for each command: starting it anew would take most of
 * the time. `open` in its writer is watched, and does what it always does.
 */
const SCRIPT = `
import gc, io, json, os, signal, sys, time
from awscli.clidriver import create_clidriver
from awscli.customizations.configure import writer

driver = create_clidriver()
driver._get_command_table()
driver._get_argument_table()
gc.freeze()

def run(command, is_to_die):
    seen = {'path': '', 'readFrom': 0, 'readTo': 0, 'writeFrom': 0, 'writeTo': 0, 'text': None}
    class Written:
        def __init__(self, path, mode):
            seen['writeFrom'] = time.monotonic()
            self.file, self.mode, self.parts = open(path, mode), mode, []
        def write(self, text):
            if is_to_die: os.kill(os.getpid(), signal.SIGKILL)
            self.parts.append(text)
            return self.file.write(text)
        def __enter__(self):
            return self
        def __exit__(self, *_):
            self.file.close()
            seen['writeTo'] = time.monotonic()
            if self.mode == 'w': seen['text'] = ''.join(self.parts)
    def watched(path, mode='r'):
        if mode == 'rb': return open(path, mode)
        seen['path'] = path
        if mode != 'r': return Written(path, mode)
        seen['readFrom'] = time.monotonic()
        with open(path, mode) as file: text = file.read()
        seen['readTo'] = time.monotonic()
        return io.StringIO(text)
    writer.open = watched
    seen['code'] = driver.main(command)
    return seen

for line in sys.stdin:
    pipes = []
    wanted = json.loads(line)
    for command in wanted['commands']:
        end, start = os.pipe()
        if os.fork() == 0:
            os.write(start, json.dumps(run(command, wanted['kill'])).encode())
            os._exit(0)
        os.close(start)
        pipes.append(end)
    answers = []
    for end in pipes:
        with os.fdopen(end) as file: answers.append(json.loads(file.read() or '{"code":-1}'))
        os.wait()
    print(json.dumps(answers), flush=True)
`;

/** With these AWS files. */
export function startAwsCli(files: {
  readonly configFile: string;
  readonly credentialsFile: string;
}): AwsCli {
  const child = spawn('python3', ['-c', SCRIPT], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      AWS_CONFIG_FILE: files.configFile,
      AWS_SHARED_CREDENTIALS_FILE: files.credentialsFile,
    },
  });
  const waiting: ((line: string) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  const run = async (commands: readonly (readonly string[])[], kill: boolean) => {
    child.stdin.write(`${JSON.stringify({ commands, kill })}\n`);
    const line = await new Promise<string>((resolve) => waiting.push(resolve));
    return JSON.parse(line) as Configured[];
  };
  return {
    configure: (commands) => run(commands, false),
    async killInWrite(command) {
      const [killed] = await run([command], true);
      if (killed?.code !== -1) throw new Error(`not killed: ${command.join(' ')}`);
    },
    close: () => child.stdin.end(),
  };
}
