import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, failureOf, isAppError, type Failure } from '#shared/errors.ts';
import { nameProblem } from '#shared/names.ts';
import { visibleText } from '#shared/visible-text.ts';
import { wordsOf } from '#shared/words/errors.ts';
import type { Log } from '#main/platform/log.ts';
import type { CredentialProcess } from '#main/sessions/credential-process.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import { CREDENTIALS_PREFIX, NO_WAIT } from './socket-gate.ts';

/** Answers `GET /credentials/NAME`, once the gate has let it pass. Never rejects. */
export type CredentialsDoor = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The quickest way to a `credential_process` answer: what a tool is to read as the body, so that `curl`
 * can pass it on. A refusal is one line for a person, or its code and facts for who accepts JSON.
 */
export function createCredentialsDoor(deps: {
  readonly credentialProcess: CredentialProcess;
  readonly log: Log;
}): CredentialsDoor {
  const { credentialProcess, log } = deps;

  const obtain = (request: IncomingMessage): Promise<string> => {
    const name = nameIn(request.url ?? '');
    const problem = nameProblem(name);
    if (problem !== null) throw new AppError('input/invalid', { field: 'name', problem });
    return credentialProcess(name, { waits: request.headers['prefer'] !== NO_WAIT });
  };

  return async (request, response) => {
    try {
      const text = await obtain(request);
      reply(response, 200, 'application/json', text);
    } catch (error) {
      // Who asked has gone: nobody is there to be told.
      if (response.closed) return;
      const failure = isAppError(error)
        ? failureOf(error)
        : ({ code: 'internal', facts: { reference: log.unexpected(error) } } as const);
      const status = failure.code === 'internal' ? 500 : 400;
      if (request.headers.accept === 'application/json')
        reply(response, status, 'application/json', JSON.stringify(failure));
      else reply(response, status, 'text/plain; charset=utf-8', lineOf(failure));
    }
  };
}

/** What is no name as it is, because of a stray `%`, is none: its words come from the check. */
function nameIn(target: string): string {
  const rest = target.slice(CREDENTIALS_PREFIX.length);
  try {
    return decodeURIComponent(rest);
  } catch {
    return '';
  }
}

function reply(response: ServerResponse, status: number, type: string, text: string): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** As the command says it; without the options of a command line. */
function lineOf(failure: Failure): string {
  const { title, explanation, action } = wordsOf(failure);
  return visibleText(`latchkey: ${title}. ${explanation} ${action}`);
}
