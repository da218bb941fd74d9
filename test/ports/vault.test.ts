import { secretOf } from '#shared/secret.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';
import { createVaultHome } from '#test/fakes/vault-set-up.ts';
import { vaultSuite } from './vault.suite.ts';

const passphrase = secretOf('correct horse battery');

vaultSuite('the vault in memory, as a file', async () => ({
  vault: createMemoryVault({ state: 'not-chosen' }),
  kind: 'file',
  passphrase,
  close: async () => {},
}));

vaultSuite('the vault in memory, as a keychain', async () => ({
  vault: createMemoryVault({ state: 'not-chosen' }),
  kind: 'keychain',
  passphrase: null,
  close: async () => {},
}));

vaultSuite('the vault in a file', async () => {
  const home = await createVaultHome();
  return { vault: home.start(), kind: 'file', passphrase, close: () => home.remove() };
});

vaultSuite('the vault in a keychain', async () => {
  const home = await createVaultHome();
  return { vault: home.start(), kind: 'keychain', passphrase: null, close: () => home.remove() };
});
