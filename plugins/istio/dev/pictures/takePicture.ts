import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Picture } from './pictures';

/** Larger pictures make the repository heavy. */
const MAX_BYTES = 160 * 1024;
const MAX_HEIGHT = 980;
/** Lists of many rows: the first ones show how they look. Forms are shown whole. */
const MAX_HEIGHTS: Partial<Record<Picture['part'], number>> = {
  fleet: 860,
  form: 2_600,
};
/** Waiting is announced after 3 s. */
const LATE_MS = 3_300;
const SETTLE_MS = 350;
const PAUSE_MS = 60;
const LOADING_MS = 120_000;

/** Sizes of the window. */
export const SIZES = {
  wide: { width: 1280, height: 860 },
  narrow: { width: 390, height: 844 },
} as const;

/** How a picture is taken. */
export interface Setting {
  size: keyof typeof SIZES;
  theme: 'light' | 'dark';
  url: string;
  folder: string;
}

/** A rule of axe that a part of the page breaks. */
export interface Violation {
  picture: string;
  rule: string;
  targets: string[];
}

/**
 * Goes there as a click would, which is much faster than to load the app again,
 * by way of a page that keeps nothing of the picture before.
 */
async function show(page: Page, path: string): Promise<void> {
  for (const step of ['/nowhere', path]) {
    await page.evaluate(to => {
      window.history.pushState(null, '', to);
      window.dispatchEvent(new PopStateEvent('popstate'));
    }, step);
    await page.waitForTimeout(PAUSE_MS);
  }
  await page.mouse.move(0, 0);
}

/** A window whose language, time zone and theme do not depend on the machine. */
export async function openPage(
  browser: Browser,
  { size, theme, url }: Setting,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(
    name => localStorage.setItem('theme', name),
    theme,
  );
  const page = await context.newPage();
  await page.goto(`${url}/nowhere`, { timeout: LOADING_MS });
  await page.getByText('404').first().waitFor({ timeout: LOADING_MS });
  await page.addStyleTag({
    // One font whatever the machine has, and no bar of the app over the part.
    content: `:root, [data-theme-mode] {
        --bui-font-regular: Roboto, "Liberation Sans", sans-serif !important;
      }
      [data-testid="mobile-sidebar-root"] { display: none !important; }`,
  });
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  return page;
}

/** Takes one picture and has axe look at the same part. */
export async function takePicture(
  page: Page,
  picture: Picture,
  setting: Setting,
): Promise<Violation[]> {
  await show(page, picture.path);
  const part = await settle(page, picture);
  const name = `${picture.name}-${setting.size}-${setting.theme}`;
  const file = join(setting.folder, `${name}.png`);
  const height = MAX_HEIGHTS[picture.part] ?? MAX_HEIGHT;
  await shoot(page, part, file, height);
  if (statSync(file).size > MAX_BYTES) {
    throw new Error(`${file} is larger than ${MAX_BYTES} bytes`);
  }
  return violations(page, picture, name);
}

/** A long part is cut at the bottom: its beginning shows what there is to see. */
async function shoot(
  page: Page,
  part: Page | Locator,
  path: string,
  maxHeight: number,
): Promise<void> {
  const box = 'boundingBox' in part ? await part.boundingBox() : null;
  if (box && box.height > maxHeight) {
    const clip = { ...box, height: maxHeight };
    await page.screenshot({ path, clip, fullPage: true });
  } else {
    await part.screenshot({ path, animations: 'disabled' });
  }
}

async function settle(page: Page, picture: Picture): Promise<Page | Locator> {
  const part = partOf(page, picture);
  await part.waitFor({ timeout: LOADING_MS });
  if (picture.loading) {
    await page.waitForTimeout(LATE_MS);
  } else {
    await part
      .locator('[aria-busy=true]')
      .first()
      .waitFor({ state: 'detached', timeout: 30_000 });
  }
  if (picture.press) {
    await part.getByRole('button', { name: picture.press }).click();
  }
  if (picture.point) {
    await page.getByRole('link', { name: picture.point }).focus();
    await page.getByRole('link', { name: picture.point }).hover();
  }
  await page.waitForTimeout(SETTLE_MS);
  if (picture.part === 'drawer') return page.getByRole('dialog');
  return picture.part === 'page' ? page : part;
}

function partOf(page: Page, picture: Picture): Locator {
  if (picture.part === 'form') {
    return page.locator('section[aria-label="Form"]');
  }
  if (picture.path.startsWith('/istio')) {
    return page.locator('section[aria-label="State of the mesh"]');
  }
  if (picture.path.includes('/mesh')) {
    return page.locator('section[aria-label="Mesh & certificates"]');
  }
  const title = page.getByRole('heading', {
    level: 3,
    name: 'Mesh & certificates',
  });
  return page.locator('.bui-Card', { has: title });
}

async function violations(
  page: Page,
  picture: Picture,
  name: string,
): Promise<Violation[]> {
  // What lies over the page hides the rest of it, from axe too.
  const over = page.getByRole('dialog').or(page.getByRole('menu'));
  const looked = (await over.count()) > 0 ? over : partOf(page, picture);
  const part = await looked.elementHandle();
  const found = await page.evaluate(async element => {
    // The script that was added to the page puts axe there.
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations: broken } = await axe.run(element ?? document);
    return broken
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({
        rule: id,
        targets: nodes.map(
          node => `${node.target.join(' ')}: ${node.failureSummary}`,
        ),
      }));
  }, part);
  return found.map(violation => ({ picture: name, ...violation }));
}
