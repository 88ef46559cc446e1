import assert from 'node:assert/strict';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Product } from './product';

/** The overview card, found by what a person reads on it. */
export function meshCard(page: Page): Locator {
  return page
    .getByRole('heading', { name: 'Mesh & certificates' })
    .locator('xpath=ancestor::*[.//ul][1]');
}

/** Opens the page of a component and waits for its card. */
export async function openCard(
  page: Page,
  product: Product,
  component: string,
): Promise<Locator> {
  await page.goto(`${product.url}/catalog/default/component/${component}`);
  const card = meshCard(page);
  // What is not in the mesh has no sidecar, but says so of certificates too.
  await card.getByText('Certificates', { exact: true }).first().waitFor();
  return card;
}

/** Opens the form of a template, filled in as a deep link does. */
export async function openForm(
  page: Page,
  product: Product,
  template: string,
  formData: object,
): Promise<void> {
  const query = encodeURIComponent(JSON.stringify(formData));
  await page.goto(
    `${product.url}/create/templates/default/${template}?formData=${query}`,
  );
  await page.getByRole('button', { name: /^(Next|Review)$/ }).waitFor();
}

/** Goes on to the next page of a form, once what is on this one stands. */
export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next', exact: true }).click();
}

/** The preview as it is when it is built; every file it names. */
export async function readPreview(page: Page): Promise<string[]> {
  await page.getByRole('region', { name: 'Checks' }).waitFor();
  await page
    .getByRole('region', { name: 'What changes in the cluster' })
    .waitFor();
  await page
    .getByRole('region', { name: 'Pull request' })
    .getByText(/^\S+@[0-9a-f]{7}$/)
    .waitFor();
  // The text of the file is there, with its comments, and not only its name.
  await page
    .getByRole('region', { name: 'What changes in the file' })
    .locator('.cm-line')
    .first()
    .waitFor();
  const files = page.getByRole('navigation', { name: 'Files of the change' });
  return files.getByRole('button').allTextContents();
}

/** Creates the pull request from the preview, and gives its address. */
export async function createPullRequest(
  page: Page,
  product: Product,
): Promise<string> {
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Create pull request' }).click();
  const link = page.getByRole('link', { name: /pull request/i });
  await link.waitFor();
  const address = (await link.getAttribute('href')) ?? '';
  assert.ok(address.startsWith(product.forgeUrl));
  return address;
}

/** Looks at the pull request as its reviewer, and merges it. */
export async function mergePullRequest(
  context: BrowserContext,
  address: string,
  shows: string,
  picture?: string,
): Promise<void> {
  const forge = await context.newPage();
  await forge.goto(address);
  await forge.getByText(shows).first().waitFor();
  if (picture) await forge.screenshot({ path: picture });
  await forge.getByRole('button', { name: /merge/i }).click();
  await forge
    .getByText(/merged/i)
    .first()
    .waitFor();
  await forge.close();
}
