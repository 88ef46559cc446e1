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

/** One part of the knowledge, on the page of the entity that shows it. */
interface Part {
  name: string;
  entity: string;
  /** View and open row, as a link carries them. */
  view: string;
  /** Section that tells it; the drawer, else the page, without one. */
  section?: string;
  drawer?: boolean;
  says: RegExp[];
  /** The button of the one thing to do, where a template does it. */
  button?: RegExp;
}

const WHY = /^Why$/;
const STEP = /^One thing to do$/;

const PARTS: Part[] = [
  {
    name: 'data-plane mode',
    entity: 'picking',
    view: 'workloads',
    section: 'Data plane',
    says: [WHY, STEP, /ztunnel has not taken/],
  },
  {
    name: 'revision',
    entity: 'checkout',
    view: 'workloads?open=eu-2/shop/checkout',
    section: 'Revision',
    says: [WHY, STEP, /kubectl .*rollout restart/],
  },
  {
    name: 'mTLS inbound, client side and what breaks at STRICT',
    entity: 'tracking',
    view: 'security?drawer=eu-1/logistics/tracking:8080',
    drawer: true,
    says: [
      WHY,
      STEP,
      /What STRICT would break/,
      /no proxy \(\d+ pods?\)/,
      /sets TLS mode DISABLE/,
    ],
    button: /^Enforce mTLS$/,
  },
  {
    name: 'certificates',
    entity: 'accounts',
    view: 'certificates?host=portal.samples.example.com',
    says: [/portal-samples-1 was denied/, /^Fix$/],
  },
  {
    name: 'exposure',
    entity: 'newsletter',
    view: 'routing',
    says: [/newsletter\.samples\.example\.com/, /^Broken$/],
  },
  {
    name: 'egress',
    entity: 'payout',
    view: 'routing?open=egress/eu-1/ledger.bank.example.net',
    says: [/^Degraded$/, WHY, STEP],
    button: /^Fix the egress$/,
  },
  {
    name: 'findings',
    entity: 'catalog-api',
    view: 'changes',
    says: [/IST0101/, /catalog-api-v2/, /^Fix:/, /what IST0101 means/],
  },
  {
    name: 'tokens at a host',
    entity: 'accounts',
    view: 'routing',
    says: [/^Token \(JWT\)$/, /^Required$/, /^Checked, not required$/],
  },
  {
    name: 'NetworkPolicies',
    entity: 'newsletter',
    view: 'security?access=eu-1/newsletter/newsletter',
    drawer: true,
    section: 'NetworkPolicies',
    says: [WHY, STEP, /Default deny/, /Ingress gateway 8080/],
  },
  {
    name: 'supply',
    entity: 'label-printer',
    view: 'workloads',
    section: 'Images',
    says: [WHY, STEP, /The registry says/, /412 Precondition Failed/],
  },
];

for (const part of PARTS) {
  test(`the page of ${part.entity} tells of ${part.name} why, and what to do`, () =>
    withPicture(page, `part-${part.entity}`, async () => {
      await page.goto(
        `${product.url}/catalog/default/component/${part.entity}/mesh/${part.view}`,
      );
      const around = part.drawer
        ? page.getByRole('dialog')
        : page.locator('main');
      const place = part.section
        ? around.getByRole('region', { name: part.section }).first()
        : around;
      for (const words of part.says) {
        await place.getByText(words).first().waitFor();
      }
      if (part.button) {
        await place.getByRole('button', { name: part.button }).waitFor();
      }
    }));
}

test('the form that a step leads to is filled in, and its preview is built', () =>
  withPicture(page, 'part-step', async () => {
    await page.goto(
      `${product.url}/catalog/default/component/payments/mesh/security`,
    );
    await page.getByRole('button', { name: /payments\s*:9090/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Enforce mTLS' })
      .click();
    await page.getByText('Its pods are chosen by app=payments.').waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('radio', { name: /STRICT/ }).waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    const checks = page.getByRole('region', { name: 'Checks' });
    // What would break stands in the preview, by name.
    await checks
      .getByText(/invoice-export/)
      .first()
      .waitFor();
  }));

test('what is not in the mesh is brought in by one button', () =>
  withPicture(page, 'part-onboard', async () => {
    await page.goto(`${product.url}/catalog/default/component/reports`);
    await page.getByRole('button', { name: 'Onboard reporting' }).click();
    await page.getByRole('combobox', { name: /^Namespace/ }).waitFor();
    await page.getByRole('combobox', { name: /^Revision tag/ }).waitFor();
  }));
