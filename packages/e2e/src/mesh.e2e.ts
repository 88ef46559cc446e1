import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { withPicture } from './browser';
import { onSignedInPage } from './onSignedInPage';
import type { Product } from './product';

let product: Product;
let page: Page;
onSignedInPage(opened => {
  ({ product, page } = opened);
});

/** One part of the knowledge, where a faulty case of it is found. */
interface Part {
  name: string;
  /** View and filters, as a link carries them. */
  path: string;
  table: string;
  /** The section of the drawer that tells it; the whole drawer without one. */
  section?: string;
  /** What else a person reads there. */
  says?: RegExp;
  /** Whether the faulty case of the scenario has something to do. */
  step: boolean;
}

const PARTS: Part[] = [
  {
    name: 'data-plane mode',
    path: 'workloads?workloads-state=ambient,ambient-pending&tone=error,warning',
    table: 'Workloads',
    section: 'Data plane',
    step: true,
  },
  {
    name: 'revision',
    path: 'workloads?workloads-state=out-of-date&cluster=eu-2',
    table: 'Workloads',
    section: 'Revision',
    step: true,
  },
  {
    name: 'mTLS and what breaks at STRICT',
    path: 'security?strict-readiness-state=yes',
    table: 'Ready for STRICT',
    says: /What STRICT would break/,
    step: true,
  },
  {
    name: 'certificates',
    path: 'certificates?tone=error,warning',
    table: 'Certificates',
    step: true,
  },
  {
    name: 'roots of the mesh',
    path: 'control-planes',
    table: 'Trust roots',
    says: /SHA-256/,
    step: false,
  },
  {
    name: 'control planes',
    path: 'control-planes?tone=error,warning',
    table: 'Control planes',
    says: /Trust domain/,
    step: true,
  },
  {
    name: 'exposure',
    path: 'traffic?tone=error,warning',
    table: 'Hosts and routes',
    step: true,
  },
  {
    name: 'egress',
    path: 'traffic?egress-state=broken,degraded',
    table: 'Calls to hosts outside',
    step: true,
  },
  {
    name: 'findings',
    path: 'findings?findings-state=error',
    table: 'Findings',
    step: true,
  },
  {
    name: 'authorization',
    path: 'security?tone=error,warning',
    table: 'Inbound mTLS by workload',
    section: 'Authorization',
    step: false,
  },
  {
    name: 'supply',
    path: 'workloads?workloads-state=pull-blocked',
    table: 'Workloads',
    section: 'Images',
    says: /The registry says/,
    step: true,
  },
];

/** Opens the first row of a table and gives its drawer. */
async function openFirst(table: string): Promise<Locator> {
  const rows = page.getByRole('table', { name: table }).getByRole('row');
  await rows.nth(1).getByRole('button').first().click();
  const drawer = page.getByRole('dialog');
  await drawer.waitFor();
  return drawer;
}

test('the mesh page is in the menu and counts what is to do', () =>
  withPicture(page, 'mesh', async () => {
    await page.getByRole('link', { name: 'Mesh', exact: true }).click();
    const tiles = page.getByRole('list', { name: 'The mesh in numbers' });
    await tiles.waitFor();
    assert.equal(await tiles.getByRole('listitem').count(), 10);
    // ap-1 does not answer, so that nothing is told more exactly than it is.
    await tiles.getByText(/≥ \d+/).first().waitFor();
    await page.getByText(/ap-1 is missing/).waitFor();
    await page
      .getByText(/\d+ s ago|just now/)
      .first()
      .waitFor();
  }));

test('a tile leads to the rows that it counts', () =>
  withPicture(page, 'mesh-tile', async () => {
    await page.goto(`${product.url}/istio`);
    await page.getByRole('link', { name: 'Pulls blocked' }).click();
    await page.getByRole('heading', { name: /^Workloads \(≥ [1-9]/ }).waitFor();
    assert.match(page.url(), /workloads-state=pull-blocked/);
  }));

for (const part of PARTS) {
  test(`the mesh page tells of ${part.name} why, and what to do`, () =>
    withPicture(page, `mesh-${part.table}`, async () => {
      await page.goto(`${product.url}/istio/${part.path}`);
      const drawer = await openFirst(part.table);
      const place = part.section
        ? drawer.getByRole('region', { name: part.section })
        : drawer;
      if (part.section !== 'Authorization') {
        await place.getByText('Why', { exact: true }).first().waitFor();
      }
      if (part.says) await place.getByText(part.says).first().waitFor();
      if (part.step) {
        await drawer
          .getByText(/^(One thing to do|Fix)$/)
          .first()
          .waitFor();
      }
      // The link of an open row opens it again.
      const link = page.url();
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
      await page.goto(link);
      await drawer.waitFor();
    }));
}
