import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const ROOT = path.resolve(__dirname, '../../..');
const RESULTS = path.join(ROOT, 'test-results');

/**
 * Where pictures go: beside the documentation only when they are to be
 * refreshed (`yarn golden --only browser`), so that a test run leaves no trace.
 */
export const SCREENSHOTS = process.env.REFRESH_GOLDEN
  ? path.join(ROOT, 'docs/screenshots')
  : RESULTS;

/** A headless Chromium that asks nobody on the internet for anything. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.MESHWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The machine may be busy with other tests. */
const PATIENCE_MS = 90_000;

/** Opens the product and signs in as the guest, who is Ana Ruiz here. */
export async function signIn(page: Page, url: string): Promise<void> {
  page.context().setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page
    .getByRole('heading', { name: /catalog/i })
    .first()
    .waitFor();
}

/** On failure, keeps what the page looked like and gives the error on. */
export async function withPicture<T>(
  page: Page,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    fs.mkdirSync(RESULTS, { recursive: true });
    await page.screenshot({
      path: path.join(RESULTS, `${name}.png`),
      fullPage: true,
    });
    throw error;
  }
}
