import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, SCREENSHOTS, signIn, withPicture } from './browser';
import { startProduct, type Product } from './product';
import { sideBySide } from './sideBySide';

const HOST = 'cart.shop.example.com';
const CARD = 'section, article, div';

let product: Product;
let browser: Browser;

before(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

/** The overview card, found by what a person reads on it. */
function meshCard(page: Page) {
  return page.getByTestId('mesh-card').or(page.locator(CARD).locator('none'));
}

async function openCart(page: Page) {
  await page.goto(`${product.url}/catalog/default/component/cart`);
  await meshCard(page).getByText('Sidecar').waitFor();
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
    await card.getByText('Not exposed').waitFor();
    const before = await card.screenshot();

    await card.getByRole('link', { name: /expose/i }).click();
    await page.getByLabel(/host/i).fill(HOST);
    await page.getByText(/is free/i).waitFor();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    const link = page.getByRole('link', { name: /pull request/i });
    await link.waitFor({ timeout: 60_000 });
    const pullRequestUrl = await link.getAttribute('href');
    assert.ok(pullRequestUrl?.startsWith(product.forgeUrl));

    await openCart(page);
    await card.getByText(/awaits review/).waitFor();

    const forge = await context.newPage();
    await forge.goto(pullRequestUrl);
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
    await card.getByText(`https://${HOST}`).waitFor({ timeout: 60_000 });
    await card.getByText('Healthy').waitFor({ timeout: 60_000 });
    await card.getByText('Strict').waitFor();
    await card.getByText('Current').waitFor();
    const after = await card.screenshot();
    fs.mkdirSync(SCREENSHOTS, { recursive: true });
    await sideBySide(
      browser,
      before,
      after,
      path.join(SCREENSHOTS, 'loop.png'),
    );
  });
});
