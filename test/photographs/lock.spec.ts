import { photographScenes } from './photograph.ts';
import { button, showcaseNow } from './scene.ts';

photographScenes([
  {
    name: 'locked',
    state: () => ({
      ...showcaseNow(),
      vault: { kind: 'file', state: 'locked', failure: null },
      passphrase: 'right',
    }),
    act: async (page) => {
      await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
      await button(page, 'Unlock').click();
      await page.getByText('The passphrase is wrong').waitFor();
    },
  },
  {
    name: 'keychain-locked',
    state: () => ({
      ...showcaseNow(),
      vault: { kind: 'keychain', state: 'locked', failure: null },
    }),
  },
  {
    name: 'vault-unavailable',
    state: () => ({
      ...showcaseNow(),
      vault: {
        kind: 'keychain',
        state: 'unavailable',
        failure: { code: 'vault/not-answering', facts: { backend: 'keychain', seconds: 20 } },
      },
    }),
  },
]);
