import { after, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, signIn } from './browser';
import { startProduct, type Product } from './product';

/** What the tests of a file work with. */
export interface Opened {
  product: Product;
  page: Page;
}

/**
 * Starts a product for the tests of a file, with a page on which someone has
 * signed in, and ends both after them.
 */
export function onSignedInPage(use: (opened: Opened) => void): void {
  let product: Product | undefined;
  let browser: Browser | undefined;

  before(async () => {
    [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
    // A context of its own, in which tests may open further pages.
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    await signIn(page, product.url);
    use({ product, page });
  });

  after(async () => {
    await browser?.close();
    await product?.stop();
  });
}
