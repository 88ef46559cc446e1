import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { withPicture } from './browser';
import { onSignedInPage } from './onSignedInPage';
import type { Product } from './product';
import {
  createPullRequest,
  mergePullRequest,
  meshCard,
  next,
  openCard,
  openForm,
  readPreview,
} from './proposal';

const OUTSIDE = 'api.partner.example.net';

let product: Product;
let page: Page;
onSignedInPage(opened => {
  ({ product, page } = opened);
});

test('call a host outside: template, preview, pull request, merge, card', () =>
  withPicture(page, 'call-out', async () => {
    await openForm(page, product, 'call-out', {
      entityRef: 'component:default/cart',
    });
    // The workload of the component is filled in, with the labels of its pods.
    await page.getByText('Its pods are chosen by app=cart.').waitFor();
    await next(page);
    await page.getByRole('textbox', { name: /^Host/ }).fill(OUTSIDE);
    await next(page);
    const files = await readPreview(page);
    assert.ok(
      files.some(file => /egress.*new$/.test(file)),
      `the preview lists ${files}`,
    );
    const address = await createPullRequest(page, product);

    const card = await openCard(page, product, 'cart');
    await card
      .getByText(/awaits review/)
      .first()
      .waitFor();
    await mergePullRequest(page.context(), address, 'kind: ServiceEntry');
    // No reload: the card turns by itself.
    await card
      .getByText(/awaits review/)
      .first()
      .waitFor({ state: 'detached' });
    // The link in it says to screen readers where it opens.
    await card
      .getByText(/last change PR #\d+.*, effective since/)
      .first()
      .waitFor();
    await page.goto(
      `${product.url}/catalog/default/component/cart/mesh/routing`,
    );
    const row = page.getByRole('row').filter({ hasText: OUTSIDE });
    await row.getByText('Effective').waitFor();
  }));

test('onboard a namespace: template, preview, pull request, merge, card', () =>
  withPicture(page, 'onboard', async () => {
    const outside = await openCard(page, product, 'reports');
    await outside.getByText('Not in mesh').first().waitFor();

    await openForm(page, product, 'onboard-namespace', {
      target: { cluster: 'eu-1', namespace: 'reporting' },
      metricsNamespace: '',
    });
    // The tag is chosen from those that the cluster has.
    await page.getByRole('combobox', { name: /^Revision tag/ }).click();
    await page.getByRole('option', { name: /^prod · tag for 1-30-3/ }).click();
    await next(page);
    await page.getByRole('combobox', { name: /^Ingress gateway/ }).waitFor();
    await next(page);
    await page.getByText(/Close the ways out of the cluster/).waitFor();
    await next(page);
    await page.getByText(/A team works in the namespace/).waitFor();
    await next(page);
    const files = await readPreview(page);
    assert.ok(
      files.some(file => /onboard.*new$/.test(file)),
      `the preview lists ${files}`,
    );
    const address = await createPullRequest(page, product);
    await mergePullRequest(page.context(), address, 'istio.io/rev');

    // The namespace asks for proxies now; pods that were there before lack one.
    await page.goto(`${product.url}/catalog/default/component/reports`);
    await meshCard(page)
      .getByText(/restart/i)
      .first()
      .waitFor();
  }));
