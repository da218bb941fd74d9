/** What a reply is made of. `null` members are left out, lists become `<member>`s, as the AWS query protocol has it. */
export type XmlValue = string | number | boolean | null | Date | readonly XmlValue[] | XmlObject;
export interface XmlObject {
  readonly [name: string]: XmlValue;
}

export type QueryService = 'sts' | 'iam';

const NAMESPACES: Readonly<Record<QueryService, string>> = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
};

export interface ReplyXml {
  readonly service: QueryService;
  readonly action: string;
  /** Null leaves the result element out. */
  readonly result: XmlObject | null;
  readonly requestId: string;
}

export function replyXml({ service, action, result, requestId }: ReplyXml): string {
  return document(service, `${action}Response`, {
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  });
}

export interface ErrorXml {
  readonly service: QueryService;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
}

export function errorXml({ service, status, code, message, requestId }: ErrorXml): string {
  const type = status >= 500 ? 'Receiver' : 'Sender';
  return document(service, 'ErrorResponse', {
    Error: { Type: type, Code: code, Message: message },
    RequestId: requestId,
  });
}

function document(service: QueryService, root: string, content: XmlObject): string {
  return `<${root} xmlns="${NAMESPACES[service]}">${inside(content)}</${root}>\n`;
}

function element(name: string, value: XmlValue): string {
  return value === null ? '' : `<${name}>${inside(value)}</${name}>`;
}

function inside(value: Exclude<XmlValue, null>): string {
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, 'Z');
  if (isList(value)) return value.map((member) => element('member', member)).join('');
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join('');
}

/** `Array.isArray` does not see through readonly. */
function isList(value: XmlObject | readonly XmlValue[]): value is readonly XmlValue[] {
  return Array.isArray(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};
/** XML 1.0 has no way to write these, not even escaped. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function escape(text: string): string {
  return text
    .replaceAll(NOT_IN_XML, '\uFFFD')
    .replaceAll(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}
