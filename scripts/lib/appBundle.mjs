import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runLogged } from './processes.mjs';
import { UserError } from './userError.mjs';

const DIST = path.join(ROOT, 'packages/app/dist');
const STAMP = path.join(DIST, '.built-from');
const SOURCES = [
  'packages/app/src',
  'packages/app/public',
  'plugins/istio/src',
  'plugins/istio-common/src',
];

function hashFolder(hash, folder) {
  const entries = fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== '__fixtures__') hashFolder(hash, file);
    } else if (!/\.test\.tsx?$/.test(entry.name)) {
      hash.update(path.relative(ROOT, file)).update(fs.readFileSync(file));
    }
  }
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const folder of SOURCES) hashFolder(hash, path.join(ROOT, folder));
  for (const file of ['yarn.lock', 'packages/app/package.json']) {
    hash.update(fs.readFileSync(path.join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** Builds the frontend when its sources changed since the last build. */
export async function ensureAppBundle({ node, env }) {
  const wanted = fingerprint();
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted) return;
  process.stderr.write('Building the app (once per change, about a minute)\n');
  const started = Date.now();
  const result = await runLogged(
    'app-build',
    node,
    [
      path.join(ROOT, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
    ],
    { cwd: path.join(ROOT, 'packages/app'), env },
  );
  if (result.code !== 0) {
    throw new UserError(
      `The app could not be built; the compiler's words are in ${result.log}`,
    );
  }
  fs.writeFileSync(STAMP, wanted);
  process.stderr.write(
    `Built in ${Math.round((Date.now() - started) / 1000)} s\n`,
  );
}
