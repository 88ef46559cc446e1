import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary } from './binaries.mjs';
import { freePorts } from './freePorts.mjs';
import { GiteaApi } from './GiteaApi.mjs';
import { giteaConfig } from './giteaConfig.mjs';
import { writeGiteaHooks } from './giteaHooks.mjs';
import { run } from './run.mjs';
import { waitFor } from './waitFor.mjs';

const USER = 'meshwright';
const ORGANISATION = 'platform';
const REPOSITORY = 'gitops';

/** Starts Gitea with an administrator, an organisation and a GitOps repository. */
export async function startGitea({ supervisor, runFolder }) {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const folder = join(runFolder, 'gitea');
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'app.ini');
  writeFileSync(config, giteaConfig(folder, { port, url }), { mode: 0o600 });
  const options = {
    cwd: folder,
    env: giteaEnvironment(runFolder),
  };
  supervisor.start('gitea', binary('gitea'), ['web', '--config', config], {
    ...options,
    // What it takes for itself, and its hooks start.
    argv0: writeGiteaHooks(folder, binary('gitea')),
  });
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
    // Each push starts it as a hook, too short for its memory to be tidied.
    GOGC: '1000',
    GOMEMLIMIT: '600MiB',
  };
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
