import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where screenshots that the documentation shows are kept. */
export const SCREENSHOTS = path.resolve(__dirname, '../../../docs/screenshots');

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

/** Opens the product and signs in as the guest, who is Ana Ruiz here. */
export async function signIn(page: Page, url: string): Promise<void> {
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
    const folder = path.resolve(__dirname, '../../../test-results');
    fs.mkdirSync(folder, { recursive: true });
    await page.screenshot({
      path: path.join(folder, `${name}.png`),
      fullPage: true,
    });
    throw error;
  }
}
