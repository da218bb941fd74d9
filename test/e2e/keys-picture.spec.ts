import { expect } from '@playwright/test';
import type { Identity } from '#shared/contract/things.ts';
import { identityTarget } from '#test/fakes/fake-main.ts';
import { keysShowcase } from '#test/fakes/showcase.ts';
import { axeFindingsInBothSchemes, test } from './fake-window.ts';
import { keysOf } from './views/keys.ts';

const now = () => Date.now();

/** So many users, each with a key of its own. */
function manyUsers(count: number) {
  const [one] = keysShowcase(now()).identities ?? [];
  const identities = Array.from({ length: count }, (_, at): Identity => {
    const accessKeyId = `AKIAIOSFODNN${String(at).padStart(4, '0')}`;
    const keys = one!.keys!.keys.map((key) => ({ ...key, accessKeyId }));
    return { ...one!, name: `user-${at}`, accessKeyId, keys: { ...one!.keys!, keys } };
  });
  return { identities, targets: identities.map(identityTarget) };
}

test('all keys stand on one axis of time, and pressing one leads to it', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(keysShowcase(now()));
  const keys = keysOf(page);
  await keys.open();
  const { picture } = keys;
  await expect(picture.whole).toHaveAccessibleDescription(/^16 keys: 3 overdue, 2 due/);
  await expect(picture.lane(/^dana, AKIA.*97 days.*Overdue/)).toBeVisible();
  await expect(picture.whole.getByText('90 days', { exact: true })).toBeVisible();

  await picture.lane(/^dana-sandbox, other key/).click();
  const heading = page.getByRole('heading', { name: 'AKIAI44QH8DH2EXAMPLE' });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
});

test('the oldest keys are shown first, and the others on demand', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(manyUsers(60));
  const { open, picture } = keysOf(page);
  await open();
  await expect(picture.lanes).toHaveCount(8);
  await picture.whole.getByRole('button', { name: 'Show all 60 keys' }).click();
  await expect(picture.lanes).toHaveCount(60);
  await picture.whole.getByRole('button', { name: 'Show fewer' }).click();
  await expect(picture.lanes).toHaveCount(8);
});

test('one key alone has a picture too, and none that has not been read is left out', async ({
  openFakeWindow,
}) => {
  const { identities } = manyUsers(1);
  const { page } = await openFakeWindow({
    identities: identities.map((identity) => ({ ...identity, keys: null })),
    targets: identities.map(identityTarget),
  });
  const { open, picture } = keysOf(page);
  await open();
  await expect(picture.lanes).toHaveCount(1);
  await expect(picture.lane(/^user-0/)).toContainText('Not read yet');
});

test('the picture is read as a table, by the keyboard alone', async ({ openFakeWindow }) => {
  const state = keysShowcase(now());
  const [dana, ...others] = state.identities ?? [];
  const keys = dana!.keys!.keys.map((key) => ({
    ...key,
    lastUse: {
      kind: 'used' as const,
      at: key.createdAt!,
      service: '<img src=x onerror=alert(1)>',
      region: null,
    },
  }));
  const { page } = await openFakeWindow({
    ...state,
    identities: [{ ...dana!, keys: { ...dana!.keys!, keys } }, ...others],
  });
  const { open, picture } = keysOf(page);
  await open();
  await picture.toTable.focus();
  await page.keyboard.press('Enter');
  await expect(picture.table.getByRole('row')).toHaveCount(17);
  await expect(
    picture.table.getByRole('row', { name: /^dana AKIA/ }),
    'what comes from outside is text',
  ).toContainText('<img src=x onerror=alert(1)>');
  await picture.lane(/^dana, AKIA/).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: dana!.accessKeyId })).toBeFocused();
});

test('axe finds nothing in the picture of keys, light and dark', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(keysShowcase(now()));
  const { open, picture } = keysOf(page);
  await open();
  await picture.toTable.click();
  await expect(picture.table).toBeVisible();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
});
