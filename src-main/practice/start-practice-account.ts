import { createAnswer } from './answer.ts';
import { createConsistency } from './consistency.ts';
import { createWorld } from './create-world.ts';
import { createFaults } from './faults.ts';
import { startHttpServer } from './http-server.ts';
import type { PracticeAccount, PracticeCall, PracticeOptions } from './practice-account.ts';
import { listRoles, listSessions, listUsers } from './published.ts';
import { scaleSeed } from './scale-seed.ts';
import { SEED } from './seed.ts';

/** Starts a small AWS on 127.0.0.1, with the people and roles of `seed.ts` and as many more roles as `scale` asks for. */
export async function startPracticeAccount(options: PracticeOptions): Promise<PracticeAccount> {
  const { clock, port = 0, users = [], moreReportColumns = [], scale } = options;
  let offsetMs = 0;
  const now = () => clock.now() + offsetMs;
  const people = { ...SEED, users: [...SEED.users, ...users], moreReportColumns };
  const seed = scale === undefined ? people : scaleSeed(people, scale);
  const world = createWorld(seed, now());
  const faults = createFaults();
  const consistency = createConsistency();
  const calls: PracticeCall[] = [];
  const closing = new AbortController();
  const log = (call: PracticeCall) => void calls.push(call);
  const answer = createAnswer({
    world,
    faults,
    consistency,
    clock,
    now,
    closing: closing.signal,
    log,
  });
  const server = await startHttpServer(port, answer);
  return {
    url: server.url,
    users: listUsers(seed, world),
    roles: listRoles(seed),
    calls,
    sessions: () => listSessions(world),
    addFault: (fault) => faults.add(fault),
    setConsistency: (settings) => consistency.set(settings),
    setClockOffset(ms) {
      offsetMs = ms;
    },
    async close() {
      closing.abort();
      await server.close();
    },
  };
}
