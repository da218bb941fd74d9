import { describe, expect, it } from 'vitest';
import { parse } from '#main/aws-files/document.ts';
import { plaintextKeys } from '#main/aws-files/plaintext-keys.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

function found(text: string, kind: 'credentials' | 'config' = 'credentials') {
  const file = { path: `/home/a/.aws/${kind}`, kind } as const;
  return plaintextKeys(parse(Buffer.from(text), file)).map(
    ({ accessKeyId, profile, line }) => `${accessKeyId} ${profile} ${line}`,
  );
}

describe('long-term keys in plaintext', () => {
  it.each<[what: string, text: string, kind: 'credentials' | 'config', expected: string[]]>([
    [
      'in a profile',
      `[dev]\naws_access_key_id = ${KEY}\n${SECRET}\n`,
      'credentials',
      [`${KEY} dev 2`],
    ],
    [
      'in the config file',
      `[profile dev]\n${SECRET}\naws_access_key_id=${KEY}\n`,
      'config',
      [`${KEY} dev 3`],
    ],
    [
      'in the default profile',
      `# mine\n[default]\naws_access_key_id = ${KEY}\n${SECRET}\n`,
      'credentials',
      [`${KEY} default 3`],
    ],
    [
      'of a session, which ends by itself',
      `[dev]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\n${SECRET}\n`,
      'credentials',
      [],
    ],
    ['without its secret', `[dev]\naws_access_key_id = ${KEY}\n`, 'credentials', []],
    [
      'with an empty secret',
      `[dev]\naws_access_key_id = ${KEY}\naws_secret_access_key =\n`,
      'credentials',
      [],
    ],
    [
      'in a section that is no profile',
      `[dev]\naws_access_key_id = ${KEY}\n${SECRET}\n`,
      'config',
      [],
    ],
    ['in a comment', `[dev]\n# aws_access_key_id = ${KEY}\n# ${SECRET}\n`, 'credentials', []],
    [
      'something that is no key id',
      `[dev]\naws_access_key_id = \${KEY}\n${SECRET}\n`,
      'credentials',
      [],
    ],
  ])('%s', (_, text, kind, expected) => {
    expect(found(text, kind)).toEqual(expected);
  });
});
