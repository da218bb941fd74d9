import { Readable } from 'node:stream';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { HttpResponse } from '@smithy/protocol-http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorXml, replyXml } from '#main/practice/query-xml.ts';
import { refusalOf } from '#test/fixtures/practice-clients.ts';

/** UTF-16 units at random, halves of pairs among them, with XML's own characters more often than chance. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(...Buffer.from('<>&"\'\r\n ;#]')),
    ),
  )
  .map((units) => String.fromCharCode(...units));

function reply(result: Parameters<typeof replyXml>[0]['result']): string {
  return replyXml({ service: 'iam', action: 'GetUser', result, requestId: 'r-1' });
}

test('a reply has the shape of the query protocol', () => {
  expect(reply({ User: { UserName: 'dana' }, IsTruncated: false })).toBe(
    '<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
      '<GetUserResult><User><UserName>dana</UserName></User><IsTruncated>false</IsTruncated></GetUserResult>' +
      '<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetUserResponse>\n',
  );
});

test('lists become members, nothing becomes nothing, times are whole seconds', () => {
  const result = {
    Names: ['a', 'b'],
    Marker: null,
    CreateDate: new Date('2026-11-24T09:00:00.987Z'),
  };
  expect(reply(result)).toContain(
    '<Names><member>a</member><member>b</member></Names><CreateDate>2026-11-24T09:00:00Z</CreateDate>',
  );
});

test.each([
  [400, 'Sender'],
  [403, 'Sender'],
  [503, 'Receiver'],
])('an error of status %d is the fault of the %s', (status, type) => {
  const xml = errorXml({ service: 'sts', status, code: 'C', message: 'M', requestId: 'r-1' });
  expect(xml).toContain(
    `<Error><Type>${type}</Type><Code>C</Code><Message>M</Message></Error><RequestId>r-1</RequestId>`,
  );
});

test('any text reaches the SDK whole, but for what XML cannot hold', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const message = `<${text}>`;
      const expected = Array.from(message, (character) =>
        fitsXml(character) ? character : '\uFFFD',
      ).join('');
      expect(await messageAsReadBySdk(message)).toBe(expected);
    }),
  );
});

/** What the official client says when it is answered with this refusal. */
async function messageAsReadBySdk(message: string): Promise<string> {
  const body = errorXml({ service: 'sts', status: 400, code: 'C', message, requestId: 'r' });
  const response = new HttpResponse({
    statusCode: 400,
    headers: {},
    body: Readable.from([Buffer.from(body)]),
  });
  const client = new STSClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAPRACTICENOBODY22', secretAccessKey: 'x' },
    maxAttempts: 1,
    requestHandler: { handle: async () => ({ response }) },
  });
  return (await refusalOf(client.send(new GetCallerIdentityCommand()))).message;
}

/** The characters of XML 1.0, section 2.2. */
function fitsXml(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}
