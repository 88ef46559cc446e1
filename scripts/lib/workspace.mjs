import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { explainInstallFailure } from './installFailure.mjs';
import { withInstallLock } from './installLock.mjs';
import { ensureNode } from './node.mjs';
import { ROOT, YARN } from './paths.mjs';
import { runLogged } from './processes.mjs';
import { UserError } from './userError.mjs';

const STAMP = path.join(ROOT, 'node_modules/.meshwright-installed');
const NEEDED_BYTES = 4 * 1024 ** 3;

function say(line) {
  process.stderr.write(`${line}\n`);
}

/** The package.json files that decide what is installed. */
function manifests() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(path.join(ROOT, folder))) {
      const file = path.join(folder, name, 'package.json');
      if (fs.existsSync(path.join(ROOT, file))) files.push(file);
    }
  }
  return files;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of manifests()) {
    hash.update(file).update(fs.readFileSync(path.join(ROOT, file)));
  }
  return hash.digest('hex');
}

function checkDisk() {
  const { bavail, bsize } = fs.statfsSync(ROOT);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new UserError(
      `The disk has ${Math.floor(
        (bavail * bsize) / 1024 ** 2,
      )} MB left; the installation needs about 4 GB. Free some and run this again.`,
    );
  }
}

/** Environment in which every tool of the repository finds the fitting Node. */
function environment(node) {
  const env = { ...process.env };
  if (node.home) {
    env.PATH = `${path.dirname(node.exec)}${path.delimiter}${env.PATH}`;
    // node-gyp takes the headers from here instead of downloading them.
    env.npm_config_nodedir = node.home;
  }
  return env;
}

function isInstalled(wanted) {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted;
}

async function install({ node, env }, wanted) {
  // Another command may have done it while this one waited.
  if (isInstalled(wanted)) return;
  checkDisk();
  say('Installing dependencies with the committed yarn (once, 2 to 5 minutes)');
  const started = Date.now();
  const result = await runLogged(
    'install',
    node,
    [YARN, 'install', '--immutable'],
    { cwd: ROOT, env },
  );
  if (result.code !== 0) {
    throw explainInstallFailure('The dependencies', result);
  }
  fs.writeFileSync(STAMP, wanted);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/**
 * Makes the repository ready to run: a fitting Node, the dependencies as
 * yarn.lock has them. Does nothing, and needs no network, when all is there.
 */
export async function ensureWorkspace() {
  const node = await ensureNode(say);
  const workspace = { node: node.exec, env: environment(node) };
  const wanted = fingerprint();
  if (!isInstalled(wanted)) {
    await withInstallLock(say, () => install(workspace, wanted));
  }
  return workspace;
}
