/** A second process for the tests: stores items one after the other and prints each id once it is safe. */
import { createSystemClock } from '#main/platform/clock.ts';
import { unlockFileStore } from '#main/secrets/file-store.ts';
import { secretOf } from '#shared/secret.ts';

const [folder, name, count] = process.argv.slice(2);
const place = {
  path: `${folder}/vault.bin`,
  lockPath: `${folder}/locks/vault`,
  clock: createSystemClock(),
  cost: { log2N: 4, r: 1, p: 1 },
};
const store = await unlockFileStore(place, secretOf('correct horse battery'), 'home');
for (let index = 0; index < Number(count); index += 1) {
  await store.put(`access-key/${name}-${index}`, secretOf(`of ${name}-${index}`));
  process.stdout.write(`${index}\n`);
}
