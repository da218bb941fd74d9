import { firstRun } from '#test/fakes/showcase.ts';
import { photographScenes } from './photograph.ts';
import { button } from './scene.ts';

photographScenes([
  {
    name: 'first-run-take-over',
    state: firstRun,
    act: async (page) => {
      await button(page, /^Use what is in/).click();
      await button(page, 'Use this vault').click();
      await page.getByText('Keys in plain text').waitFor();
    },
  },
  { name: 'first-run', state: firstRun },
  {
    name: 'first-run-practice',
    state: firstRun,
    act: async (page) => {
      await button(page, /^Try it/).click();
      await page.getByRole('link').waitFor();
    },
  },
  {
    name: 'first-run-vault',
    state: firstRun,
    act: async (page) => button(page, /^Add an IAM user/).click(),
  },
  {
    name: 'first-run-vault-file',
    state: () => ({
      ...firstRun(),
      vault: {
        kind: null,
        state: 'not-chosen',
        failure: {
          code: 'vault/absent',
          facts: { backend: 'keychain', reason: 'no secret service answers on D-Bus' },
        },
      },
    }),
    act: async (page) => {
      await button(page, /^Add an IAM user/).click();
      await page.getByLabel('Passphrase', { exact: true }).fill('correct horse');
      await button(page, 'Use this vault').click();
    },
  },
  {
    name: 'first-run-identity',
    state: firstRun,
    act: async (page) => {
      await button(page, /^Add an IAM user/).click();
      await button(page, 'Use this vault').click();
      await page.getByRole('textbox', { name: 'Access key id' }).waitFor();
    },
  },
]);
