import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, SCREENSHOTS, signIn, withPicture } from './browser';
import { startProduct, type Product } from './product';
import {
  createPullRequest,
  mergePullRequest,
  meshCard,
  next,
  openCard,
  readPreview,
} from './proposal';
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

test('expose a service with mTLS: template, preview, pull request, merge, card', async () => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await withPicture(page, 'loop', async () => {
    await signIn(page, product.url);
    const card = await openCard(page, product, 'cart');
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
    await next(page);
    await page.getByRole('textbox', { name: /host/i }).fill(HOST);
    await page
      .getByLabel(/MUTUAL/)
      .first()
      .check();
    await next(page);
    const files = await readPreview(page);
    assert.ok(
      files.includes('cart-ingress.yamlnew'),
      `the preview lists ${files}`,
    );
    const pullRequestUrl = await createPullRequest(page, product);

    await openCard(page, product, 'cart');
    await meshCard(page)
      .getByText(/awaits review/)
      .first()
      .waitFor();
    await mergePullRequest(
      context,
      pullRequestUrl,
      'kind: Certificate',
      path.join(SCREENSHOTS, 'pull-request.png'),
    );

    // No reload: the card turns by itself.
    await card
      .getByText(new RegExp(`https://${HOST}`))
      .first()
      .waitFor();
    await card.getByText('Healthy', { exact: true }).last().waitFor();
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
