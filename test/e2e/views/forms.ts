import type { Page } from '@playwright/test';

export interface IdentityInput {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly seed?: string;
  /** With a seed: only where the user may not list MFA devices. Without: the device whose codes are typed. */
  readonly serial?: string;
  readonly endpoint?: EndpointInput;
  readonly profile?: string;
  readonly region?: string;
}

export interface EndpointInput {
  readonly name: string;
  readonly region?: string;
  readonly stsUrl?: string;
  readonly iamUrl?: string;
}

export interface SessionOptionsInput {
  readonly sourceIdentity: string;
  readonly tags: readonly {
    readonly key: string;
    readonly value: string;
    readonly goesOn?: true;
  }[];
  readonly policy: string;
  readonly policyArns: string;
}

export interface RoleInput {
  readonly roleArn: string;
  readonly source: string;
  readonly name?: string;
  readonly mfa?: 'From the MFA session' | 'A code of its own' | 'Without MFA';
  readonly externalId?: string;
  readonly duration?: string;
  readonly profile?: string;
}

/** The forms, wherever they are: in the first run or in a dialog. Each fills itself in and sends itself off. */
export function formsOf(page: Page) {
  const textbox = (name: string | RegExp) => page.getByRole('textbox', { name });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const choose = (name: string) =>
    page.getByRole('radio', { name: new RegExp(`^${name}`) }).check({ force: true });
  const openMore = async () => {
    const more = button('More options');
    if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click();
  };

  async function addEndpoint(endpoint: EndpointInput): Promise<void> {
    await button('Add an endpoint…').click();
    const dialog = page.getByRole('dialog', { name: 'Add an endpoint' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(endpoint.name);
    if (endpoint.region !== undefined)
      await dialog.getByRole('textbox', { name: /^Region/ }).fill(endpoint.region);
    if (endpoint.stsUrl !== undefined)
      await dialog.getByRole('textbox', { name: /^STS address/ }).fill(endpoint.stsUrl);
    if (endpoint.iamUrl !== undefined)
      await dialog.getByRole('textbox', { name: /^IAM address/ }).fill(endpoint.iamUrl);
    await dialog.getByRole('button', { name: 'Add endpoint' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  return {
    addEndpoint,

    async addIdentity(input: IdentityInput): Promise<void> {
      await textbox(/^Name/).fill(input.name);
      await textbox(/^Access key id/).fill(input.accessKeyId);
      await page
        .getByRole('textbox', { name: 'Secret access key', exact: true })
        .fill(input.secretAccessKey);
      if (input.seed !== undefined) {
        await choose('Latchkey makes the codes');
        await page.getByRole('textbox', { name: 'Seed', exact: true }).fill(input.seed);
      } else if (input.serial !== undefined) {
        await choose('I type the codes');
      }
      if (input.serial !== undefined) await textbox(/^Serial number/).fill(input.serial);
      if (input.endpoint !== undefined) {
        await openMore();
        await addEndpoint(input.endpoint);
      }
      if (input.profile !== undefined || input.region !== undefined) await openMore();
      if (input.profile !== undefined) await textbox(/^Profile/).fill(input.profile);
      if (input.region !== undefined) await textbox(/^Region/).fill(input.region);
      await button('Add IAM user').click();
    },

    async fillSessionOptions(input: SessionOptionsInput): Promise<void> {
      await page.getByRole('button', { name: /^Tags and session policies/ }).click();
      await textbox(/^Source identity/).fill(input.sourceIdentity);
      for (const [index, tag] of input.tags.entries()) {
        await button('Add a tag').click();
        await textbox(`Key of tag ${index + 1}`).fill(tag.key);
        await textbox(`Value of tag ${index + 1}`).fill(tag.value);
        if (tag.goesOn) await page.getByText('Goes on', { exact: true }).nth(index).click();
      }
      await textbox(/^Session policy/).fill(input.policy);
      await textbox(/^Managed policies/).fill(input.policyArns);
    },

    /** In a dialog that is open already. */
    async addRole(input: RoleInput): Promise<void> {
      await textbox('Role ARN').fill(input.roleArn);
      if (input.name !== undefined) await textbox(/^Name/).fill(input.name);
      const source = page.getByRole('combobox', { name: 'Source' });
      await source.fill(input.source);
      await page
        .getByRole('option', { name: new RegExp(`^${input.source}`) })
        .first()
        .click();
      if (input.mfa !== undefined) await choose(input.mfa);
      if (
        input.externalId !== undefined ||
        input.profile !== undefined ||
        input.duration !== undefined
      )
        await openMore();
      if (input.externalId !== undefined) await textbox(/^External id/).fill(input.externalId);
      if (input.profile !== undefined) await textbox(/^Profile/).fill(input.profile);
      if (input.duration !== undefined) {
        await page.getByRole('button', { name: /Session length/ }).click();
        await page.getByRole('option', { name: input.duration, exact: true }).click();
      }
      await button('Add role').click();
    },
  };
}
