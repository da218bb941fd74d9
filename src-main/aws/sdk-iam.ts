import type { Caller, CallSpec } from './caller.ts';
import type { AccessKeyOfUser, Iam } from './iam.ts';
import { everyPage } from './pages.ts';

/** IAM by `call`. Which calls change something, and which of those may go out again, is said here. */
export function createIam(call: Caller): Iam {
  const keys = () => import('./access-key-calls.ts');
  const iam = () => import('./iam-calls.ts');

  return {
    createAccessKey: (endpoint, credentials, userName) =>
      call({ endpoint, credentials }, makes('CreateAccessKey', { userName }), async (config) =>
        (await keys()).createAccessKey(config, userName),
      ),

    updateAccessKey: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes('UpdateAccessKey', aboutKey(request)),
        async (config) => (await keys()).updateAccessKey(config, request),
      ),

    deleteAccessKey: (endpoint, credentials, request) =>
      call(
        { endpoint, credentials },
        changes('DeleteAccessKey', aboutKey(request)),
        async (config, mayBeDone) => (await keys()).deleteAccessKey(config, request, mayBeDone),
      ),

    listAccessKeys: (endpoint, credentials, userName) =>
      everyPage((position) =>
        call({ endpoint, credentials }, asks('ListAccessKeys', { userName }), async (config) =>
          (await keys()).listAccessKeys(config, userName, position),
        ),
      ),

    getAccessKeyLastUsed: (endpoint, credentials, accessKeyId) =>
      call(
        { endpoint, credentials },
        asks('GetAccessKeyLastUsed', { subject: { thing: 'access-key', name: accessKeyId } }),
        async (config) => (await keys()).getAccessKeyLastUsed(config, accessKeyId),
      ),

    listMfaDevices: (endpoint, credentials, userName) =>
      everyPage((position) =>
        call({ endpoint, credentials }, asks('ListMFADevices', { userName }), async (config) =>
          (await iam()).listMfaDevices(config, userName, position),
        ),
      ),

    getAccountAlias: (endpoint, credentials) =>
      call({ endpoint, credentials }, asks('ListAccountAliases'), async (config) =>
        (await iam()).getAccountAlias(config),
      ),
  };
}

type About = Pick<CallSpec, 'subject' | 'userName'>;

function asks(action: string, about: About = {}): CallSpec {
  return { service: 'iam', action, ...about, repeatable: true };
}

/** Twice is as good as once. */
function changes(action: string, about: About): CallSpec {
  return { ...asks(action, about), changes: true, answersNothing: true };
}

/** Twice would make two. */
function makes(action: string, about: About): CallSpec {
  return { ...asks(action, about), changes: true, repeatable: false };
}

function aboutKey({ userName, accessKeyId }: AccessKeyOfUser): About {
  return { userName, subject: { thing: 'access-key', name: accessKeyId } };
}
