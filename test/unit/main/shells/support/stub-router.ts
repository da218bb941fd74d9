import { implement } from '@orpc/server';
import type { AnyRouter } from '@orpc/server';
import { contract, socketContract } from '#shared/contract/contract.ts';
import type { Changed } from '#shared/contract/events.ts';
import {
  credentialProcessJson,
  type CredentialProcess,
} from '#main/sessions/credential-process.ts';
import { AppError } from '#shared/errors.ts';

export interface StubRouter {
  readonly router: AnyRouter;
  /** The same, as the shells take it. */
  loadRouter(): Promise<AnyRouter>;
  /** For the plain door; the same answers as `credentials`. */
  readonly credentialProcess: CredentialProcess;
  /** The procedures that were called, in order: what a request that should be refused must not change. */
  readonly calls: string[];
  /** How many streams of events are being read. */
  openStreams(): number;
  emit(change: Changed): void;
}

export const SECRET_OF_CREDENTIALS = 'stub+secret+access+key+0123456789abcdefg';

/** Every procedure of the real contract: a few that answer, and for the rest a locked vault. */
export function createStubRouter(): StubRouter {
  const calls: string[] = [];
  const listeners = new Set<(change: Changed) => void>();
  const os = implement(contract);
  const socketOnly = implement(socketContract);

  const answered = {
    'vault.lock': os.vault.lock.handler(() => {
      calls.push('vault.lock');
      return { kind: 'file', state: 'locked', failure: null };
    }),
    'roles.remove': os.roles.remove.handler(() => {
      calls.push('roles.remove');
      throw new TypeError('AKIAIOSFODNN7EXAMPLE is not what anybody should read');
    }),
    'endpoints.list': os.endpoints.list.handler(() => {
      calls.push('endpoints.list');
      return [{ name: 'bad\nname', secret: 'must not cross' }] as never;
    }),
    events: os.events.handler(async function* ({ signal }) {
      calls.push('events');
      yield* changesUntil(listeners, signal);
    }),
    credentials: socketOnly.credentials.handler(({ input }) => {
      calls.push('credentials');
      if (input.name === 'needs-a-person') {
        return {
          kind: 'mfa-needed',
          target: input.name,
          serial: 'arn:aws:iam::111122223333:mfa/ada',
        };
      }
      return {
        kind: 'credentials',
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        secretAccessKey: SECRET_OF_CREDENTIALS,
        sessionToken: 'token',
        expiration: '2026-11-24T10:00:00Z',
        accountId: '111122223333',
        region: 'eu-west-1',
        endpointUrl: null,
      };
    }),
  };

  const router = routerOf({ ...contract, ...socketContract }, [], (path, procedure) => {
    const known = answered[path as keyof typeof answered];
    if (known !== undefined) return known;
    return implement(procedure as typeof contract.snapshot).handler(() => {
      calls.push(path);
      throw new AppError('vault/locked', { backend: 'file' });
    });
  });
  return {
    router,
    loadRouter: () => Promise.resolve(router),
    credentialProcess: async (name, { waits }) => {
      calls.push(`door ${name}${waits ? '' : ' at once'}`);
      if (name === 'needs-a-person')
        throw new AppError('mfa/code-needed', {
          serial: 'arn:aws:iam::111122223333:mfa/ada',
          target: name,
        });
      if (name === 'broken') throw new TypeError('AKIAIOSFODNN7EXAMPLE is for nobody to read');
      if (name === 'locked') throw new AppError('vault/locked', { backend: 'file' });
      return credentialProcessJson({
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        secretAccessKey: SECRET_OF_CREDENTIALS,
        sessionToken: 'token',
        expiration: '2026-11-24T10:00:00Z',
        accountId: '111122223333',
      });
    },
    calls,
    openStreams: () => listeners.size,
    emit: (change) => listeners.forEach((listener) => listener(change)),
  };
}

/** The names of all procedures, `vault.lock`. */
export function procedureNames(tree: object = contract, path: readonly string[] = []): string[] {
  return Object.entries(tree).flatMap(([key, value]: [string, object]) =>
    '~orpc' in value ? [[...path, key].join('.')] : procedureNames(value, [...path, key]),
  );
}

function routerOf(
  tree: object,
  path: readonly string[],
  make: (path: string, procedure: unknown) => unknown,
): AnyRouter {
  const entries = Object.entries(tree).map(([key, value]: [string, object]) => {
    const here = [...path, key];
    return [key, '~orpc' in value ? make(here.join('.'), value) : routerOf(value, here, make)];
  });
  return Object.fromEntries(entries) as AnyRouter;
}

async function* changesUntil(
  listeners: Set<(change: Changed) => void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Changed> {
  const waiting: Changed[] = [];
  let wake = () => {};
  const listener = (change: Changed) => {
    waiting.push(change);
    wake();
  };
  listeners.add(listener);
  signal?.addEventListener('abort', () => wake());
  try {
    while (signal?.aborted !== true) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    listeners.delete(listener);
  }
}
