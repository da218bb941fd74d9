import { photographScenes } from './photograph.ts';
import { dialogs, button, row, showcaseNow } from './scene.ts';

photographScenes([
  dialogs(showcaseNow, [
    {
      name: 'scope-edit',
      act: async (page) => {
        await row(page, 'prod-admin').click();
        await button(page, 'Edit scope logs…').click();
      },
    },
    {
      name: 'scope-add-problems',
      act: async (page) => {
        await row(page, 'prod-admin').click();
        await button(page, 'Add a scope…').click();
        await page.getByRole('textbox', { name: /^Session policy/ }).fill('{"Statement": [');
        await button(page, 'Add scope').click();
      },
      look: async (page) => page.getByText('Ask me each time').scrollIntoViewIfNeeded(),
    },
  ]),
  {
    name: 'scopes',
    state: showcaseNow,
    act: async (page) => row(page, 'prod-admin').click(),
    look: async (page) => button(page, 'Remove scope everything…').scrollIntoViewIfNeeded(),
  },
]);
