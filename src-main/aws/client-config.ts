import type { HttpHandler, HttpRequest } from '@smithy/protocol-http';
import type { Credentials } from './aws.ts';
import type { Reply } from './exchange.ts';

/** What both of the SDK's clients take. */
export type ClientConfig = ReturnType<typeof clientConfig>;

/**
 * Everything the SDK would otherwise look up in the environment or in the user's AWS files, said
 * outright: what is set there is for the user's own tools.
 */
export function clientConfig(given: {
  readonly url: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly exchange: (request: HttpRequest) => Promise<Reply>;
  /** What to add to `Date.now()` to get AWS's time. */
  readonly clockOffsetMs: number;
}) {
  const { accessKeyId, secretAccessKey, sessionToken } = given.credentials;
  return {
    endpoint: given.url,
    region: given.region,
    credentials: {
      accessKeyId,
      secretAccessKey: secretAccessKey.reveal(),
      ...(sessionToken === null ? {} : { sessionToken: sessionToken.reveal() }),
    },
    requestHandler: handlerOf(given.exchange),
    systemClockOffset: given.clockOffsetMs,
    disableClockSkewCorrection: false,
    // We count attempts ourselves: a call with a code has one.
    maxAttempts: 1,
    retryMode: 'standard' as const,
    defaultsMode: 'standard' as const,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    authSchemePreference: ['sigv4'],
    sigv4aSigningRegionSet: [],
    userAgentAppId: async () => undefined,
    defaultUserAgentProvider: async (): Promise<[string, string][]> => [['latchkey', '1']],
  };
}

function handlerOf(exchangeOnce: (request: HttpRequest) => Promise<Reply>): HttpHandler {
  return {
    handle: async (request: HttpRequest) => {
      const { status, headers, body } = await exchangeOnce(request);
      const flat = Object.entries(headers).map(([name, value]) => [name, String(value)]);
      return {
        response: {
          statusCode: status,
          headers: Object.fromEntries(flat) as Record<string, string>,
          body: new Uint8Array(body),
        },
      };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
}

/**
 * Runs what makes a client of the SDK. On Node 20 the SDK would tell the user, on stderr, to upgrade;
 * which Node we run on is not theirs to mend.
 */
export function withoutNodeNotice<T>(make: () => T): T {
  const name = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';
  const before = process.env[name];
  process.env[name] = 'true';
  try {
    return make();
  } finally {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
}
