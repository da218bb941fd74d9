import { openParts } from './open-parts.ts';
import { WRITERS } from './writers.ts';
const home = process.argv[2]!;
const w = WRITERS[process.argv[3]!]!;
await w.prepare(await openParts(home));
const p = await openParts(home);
console.log(await w.look(p));
if (process.argv[3] === 'taking keys over')
  console.log(JSON.stringify(await p.import.plan({ profiles: ['dana', 'dev'] }), null, 1));
console.log(await w.write(p));
console.log(await w.look(await openParts(home)));
await (w.finish ?? w.write)(await openParts(home));
console.log(await w.look(await openParts(home)), await w.check?.(await openParts(home)));
