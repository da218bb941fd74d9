import type { Caller } from './authenticate.ts';
import type { Server } from './consistency.ts';
import type { QueryService, XmlObject } from './query-xml.ts';
import type { World } from './world.ts';

/** One action of AWS: a file in `actions/` and a line in `actions/actions.ts`. */
export interface Action {
  /** As AWS spells it. */
  readonly name: string;
  readonly service: QueryService;
  /** Does it and returns what stands in the result element; null where AWS sends none. Synchronous, so calls never interleave. Throws `AwsError`. */
  run(call: Call): XmlObject | null;
}

export interface Call {
  readonly world: World;
  readonly caller: Caller;
  readonly parameters: URLSearchParams;
  /** The one of AWS's servers that answers. */
  readonly server: Server;
  /** By the practice account's own clock. */
  readonly nowMs: number;
}
