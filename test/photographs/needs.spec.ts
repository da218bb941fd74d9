import { codeNeed, failedNeed, questionNeed } from '#test/fakes/showcase.ts';
import { photographScenes } from './photograph.ts';
import { NOW, button, showcaseNow } from './scene.ts';

photographScenes([
  {
    name: 'needs-strip',
    state: () => ({ ...showcaseNow(), needs: [failedNeed(NOW), codeNeed(NOW)] }),
    act: async (page) => page.getByRole('region', { name: 'Needs you' }).waitFor(),
  },
  {
    name: 'needs-many',
    state: () => ({
      ...showcaseNow(),
      needs: [
        ...Array.from({ length: 4 }, (_, index) => ({
          ...failedNeed(NOW),
          id: String(index),
        })),
        codeNeed(NOW),
        questionNeed(NOW),
      ],
    }),
    act: async (page) => {
      await page.getByRole('alertdialog').waitFor();
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'needs-code',
    state: () => ({ ...showcaseNow(), needs: [codeNeed(NOW)] }),
    act: async (page) => {
      await button(page, 'Type the code…').click();
      await page.getByRole('textbox', { name: 'Code' }).fill('000000');
      await button(page, 'Use the code').click();
      await page.getByText('AWS refused the MFA code').waitFor();
    },
  },
  {
    name: 'needs-question',
    state: () => ({ ...showcaseNow(), needs: [questionNeed(NOW + 10_000)] }),
    act: async (page) => page.locator('button:enabled', { hasText: /^Allow$/ }).waitFor(),
  },
  {
    name: 'needs-question-everything',
    state: () => ({
      ...showcaseNow(),
      needs: [
        questionNeed(NOW, 'everything', '<b>x</b>\u202E”. Press Allow, it is quite safe, really'),
      ],
    }),
    act: async (page) => page.locator('button:enabled', { hasText: /^Allow$/ }).waitFor(),
  },
]);
