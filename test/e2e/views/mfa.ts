import type { Locator, Page } from '@playwright/test';

/** The cards of the MFA devices. */
export function mfaOf(page: Page) {
  const card = (identity: string): Locator =>
    page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: identity, exact: true }) });
  const choose = async (identity: string, action: string) => {
    await card(identity)
      .getByRole('button', { name: `More for the device of ${identity}` })
      .click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  const beginDevice = async (identity: string, name: string) => {
    await page.getByRole('button', { name: `Make an MFA device for ${identity}` }).click();
    await page.getByRole('textbox', { name: 'Name in AWS' }).fill(name);
    await page.getByRole('button', { name: 'Make the device' }).click();
  };
  return {
    card,
    /** The six digits that the card shows. */
    async code(identity: string): Promise<string> {
      const label = await card(identity).getByRole('img').first().getAttribute('aria-label');
      return (label ?? '').replaceAll(' ', '');
    },
    beginDevice,
    async makeDevice(identity: string, name: string): Promise<void> {
      await beginDevice(identity, name);
      // Two codes in a row are there after a minute at the latest.
      await page.getByRole('button', { name: 'Done' }).click({ timeout: 75_000 });
    },
    /** Gives what is seen, as a PNG. */
    async showQr(identity: string): Promise<Buffer> {
      await choose(identity, 'Show QR code for a phone…');
      await page.getByRole('button', { name: 'Show for 60 s' }).click();
      const picture = await page.getByRole('img', { name: /^QR code/ }).screenshot();
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
      return picture;
    },
    async forget(identity: string): Promise<void> {
      await choose(identity, 'Forget here…');
      await page.getByRole('button', { name: 'Forget here' }).click();
    },
    /** The device that the user has, by a picture of its QR code. */
    async addFromPicture(identity: string, picture: Buffer): Promise<void> {
      await page.getByRole('button', { name: `Add an MFA device for ${identity}` }).click();
      const chosen = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Read from a picture…' }).click();
      const file = { name: 'code.png', mimeType: 'image/png', buffer: picture };
      await (await chosen).setFiles(file);
      await page.getByText('Read from the picture', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
    },
    async copy(identity: string): Promise<void> {
      await card(identity)
        .getByRole('button', { name: `Copy the code of ${identity}` })
        .click();
    },
  };
}
