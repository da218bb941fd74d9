import { expect, type Page } from '@playwright/test';
import { qrPng } from '#main/practice/qr-png.ts';
import { showcase } from '#test/fakes/showcase.ts';
import { test } from './fake-window.ts';
import { mfaOf } from './views/mfa.ts';
import { windowOf } from './views/window.ts';

const ADDRESS = 'otpauth://totp/dana@acme?secret=JBSWY3DPEHPK3PXP';

test('a picture of a QR code is taken where it is dropped or pasted', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  for (const how of ['drop', 'paste'] as const) {
    const dialog = await openAddSeed(page);
    await give(page, how, qrPng(ADDRESS));
    await expect(dialog.getByText('Read from the picture', { exact: true })).toBeVisible();
    await expect(dialog.getByLabel(/^Seed/)).toHaveValue(ADDRESS);
    // It stays there when one goes through the form.
    await dialog.getByLabel(/^Seed/).focus();
    await dialog.getByLabel(/^Serial number/).focus();
    await expect(dialog.getByLabel(/^Seed/)).toHaveValue(ADDRESS);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  }
});

test('what is no picture of a device’s code is refused, however large it says it is', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const dialog = await openAddSeed(page);
  const huge = qrPng(ADDRESS);
  huge.writeUInt32BE(1_000_000, 16);
  const pictures: readonly [Buffer, string][] = [
    [huge, 'That picture is too large.'],
    [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'That is not a PNG or JPEG picture.',
    ],
    [qrPng(ADDRESS).subarray(0, 60), 'That is not a PNG or JPEG picture.'],
    [qrPng('https://example.com/'), 'That QR code is not one of an MFA device.'],
  ];
  for (const [picture, said] of pictures) {
    await give(page, 'drop', picture);
    await expect(dialog.getByText(said)).toBeVisible();
    await expect(dialog.getByLabel(/^Seed/)).toHaveValue('');
  }
});

async function openAddSeed(page: Page) {
  await windowOf(page).goTo('MFA');
  await mfaOf(page).card('dana-hardware').getByRole('button', { name: 'Add the seed' }).click();
  return windowOf(page).dialog('MFA device of dana-hardware');
}

/** As a person drops a file on the field, or pastes it there. */
async function give(page: Page, how: 'drop' | 'paste', picture: Buffer): Promise<void> {
  await page.getByLabel(/^Seed/).evaluate(
    (field, [kind, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], 'code.png', { type: 'image/png' }));
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', {
              clipboardData: transfer,
              bubbles: true,
              cancelable: true,
            });
      field.dispatchEvent(event);
    },
    [how, picture.toString('base64')] as const,
  );
}
