import { gzipSync } from 'node:zlib';

/** What somebody may send in the place of AWS: all of it, from the status line to the last byte. */
export type HostileReply = readonly [name: string, bytes: string | Buffer];

/** Characters that must not come through into words: escape sequences, control and bidi characters. */
const NASTY = '\u001b[31mEVIL\u0007\u0000\u009b\u202eLIVE\u2028';
const NASTY_ASCII = '\u001b[31mEVIL\u0007';
const LONG = 'x'.repeat(65_536);

/** Some hundred things to do to the good reply of one call. */
export function hostileReplies(good: string, longestBytes = 1_100_000): readonly HostileReply[] {
  return [
    ...badTransport(good, longestBytes),
    ...badText(good),
    ...badMarkup(good),
    ...badFields(good),
    ...badErrors(),
  ];
}

function reply(body: string | Buffer, headers: readonly string[] = [], status = '200 OK'): Buffer {
  const bytes = Buffer.from(body);
  const head = [`HTTP/1.1 ${status}`, 'content-type: text/xml', ...headers];
  const hasLength = headers.some((header) => /^(content-length|transfer-encoding)/i.test(header));
  if (!hasLength) head.push(`content-length: ${bytes.length}`);
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

function badTransport(good: string, longestBytes: number): readonly HostileReply[] {
  const { length } = Buffer.from(good);
  const chunked = ['transfer-encoding: chunked'];
  return [
    ['nothing at all', ''],
    ['a status line alone', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['half a status line', 'HTTP/1.1 2'],
    ['headers without an end', 'HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n'],
    ['a body and no HTTP', good],
    ['an empty body', reply('')],
    ['a body that is shorter than it says', reply(good, [`content-length: ${length + 1}`])],
    ['a body that is longer than it says', reply(good, [`content-length: ${length - 20}`])],
    ['a negative length', reply(good, ['content-length: -1'])],
    ['a length that is no number', reply(good, ['content-length: many'])],
    ['two lengths', reply(good, [`content-length: ${length}`, 'content-length: 3'])],
    ['a length and chunks', reply(good, [`content-length: ${length}`, ...chunked])],
    ['a chunk of no size', reply(`zz\r\n${good}\r\n0\r\n\r\n`, chunked)],
    ['a chunk of too great a size', reply(`ffffffffffffffff\r\n${good}`, chunked)],
    ['chunks without an end', reply(`${length.toString(16)}\r\n${good}\r\n`, chunked)],
    ['a long chunk extension', reply(`1;${LONG}\r\n<\r\n0\r\n\r\n`, chunked)],
    ['a header of 64 kB', reply('', [`x-long: ${LONG}`])],
    [
      'thousands of headers',
      reply(
        '',
        Array.from({ length: 5000 }, (_, i) => `x-${i}: y`),
      ),
    ],
    ['a header with a NUL', reply('', ['x-nul: \u0000'])],
    ['a status line with escapes', reply('', [], `200 ${NASTY_ASCII}`)],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['HTTP/2', Buffer.from('00001204000000000000', 'hex')],
    ['a switch of protocols', reply('', ['upgrade: websocket', 'connection: upgrade'], '101 Go')],
    ['a claim of gzip', reply(`${good.slice(0, 50)}`, ['content-encoding: gzip'])],
    ['gzip', reply(gzipSync(good), ['content-encoding: gzip'])],
    ['a gzip bomb', reply(gzipSync(Buffer.alloc(5_000_000, good)), ['content-encoding: gzip'])],
    ['more than is read', reply(good.replace('>', `>${' '.repeat(longestBytes)}`))],
    ...['204 No Content', '301 Moved', '302 Found', '307 Temporary', '308 Permanent'].map(
      (status): HostileReply => [
        `a ${status}`,
        reply('', ['location: http://169.254.169.254/latest/meta-data/'], status),
      ],
    ),
    ...['400 Bad', '401 Who', '403 No', '404 Lost', '500 Oops', '503 Busy', '599 Odd'].map(
      (status): HostileReply => [`a page with ${status}`, reply('<html>', [], status)],
    ),
  ];
}

function badText(good: string): readonly HostileReply[] {
  const cut = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((share): HostileReply => [
    `${share * 100} % of it`,
    reply(good.slice(0, Math.floor(good.length * share))),
  ]);
  return [
    ...cut,
    ['UTF-16', reply(Buffer.from(`\ufeff${good}`, 'utf16le'))],
    ['bytes that are no text', reply(Buffer.alloc(5000, 0xff))],
    ['zeros', reply(Buffer.alloc(5000))],
    ['a page', reply('<!DOCTYPE html><html><body>Please sign in</body></html>')],
    ['a page in front of it', reply(`<html></html>${good}`)],
    ['JSON', reply('{"Credentials":{"AccessKeyId":"ASIAIOSFODNN7EXAMPLE"}}')],
    ['text', reply('OK')],
    ['blanks', reply(' '.repeat(1_000_000))],
    ['one long name', reply(`<${'a'.repeat(1_000_000)}`)],
    ['one long name that ends well', reply(`<${'a'.repeat(1_000_000)}Response>`)],
  ];
}

function badMarkup(good: string): readonly HostileReply[] {
  const root = /<(\w+Response)/.exec(good)?.[1] ?? '';
  const inside = (xml: string) => reply(`<${root}>${xml}</${root}>`);
  const entities = Array.from({ length: 10 }, (_, index) =>
    index === 0 ? '<!ENTITY a0 "lol">' : `<!ENTITY a${index} "${`&a${index - 1};`.repeat(10)}">`,
  );
  const declared = (declaration: string, xml: string) =>
    reply(`<?xml version="1.0"?><!DOCTYPE x [${declaration}]><${root}>${xml}</${root}>`);
  return [
    ['the root alone', reply(`<${root}/>`)],
    ['an empty root', inside('')],
    ['text for a result', inside('text')],
    ['another call’s result', inside('<OtherResult><Value>1</Value></OtherResult>')],
    ['another root', reply(good.replaceAll(root, 'html'))],
    ['no end of the root', reply(good.replace(`</${root}>`, ''))],
    ['a billion laughs', declared(entities.join(''), '&a9;')],
    ['a file by entity', declared('<!ENTITY a SYSTEM "file:///etc/passwd">', '&a;')],
    ['an address by entity', declared('<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;', '')],
    ['a document type behind the root', reply(`${good}<!DOCTYPE x>`)],
    ['an unknown entity', inside('&evil;')],
    ['a NUL by number', inside('&#0;')],
    ['a character that is none', inside('&#xffffffff;')],
    ['a hundred thousand numbers', inside('&#65;'.repeat(100_000))],
    ['a CDATA without an end', inside('<![CDATA[')],
    ['a comment without an end', inside('<!--')],
    ['an instruction without an end', inside('<?x')],
    ['a thousand elements deep', inside('<a>'.repeat(1000) + '</a>'.repeat(1000))],
    ['a hundred thousand elements deep', inside('<a>'.repeat(100_000))],
    ['a hundred thousand elements wide', inside('<a/>'.repeat(100_000))],
    ['ten thousand attributes', inside(`<a ${attributes(10_000)}/>`)],
    ['an attribute without an end', reply(`<${root} x="`)],
    ['names of JavaScript', inside('<__proto__><x>1</x></__proto__><constructor/><toString/>')],
  ];
}

function attributes(count: number): string {
  return Array.from({ length: count }, (_, index) => `x${index}="y"`).join(' ');
}

/** Each value of the reply, with something else in its place. */
function badFields(good: string): readonly HostileReply[] {
  const fields = [...good.matchAll(/<(\w+)>[^<>]+<\/\1>/g)].filter(
    ([, name]) => name !== 'UserId' && name !== 'UserName' && name !== 'RequestId',
  );
  return fields.flatMap(([whole, name = '']) => {
    const put = (what: string, value: string): HostileReply => [
      `${name} that is ${what}`,
      reply(good.replace(whole, `<${name}>${value}</${name}>`)),
    ];
    return [
      put('64 kB', LONG),
      put('full of escapes', NASTY),
      put('two lines', 'a\n[profile admin]\ncredential_process = evil'),
      put('an element', '<b>1</b>'),
    ];
  });
}

function badErrors(): readonly HostileReply[] {
  const error = (code: string, message: string, status: string): HostileReply => [
    `the error ${code.slice(0, 30)} with ${status} and ${message.slice(0, 12)}`,
    reply(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${NASTY}</RequestId></ErrorResponse>`,
      [`x-amzn-requestid: ${NASTY_ASCII}`],
      status,
    ),
  ];
  const arn = `User: arn:aws:iam::111122223333:user/${NASTY} is not authorized to perform: sts:${NASTY} on resource: arn:aws:iam::1:role/${NASTY}`;
  const codes = [
    'AccessDenied',
    'SignatureDoesNotMatch',
    'InvalidClientTokenId',
    'ExpiredToken',
    'ValidationError',
    'RegionDisabledException',
    'PackedPolicyTooLarge',
    'Throttling',
    'SomethingNobodyKnows',
    '',
    NASTY,
    LONG,
    '__proto__',
    '<b>AccessDenied</b>',
  ];
  return [
    ...codes.flatMap((code) => [
      error(code, arn, '403 Forbidden'),
      error(code, `DurationSeconds less than or equal to 9e99 ${LONG}`, '400 Bad'),
    ]),
    error('MultiFactorAuthentication', 'x'.repeat(500_000), '403 Forbidden'),
    ['an error without a code', reply('<ErrorResponse><Error/></ErrorResponse>', [], '403 No')],
    ['an error without anything', reply('<ErrorResponse/>', [], '403 No')],
    ['an error with 500 and nothing', reply('', [], '500 Oops')],
    ['errors in errors', reply(`<ErrorResponse>${'<Error>'.repeat(500)}`, [], '403 No')],
    [
      'an error of EC2',
      reply('<Response><Errors><Error><Code>X</Code></Error></Errors></Response>', [], '400 Bad'),
    ],
    [
      'a list of codes',
      reply(
        '<ErrorResponse><Error><Code>a</Code><Code>b</Code></Error></ErrorResponse>',
        [],
        '403 No',
      ),
    ],
  ];
}
