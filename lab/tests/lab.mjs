import { readFileSync } from 'node:fs';
import { GiteaApi } from '../lib/GiteaApi.mjs';
import { KubeApi } from '../lib/KubeApi.mjs';
import { waitFor } from '../lib/waitFor.mjs';
import { waitForDeployments } from '../lib/waitForDeployments.mjs';

const factsPath = process.env.MESHWRIGHT_LAB;
if (!factsPath)
  throw new Error(
    'MESHWRIGHT_LAB is not set; run the tests with node lab/test.mjs',
  );

/** Where the running lab is: see "The facts" in lab/README.md. */
export const facts = JSON.parse(readFileSync(factsPath, 'utf8'));

export const apiAs = user =>
  new KubeApi({ ...facts.apiServer, token: facts.tokens[user] });
export const api = apiAs('admin');
export const gitea = new GiteaApi(facts.gitea);

/** Makes a namespace of the test's own and removes it when the test ends. */
export async function namespaceFor(t, prefix, labels = {}) {
  const name = `${prefix}-${Date.now().toString(36)}`;
  await api.create('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  });
  t.after(() => api.delete(`/api/v1/namespaces/${name}`));
  return name;
}

export function deployment(name, podLabels = {}) {
  const labels = { app: name, ...podLabels };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'app', image: 'registry.example.com/app:1' }],
        },
      },
    },
  };
}

export async function createDeployment(namespace, object) {
  await api.create(`/apis/apps/v1/namespaces/${namespace}/deployments`, object);
  await waitForDeployments(api, [namespace]);
}

/** What `kubectl rollout restart` does, and the wait for its end. */
export async function restart(namespace, name) {
  const annotations = {
    'kubectl.kubernetes.io/restartedAt': new Date().toISOString(),
  };
  await api.patch(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`, {
    spec: { template: { metadata: { annotations } } },
  });
  await waitForDeployments(api, [namespace]);
}

/** The pods that are not on their way out. */
export async function livePods(namespace) {
  const { items } = await api.get(`/api/v1/namespaces/${namespace}/pods`);
  return items.filter(pod => !pod.metadata.deletionTimestamp);
}

export function condition(object, type) {
  return object.status?.conditions?.find(each => each.type === type);
}

export { waitFor };
