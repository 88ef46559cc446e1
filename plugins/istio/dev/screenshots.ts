/* eslint-disable no-console */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { startMockApp } from './pictures/mockApp';
import { PICTURES } from './pictures/pictures';
import { openPage, takePicture, type Setting } from './pictures/takePicture';

/**
 * Takes card and tab in every state, light and dark, wide and narrow, and has
 * axe look at each. `yarn screenshots [--only <part of a name>] [--out <folder>]
 * [--url <running mock app>]`; fails when axe finds something serious.
 */
async function main(): Promise<void> {
  const folder = resolve(
    option('--out') ?? resolve(__dirname, '../../../docs/screenshots'),
  );
  mkdirSync(folder, { recursive: true });
  const only = option('--only') ?? '';
  const url = option('--url');
  const app = url ? { url, stop: () => {} } : await startMockApp();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
    ],
  });
  try {
    const found = [];
    for (const setting of settings(app.url, folder)) {
      const pictures = PICTURES.filter(
        ({ name, wideOnly }) =>
          name.includes(only) && !(wideOnly && setting.size === 'narrow'),
      );
      const page = await openPage(browser, setting);
      for (const picture of pictures) {
        found.push(...(await takePicture(page, picture, setting)));
      }
      await page.context().close();
      console.log(
        `${pictures.length} pictures, ${setting.size}, ${setting.theme}`,
      );
    }
    for (const { picture, rule, targets } of found) {
      console.error(`${picture}: ${rule}\n  ${targets.join('\n  ')}`);
    }
    if (found.length > 0) process.exitCode = 1;
  } finally {
    await browser.close();
    app.stop();
  }
}

function settings(url: string, folder: string): Setting[] {
  return (['wide', 'narrow'] as const).flatMap(size =>
    (['light', 'dark'] as const).map(theme => ({ size, theme, url, folder })),
  );
}

function option(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index < 0 ? undefined : process.argv[index + 1];
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
