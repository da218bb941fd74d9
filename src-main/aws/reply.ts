import type { ReplyFacts } from './call-facts.ts';
import type { Reply } from './exchange.ts';

export function factsOfReply({ status, headers, body }: Reply): ReplyFacts {
  const text = body.toString('latin1');
  return {
    status,
    contentType: plainOrNothing(/^[\w.+/-]+/.exec(headers['content-type'] ?? '')?.[0]),
    requestId: plainOrNothing(
      headerText(headers['x-amzn-requestid']) ?? /<RequestId>([^<]*)<\/RequestId>/i.exec(text)?.[1],
    ),
    date: headers.date,
    isAws: isQueryXml(text),
  };
}

/** AWS's query protocol: a root element `…Response`, and never a document type, which could hide entities. */
function isQueryXml(text: string): boolean {
  return (
    /^(?:\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*\?>\s*)?<(?:\w+Response|Response)[\s>]/.test(text) &&
    !/<!DOCTYPE|<!ENTITY/i.test(text)
  );
}

/**
 * Whether the reply of a call that answers nothing is whole, of this action, and has the id of a request: the
 * SDK does not look at it, and would take anything for success.
 */
export function acknowledges({ body }: Reply, action: string): boolean {
  const text = body.toString('latin1');
  return (
    new RegExp(`^[^<]*(?:<\\?xml[^>]*\\?>\\s*)?<${action}Response[\\s>]`).test(text) &&
    new RegExp(`<RequestId>[\\w-]{1,100}</RequestId>.*</${action}Response>\\s*$`, 's').test(text)
  );
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Anybody may have answered: only what looks like an id or a media type is passed on. */
function plainOrNothing(text: string | undefined): string {
  return text !== undefined && /^[\w.+/-]{1,100}$/.test(text) ? text : '';
}
