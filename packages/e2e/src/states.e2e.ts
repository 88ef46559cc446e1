import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { withPicture } from './browser';
import { onSignedInPage } from './onSignedInPage';
import type { Product } from './product';

let product: Product;
let page: Page;
onSignedInPage(opened => {
  ({ product, page } = opened);
});

/** What the card of each entity of the sandbox says, as a person reads it. */
const CARDS: Array<[entity: string, says: RegExp[]]> = [
  ['storefront', [/Partial/, /exposed at/, /https:\/\/shop\.example\.com/]],
  [
    'checkout',
    [/Overdue 2 d/, /Restart needed/, /vault-issuer/, /is not ready/],
  ],
  ['catalog-api', [/1 error/, /IST0101/]],
  ['payments', [/Permissive/, /on 9090/]],
  ['reports', [/Not in mesh/, /reporting/]],
  ['gift-cards', [/Not linked/, /kubernetes-label-selector|kubernetes-id/]],
  ['search', [/No match/, /app=search in namespace shop/, /search-api/]],
  ['loyalty', [/Unreachable/, /ap-1 has not answered/, /connection refused/]],
];

for (const [entity, says] of CARDS) {
  test(`the card of ${entity} says what is the matter`, () =>
    withPicture(page, `card-${entity}`, async () => {
      await page.goto(`${product.url}/catalog/default/component/${entity}`);
      await page
        .getByRole('heading', { name: 'Mesh & certificates' })
        .waitFor();
      for (const words of says) {
        await page.getByText(words).first().waitFor();
      }
    }));
}

const BAD_HOSTS: Array<[host: string, says: RegExp]> = [
  ['shop.example.com', /served by Gateway shop\/storefront-gateway/],
  ['cart.elsewhere.org', /cart\.elsewhere\.org.*(zone|shop\.example\.com)/],
  ['not a host', /not a host/],
];

for (const [host, says] of BAD_HOSTS) {
  test(`the form refuses the host "${host}" in the field, and goes no further`, () =>
    withPicture(page, 'bad-host', async () => {
      const formData = encodeURIComponent(
        JSON.stringify({ entityRef: 'component:default/cart' }),
      );
      await page.goto(
        `${product.url}/create/templates/default/expose-service?formData=${formData}`,
      );
      await page.getByText(/Filled in from the workloads/).waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByRole('textbox', { name: /host/i }).fill(host);
      await page.getByText(says).first().waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText(says).first().waitFor();
      assert.equal(
        await page.getByRole('button', { name: 'Create pull request' }).count(),
        0,
      );
    }));
}
