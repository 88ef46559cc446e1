import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { binary, share } from './binaries.mjs';
import { freePorts } from './freePorts.mjs';
import { GiteaApi } from './GiteaApi.mjs';
import { run } from './run.mjs';
import { waitFor } from './waitFor.mjs';

const USER = 'meshwright';
const ORGANISATION = 'platform';
const REPOSITORY = 'gitops';

/** Starts Gitea with an administrator, an organisation and a GitOps repository. */
export async function startGitea({ supervisor, runFolder }) {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const config = writeConfig(join(runFolder, 'gitea'), { port, url });
  const options = {
    cwd: join(runFolder, 'gitea'),
    env: giteaEnvironment(runFolder),
  };
  supervisor.start(
    'gitea',
    binary('gitea'),
    ['web', '--config', config],
    options,
  );
  await waitFor(
    'Gitea',
    async signal => (await fetch(`${url}/api/healthz`, { signal })).ok,
  );

  const password = randomBytes(12).toString('hex');
  await run(
    binary('gitea'),
    [
      ...['--config', config, 'admin', 'user', 'create', '--admin'],
      ...['--username', USER, '--password', password],
      ...['--email', `${USER}@example.com`, '--must-change-password=false'],
    ],
    options,
  );
  const token = await createToken(url, password);
  await createRepository(new GiteaApi({ url, token }));
  return {
    url,
    user: USER,
    password,
    token,
    organisation: ORGANISATION,
    repository: REPOSITORY,
    gitUrl: `${url}/${ORGANISATION}/${REPOSITORY}.git`,
  };
}

function giteaEnvironment(runFolder) {
  // Gitea commits as itself; a person's own git configuration must not matter.
  const home = join(runFolder, 'gitea', 'home');
  mkdirSync(home, { recursive: true });
  return {
    ...process.env,
    HOME: home,
    GITEA_WORK_DIR: join(runFolder, 'gitea'),
  };
}

function writeConfig(folder, { port, url }) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'app.ini');
  const isRoot = userInfo().uid === 0;
  writeFileSync(
    path,
    `APP_NAME = Meshwright lab
RUN_USER = ${userInfo().username}
RUN_MODE = prod
WORK_PATH = ${folder}
${
  isRoot
    ? '; a container has no other user, and this one listens on loopback only\nI_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true\n'
    : ''
}
[server]
PROTOCOL = http
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = ${url}/
STATIC_ROOT_PATH = ${share('gitea', 'static')}
APP_DATA_PATH = ${join(folder, 'data')}
OFFLINE_MODE = true
DISABLE_SSH = true

[database]
DB_TYPE = sqlite3
PATH = ${join(folder, 'gitea.db')}

[security]
INSTALL_LOCK = true
SECRET_KEY = ${randomBytes(32).toString('hex')}
INTERNAL_TOKEN = ${randomBytes(32).toString('hex')}
PASSWORD_HASH_ALGO = pbkdf2_v1

[oauth2]
ENABLED = false

[repository]
ROOT = ${join(folder, 'repositories')}
DEFAULT_BRANCH = main

[indexer]
ISSUE_INDEXER_TYPE = db

[actions]
ENABLED = false

[cron.update_checker]
ENABLED = false

[log]
LEVEL = Warn
MODE = console
`,
    { mode: 0o600 },
  );
  return path;
}

async function createToken(url, password) {
  const asUser = new GiteaApi({ url, basic: `${USER}:${password}` });
  const { sha1 } = await asUser.post(`/users/${USER}/tokens`, {
    name: 'lab',
    scopes: ['all'],
  });
  return sha1;
}

async function createRepository(api) {
  await api.post('/orgs', { username: ORGANISATION });
  await api.post(`/orgs/${ORGANISATION}/repos`, {
    name: REPOSITORY,
    auto_init: true,
    default_branch: 'main',
    readme: 'Default',
    description: 'What the lab cluster should look like',
  });
  const content =
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n';
  await api.post(
    `/repos/${ORGANISATION}/${REPOSITORY}/contents/clusters/lab/kustomization.yaml`,
    {
      branch: 'main',
      message: 'Begin with an empty cluster',
      content: Buffer.from(content).toString('base64'),
    },
  );
}
