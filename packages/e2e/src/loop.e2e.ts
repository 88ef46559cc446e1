import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, SCREENSHOTS, signIn, withPicture } from './browser';
import { startProduct, type Product } from './product';
import { sideBySide } from './sideBySide';

const HOST = 'cart.shop.example.com';

let product: Product;
let browser: Browser;

before(async () => {
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

/** The overview card, found by what a person reads on it. */
function meshCard(page: Page) {
  return page
    .getByRole('heading', { name: 'Mesh & certificates' })
    .locator('xpath=ancestor::*[.//ul][1]');
}

async function openCart(page: Page) {
  await page.goto(`${product.url}/catalog/default/component/cart`);
  await meshCard(page).getByText('Sidecar', { exact: true }).waitFor();
}

test('expose a service with mTLS: template, pull request, merge, card', async () => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await withPicture(page, 'loop', async () => {
    await signIn(page, product.url);
    await openCart(page);

    const card = meshCard(page);
    for (const fact of [
      'Sidecar',
      'Revision',
      'mTLS',
      'Certificates',
      'Config & changes',
    ]) {
      await card.getByText(fact, { exact: true }).waitFor();
    }
    await card.getByText('Not exposed', { exact: true }).waitFor();
    const unexposed = await card.screenshot();

    await card.getByRole('button', { name: 'Expose this service' }).click();
    await page.getByText(/Filled in from the workloads/).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    // The field suggests a host first; who types waits to see it.
    await page.getByText(/checks? passed/).waitFor();
    await page.getByRole('textbox', { name: /host/i }).fill(HOST);
    await page
      .getByLabel(/MUTUAL/)
      .first()
      .check();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create pull request' }).click();

    const link = page.getByRole('link', { name: /pull request/i });
    await link.waitFor({ timeout: 60_000 });
    const pullRequestUrl = await link.getAttribute('href');
    assert.ok(pullRequestUrl?.startsWith(product.forgeUrl));

    await openCart(page);
    await card
      .getByText(/awaits review/)
      .first()
      .waitFor();

    const forge = await context.newPage();
    await forge.goto(pullRequestUrl ?? '');
    await forge.getByText('kind: Certificate').first().waitFor();
    await forge.screenshot({
      path: path.join(SCREENSHOTS, 'pull-request.png'),
    });
    await forge.getByRole('button', { name: /merge/i }).click();
    await forge
      .getByText(/merged/i)
      .first()
      .waitFor();
    await forge.close();

    // No reload: the card turns by itself.
    await card
      .getByText(new RegExp(`https://${HOST}`))
      .first()
      .waitFor({ timeout: 60_000 });
    await card
      .getByText('Healthy', { exact: true })
      .last()
      .waitFor({ timeout: 60_000 });
    await card.getByText('Strict', { exact: true }).waitFor();
    await card.getByText('Current', { exact: true }).waitFor();
    const exposed = await card.screenshot();
    await sideBySide(
      browser,
      unexposed,
      exposed,
      path.join(SCREENSHOTS, 'loop.png'),
    );
  });
});
