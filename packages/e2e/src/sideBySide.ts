import type { Browser } from 'playwright-core';

function image(picture: Buffer, caption: string): string {
  return `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${picture.toString(
    'base64',
  )}"></figure>`;
}

/** Puts two pictures beside each other in one PNG file. */
export async function sideBySide(
  browser: Browser,
  before: Buffer,
  after: Buffer,
  file: string,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1320, height: 10 } });
  await page.setContent(
    `<style>
      body { display: flex; gap: 24px; margin: 16px; background: #f5f5f5; font: 14px sans-serif; color: #555 }
      figure { flex: 1; margin: 0 } figcaption { margin-bottom: 8px } img { width: 100% }
    </style>${image(before, 'Before the pull request')}${image(
      after,
      'After it was merged',
    )}`,
  );
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
}
