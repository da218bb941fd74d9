import { AppError } from '#shared/errors.ts';
import type { Endpoint } from '#shared/contract/things.ts';
import { readAuthorities } from '../aws/authorities.ts';
import { defaultRegionOf, partitionOfRegion } from '../aws/partitions.ts';
import type { StateStore } from '../state/state-store.ts';
import { findEndpoint } from '../targets/targets.ts';

export type NewEndpoint = { readonly name: string } & {
  readonly [K in Exclude<keyof Endpoint, 'name'>]?: NonNullable<Endpoint[K]> | undefined;
};

/** Where calls go: AWS itself, another partition, or anything that speaks STS and IAM. */
export interface Endpoints {
  /** Throws `input/name-taken`; `input/invalid` for a CA file that holds no certificates. */
  add(endpoint: NewEndpoint): Promise<Endpoint>;
  /** Throws `input/in-use` while identities use it. */
  remove(name: string): Promise<void>;
}

export function createEndpoints(state: StateStore): Endpoints {
  return {
    async add(wanted) {
      const endpoint = completeEndpoint(wanted);
      if (endpoint.caFile !== null) await readAuthorities(endpoint.caFile);
      await state.update((current) => {
        if (current.endpoints.some((other) => other.name === endpoint.name)) {
          throw new AppError('input/name-taken', { kind: 'endpoint', name: endpoint.name });
        }
        return { ...current, endpoints: [...current.endpoints, endpoint] };
      });
      return endpoint;
    },
    async remove(name) {
      await state.update((current) => {
        findEndpoint(current, name);
        const usedBy = current.identities
          .filter((identity) => identity.endpoint === name)
          .map((user) => user.name);
        if (usedBy.length > 0)
          throw new AppError('input/in-use', { kind: 'endpoint', name, usedBy });
        return { ...current, endpoints: current.endpoints.filter((other) => other.name !== name) };
      });
    },
  };
}

/** Fills in what follows from the rest: the partition from the Region, or the Region from the partition. */
function completeEndpoint(wanted: NewEndpoint): Endpoint {
  const partition =
    wanted.partition ?? (wanted.region === undefined ? 'aws' : partitionOfRegion(wanted.region));
  const stsUrl = wanted.stsUrl ?? null;
  return {
    name: wanted.name,
    partition,
    region: wanted.region ?? defaultRegionOf(partition),
    stsUrl,
    iamUrl: wanted.iamUrl ?? null,
    ssoUrl: wanted.ssoUrl ?? null,
    oidcUrl: wanted.oidcUrl ?? null,
    signinUrl: wanted.signinUrl ?? null,
    caFile: wanted.caFile ?? null,
    // One address for everything is what LocalStack and its like have; then AWS's tools can follow it.
    writesEndpointUrl:
      wanted.writesEndpointUrl ?? (stsUrl !== null && stsUrl === (wanted.iamUrl ?? null)),
  };
}
