import { Agent } from 'node:http';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import type { FakeClock } from '#test/fakes/fake-clock.ts';
import { startShell } from './support/running-shell.ts';
import type { RunningShell } from './support/running-shell.ts';
import { procedureNames } from './support/stub-router.ts';

const RUNS_PER_PROCEDURE = 200;

let clock: FakeClock;
let running: RunningShell;
let token: string;
let agent: Agent;
beforeEach(async () => {
  clock = createFakeClock();
  running = await startShell(clock);
  token = await running.signIn();
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(() => {
  agent.destroy();
  return running.shell.close();
});

async function ask(procedure: string, body: string) {
  // The limit per second is not what is tested here.
  await clock.advance(11);
  return running.call(token, procedure.replaceAll('.', '/'), { body, agent });
}

/** Streams and outputs that are broken on purpose are tested elsewhere. */
const PROCEDURES = procedureNames().filter(
  (name) => !['events', 'roles.remove', 'endpoints.list'].includes(name),
);

const POLLUTED = [
  '{"json":{"__proto__":{"polluted":true}}}',
  '{"json":{"constructor":{"prototype":{"polluted":true}}}}',
  '{"json":{"__proto__":{"name":"prod"},"target":"prod"}}',
  '{"json":{},"meta":[[7,"__proto__","polluted"]]}',
  '{"json":{"a":{}},"meta":[[1,"a","__proto__","polluted"]]}',
  '{"json":{},"meta":[[3,"constructor","prototype","polluted"]]}',
  '{"__proto__":{"json":{}}}',
];

describe('a body that does not fit the contract', () => {
  it.each(PROCEDURES)('never reaches %s, and is answered with a 4xx', async (procedure) => {
    await fc.assert(
      fc.asyncProperty(bodies(), async (body) => {
        if (fits(procedure, body)) return;
        const reply = await ask(procedure, body);
        expect([400, 413]).toContain(reply.status);
        expect(running.stub.calls).toEqual([]);
      }),
      { numRuns: RUNS_PER_PROCEDURE },
    );
    expect(running.log.unexpectedErrors).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(POLLUTED)('pollutes nothing: %s', async (body) => {
    expect((await ask('vault.lock', body)).status).toBe(400);
    expect(running.stub.calls).toEqual([]);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(PROCEDURES)('of a megabyte never reaches %s', async (procedure) => {
    const reply = await ask(procedure, JSON.stringify({ json: { name: 'x'.repeat(1024 * 1024) } }));
    expect(reply.status).toBe(413);
    expect(running.stub.calls).toEqual([]);
  });

  it('may be as deep as 64 kB allow', async () => {
    const deep = `{"json":${'['.repeat(32_000)}${']'.repeat(32_000)}}`;
    expect((await ask('vault.lock', deep)).status).toBe(400);
    const deepObject = `{"json":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`;
    expect((await ask('vault.lock', deepObject)).status).toBe(400);
    expect(running.stub.calls).toEqual([]);
    expect((await ask('vault.lock', '{"json":{}}')).status).toBe(200);
  });
});

/** What a sender may try: any JSON, the contract's own fields with wrong values, oRPC's type marks, and no JSON at all. */
function bodies(): fc.Arbitrary<string> {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('', ' ', 'prod', '__proto__', '\n[profile admin]', '../..', 'x'.repeat(5000)),
    fc.constantFrom(-1, 0, 1e308, 0.5, null, true, [], {}, [[]], ['a'], { toString: 1 }),
  );
  const fields = fc.dictionary(
    fc.constantFrom(
      'name',
      'target',
      'identity',
      'profile',
      'kind',
      'passphrase',
      'secretAccessKey',
      'seed',
      'mfaCode',
      'roleArn',
      'source',
      'region',
      'durationSeconds',
      'constructor',
      'extra',
      'fromProfile',
    ),
    value,
  );
  const marked = fc
    .tuple(
      fields,
      fc.array(
        fc.tuple(fc.integer({ min: -1, max: 9 }), fc.constantFrom('name', 'target', 'x', 0)),
      ),
    )
    .map(([json, meta]) => JSON.stringify({ json, meta }));
  return fc.oneof(
    value.map((json) => JSON.stringify({ json })),
    fields.map((json) => JSON.stringify({ json })),
    fc.jsonValue().map((json) => JSON.stringify(json)),
    fc.constantFrom(...POLLUTED),
    marked,
    fc.string({ maxLength: 50 }),
    fc.constantFrom(
      '',
      'null',
      '[]',
      '{"json":',
      '\u0000',
      '{"json":{}}{"json":{}}',
      '{"maps":[["a"]]}',
    ),
  );
}

/** Whether a body is one that the procedure has to take: then it is no attack. */
function fits(procedure: string, body: string): boolean {
  const node = procedure
    .split('.')
    .reduce<Record<string, unknown>>((tree, key) => tree[key] as Record<string, unknown>, contract);
  const schema = (
    node['~orpc'] as { inputSchema: { safeParse(input: unknown): { success: boolean } } }
  ).inputSchema;
  try {
    const { json, meta = [] } = JSON.parse(body) as { json?: unknown; meta?: unknown[][] };
    if (schema.safeParse(json).success) return true;
    // Mark 3 makes a null into the undefined that an optional field may be.
    return meta.some((mark) => mark[0] === 3);
  } catch {
    return false;
  }
}
