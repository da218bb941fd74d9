import { expect } from '@playwright/test';
import { test } from './fixtures.ts';

test('Latchkey opens with three doors, and asks nobody outside this machine for anything', async ({
  openWindow,
}) => {
  const page = await openWindow();
  // Its address is good once: a reload before the page has traded it for a session would end there.
  await expect(page.getByText('Add an IAM user')).toBeVisible();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));

  await page.reload();
  for (const door of [
    'Add an IAM user',
    'Use what is in my AWS files',
    'Try it with a practice account',
  ]) {
    await expect(page.getByText(door)).toBeVisible();
  }
  expect([...origins]).toEqual([new URL(page.url()).origin]);
  expect(complaints).toEqual([]);
});
