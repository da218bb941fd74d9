import { describe, expect, it } from 'vitest';
import { parseAccessKeysCsv } from '#shared/access-keys-csv.ts';
import { isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { processorTime } from '#test/fixtures/processor-time.ts';

const ID = 'AKIADANA2EXAMPLE7XQ3';
const SECRET = 'dAnA7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLE1';

function read(text: string) {
  return parseAccessKeysCsv(secretOf(text)).map(({ secretAccessKey, ...rest }) => ({
    ...rest,
    secret: secretAccessKey.reveal(),
  }));
}

describe('the console’s accessKeys.csv', () => {
  it.each([
    [
      'as the console writes it today',
      `\uFEFFAccess key ID,Secret access key\r\n${ID},${SECRET}\r\n`,
    ],
    ['with LF and no line end at the end', `Access key ID,Secret access key\n${ID},${SECRET}`],
    [
      'with quotes round everything',
      `"Access key ID","Secret access key"\r\n"${ID}","${SECRET}"\r\n`,
    ],
    ['with its columns the other way round', `Secret access key,Access key ID\n${SECRET},${ID}\n`],
    ['with blank lines around', `Access key ID,Secret access key\n\n${ID},${SECRET}\n\n`],
  ])('is read %s', (_, text) => {
    expect(read(text)).toEqual([{ userName: null, accessKeyId: ID, secret: SECRET }]);
  });

  it('is read in its older form, with the user and without the password', () => {
    const text = `User name,Password,Access key ID,Secret access key,Console login link\r\n"dana","p,""w\nd",${ID},${SECRET},https://1.signin.aws.amazon.com/console\r\n`;
    expect(read(text)).toEqual([{ userName: 'dana', accessKeyId: ID, secret: SECRET }]);
  });

  it.each([
    ['', 1, 'it is empty'],
    ['\uFEFF', 1, 'it is empty'],
    ['Access key ID,Secret access key\n', 2, 'there is no key below the titles'],
    [`${ID},${SECRET}\n`, 1, 'column 1 has a title that AWS’s console does not write'],
    [`Access key ID\n${ID}\n`, 1, 'there is no column “secret access key”'],
    [`Access key ID,Access key ID,Secret access key\n`, 1, 'a column stands there twice'],
    [`Access key ID,Secret access key\n${ID}\n`, 2, 'it has 1 columns, and the titles are 2'],
    [
      `Access key ID,Secret access key\n${ID},${SECRET},x\n`,
      2,
      'it has 3 columns, and the titles are 2',
    ],
    [
      `Access key ID,Secret access key\nASIATEMPORARY7EXAMPL,${SECRET}\n`,
      2,
      'the access key id does not begin with AKIA and go on in capitals and digits',
    ],
    [
      `Access key ID,Secret access key\n${ID},short\n`,
      2,
      'the secret access key is not as AWS makes them',
    ],
    [
      `Access key ID,Secret access key\n${ID},"${SECRET}\n[evil]\n"\n`,
      2,
      'the secret access key is not as AWS makes them',
    ],
    [`Access key ID,Secret access key\n${ID},"${SECRET}`, 2, 'a quote is not closed'],
    [`Access key ID,Secret access key\n${ID},"${SECRET}"x\n`, 2, 'text follows a closing quote'],
    [
      `Access key ID,Secret access key\n${ID},${SECRET}"\n`,
      2,
      'a quote or a control character stands inside a cell',
    ],
    [
      `Access key ID,Secret access key\n${ID},${SECRET}\0\n`,
      2,
      'a quote or a control character stands inside a cell',
    ],
    ['\u0000\u0001\u0002', 1, 'a quote or a control character stands inside a cell'],
    [
      `Access key ID,Secret access key\n${`${ID},${SECRET}\n`.repeat(101)}`,
      102,
      'there are more than 100 keys',
    ],
  ])('is refused with its line and without its content: %j', (text, line, problem) => {
    try {
      read(text);
      expect.unreachable();
    } catch (error) {
      if (!isAppError(error, 'import/csv-malformed')) throw error;
      expect(error.facts).toEqual({ line, problem });
      expect(JSON.stringify(error.facts)).not.toContain(SECRET.slice(0, 12));
    }
  });

  it('is judged quickly, whatever it holds', () => {
    for (const piece of [',', '"', '""', '\n', '\r', 'a,"b', '"\n']) {
      const tookMs = processorTime();
      try {
        read(piece.repeat((64 * 1024) / piece.length));
      } catch (error) {
        if (!isAppError(error, 'import/csv-malformed')) throw error;
      }
      expect(tookMs()).toBeLessThan(3000);
    }
  });
});
