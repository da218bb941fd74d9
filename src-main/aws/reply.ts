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

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Anybody may have answered: only what looks like an id or a media type is passed on. */
function plainOrNothing(text: string | undefined): string {
  return text !== undefined && /^[\w.+/-]{1,100}$/.test(text) ? text : '';
}
