import type { Page } from '@playwright/test';

/** What needs a person: the strip below the view, and its two dialogs. */
export function needsOf(page: Page) {
  const strip = page.getByRole('region', { name: 'Needs you' });
  const code = page.getByRole('dialog', { name: /^Code from/ });
  const question = page.getByRole('alertdialog', { name: /^Allow .* of .*\?$/ });
  return {
    strip,
    line: (text: string | RegExp) => strip.getByRole('listitem').filter({ hasText: text }),
    code,
    codeField: code.getByRole('textbox', { name: 'Code' }),
    useCode: code.getByRole('button', { name: 'Use the code' }),
    question,
    allow: question.getByRole('button', { name: 'Allow' }),
    refuse: question.getByRole('button', { name: 'Refuse' }),
  };
}
