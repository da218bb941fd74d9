import { spawnSync } from 'node:child_process';
import { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import type { AwsFile } from '#main/aws-files/document.ts';

/** Settings by section or profile; nested ones as `s3.addressing_style`. Null: the reader fails on the whole file. */
export type Found = Readonly<Record<string, Readonly<Record<string, string>>>> | null;

let files = 0;

/** What the real JavaScript SDK makes of a file's bytes: its profiles. */
export async function askSmithy(bytes: Uint8Array, kind: AwsFile['kind']): Promise<Found> {
  const name = `/latchkey-oracle/${files++}`;
  const files_ = externalDataInterceptor.getFileRecord();
  externalDataInterceptor.interceptFile(name, Buffer.from(bytes).toString('utf8'));
  externalDataInterceptor.interceptFile(`${name}-none`, '');
  const read = await loadSharedConfigFiles(
    kind === 'config'
      ? { filepath: `${name}-none`, configFilepath: name }
      : { filepath: name, configFilepath: `${name}-none` },
  );
  delete files_[name];
  delete files_[`${name}-none`];
  return (kind === 'config' ? read.configFile : read.credentialsFile) as Found;
}

const SCRIPT = `
import sys, json, base64, tempfile, os
from botocore import configloader, exceptions
memory = '/dev/shm' if os.path.isdir('/dev/shm') else None
path = os.path.join(tempfile.mkdtemp(dir=memory), 'f')
def flat(v):
    out = {}
    for k, x in v.items():
        if isinstance(x, dict):
            for n, y in x.items(): out[k + '.' + n] = y
        else: out[k] = x
    return out
answers = []
for case in json.load(sys.stdin):
    with open(path, 'wb') as f: f.write(base64.b64decode(case['bytes']))
    try:
        found = configloader.load_config(path)['profiles'] if case['kind'] == 'config' else configloader.raw_config_parse(path)
        answers.append({k: flat(v) for k, v in found.items()})
    except exceptions.ConfigParseError:
        answers.append(None)
os.remove(path); os.rmdir(os.path.dirname(path))
json.dump(answers, sys.stdout)
`;

/** Whether Python has botocore here; the tests that ask it say so in their names when not. */
export const hasBotocore =
  spawnSync('python3', ['-c', 'import botocore.configloader']).status === 0;

/** What the real botocore makes of many files, in one process. */
export function askBotocore(
  cases: readonly { bytes: Uint8Array; kind: AwsFile['kind'] }[],
): readonly Found[] {
  const input = JSON.stringify(
    cases.map(({ bytes, kind }) => ({ kind, bytes: Buffer.from(bytes).toString('base64') })),
  );
  const { stdout, stderr, status } = spawnSync('python3', ['-c', SCRIPT], {
    input,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    env: { ...process.env, PYTHONUTF8: '1' },
  });
  if (status !== 0) throw new Error(`botocore oracle: ${stderr}`);
  return JSON.parse(stdout) as Found[];
}
