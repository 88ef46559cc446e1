import fs from 'node:fs';
import { runLogged } from './processes.mjs';
import { UserError } from './userError.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function find() {
  return [process.env.MESHWRIGHT_CHROMIUM, ...PLACES].find(
    place => place && fs.existsSync(place),
  );
}

/** Where Chromium is; installs Debian's package when it is missing and we may. */
export async function ensureChromium() {
  const found = find();
  if (found) return found;
  if (fs.existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    process.stderr.write("Installing Debian's package chromium\n");
    await runLogged('apt-update', 'apt-get', ['update']);
    const result = await runLogged(
      'chromium',
      'apt-get',
      ['install', '-y', '--no-install-recommends', 'chromium'],
      { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } },
    );
    const installed = find();
    if (installed) return installed;
    throw new UserError(
      `Debian's package chromium could not be installed (exit ${result.code}). Log: ${result.log}`,
    );
  }
  throw new UserError(
    'The browser tests need Chromium or Chrome, and none was found. Install one, or set MESHWRIGHT_CHROMIUM to its path.',
  );
}
