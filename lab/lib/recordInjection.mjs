import { mkdirSync, writeFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { seededRandom } from './random.mjs';
import { waitFor } from './waitFor.mjs';

const REVISIONS = [
  undefined,
  '1-30-3',
  '1-31-0',
  'prod',
  'canary',
  'default',
  'gone',
];
const INJECTION = [undefined, 'enabled', 'disabled', 'Enabled'];
const POD_INJECT = [undefined, 'true', 'false', 'yes'];
const ANNOTATION = [undefined, 'true', 'false'];
const PODS_AT_ONCE = 16;

/**
 * Lets the running API server and istiods admit random pods without storing
 * them, and writes what would have become of each. The first line holds the
 * webhooks that decided.
 */
export async function recordInjection({
  api,
  folder,
  seed = randomInt(1e9),
  cases = 300,
}) {
  const { oneOf } = seededRandom(seed);
  const inputs = Array.from({ length: cases }, () => ({
    namespaceLabels: only({
      'istio-injection': oneOf(INJECTION),
      'istio.io/rev': oneOf(REVISIONS),
    }),
    podLabels: only({
      'sidecar.istio.io/inject': oneOf(POD_INJECT),
      'istio.io/rev': oneOf(REVISIONS),
    }),
    podAnnotations: only({ 'sidecar.istio.io/inject': oneOf(ANNOTATION) }),
    hostNetwork: oneOf([true, false, false, false, false, false, false, false]),
  }));
  const namespaces = await createNamespaces(api, inputs);
  try {
    const lines = [await webhooks(api)];
    for (let start = 0; start < inputs.length; start += PODS_AT_ONCE) {
      const batch = inputs.slice(start, start + PODS_AT_ONCE);
      const judged = batch.map(async input => {
        const namespace = namespaces.get(JSON.stringify(input.namespaceLabels));
        return { ...input, result: await admit(api, namespace, input) };
      });
      lines.push(...(await Promise.all(judged)));
    }
    mkdirSync(folder, { recursive: true });
    const text = lines.map(line => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(folder, 'injection.jsonl'), text);
  } finally {
    await Promise.all(
      [...namespaces.values()].map(name =>
        api.delete(`/api/v1/namespaces/${name}`),
      ),
    );
  }
  return { folder, seed, cases };
}

const only = entries =>
  Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined),
  );

/** One namespace for each set of labels, with the service account that pods need. */
async function createNamespaces(api, inputs) {
  const prefix = `vectors-${Date.now().toString(36)}`;
  const sets = [
    ...new Set(inputs.map(input => JSON.stringify(input.namespaceLabels))),
  ];
  const created = await Promise.all(
    sets.map(async (labels, index) => {
      const name = `${prefix}-${index}`;
      await api.create('/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: JSON.parse(labels) },
      });
      const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
      await waitFor(`the service account of ${name}`, () => api.find(account));
      return [labels, name];
    }),
  );
  return new Map(created);
}

async function admit(
  api,
  namespace,
  { podLabels, podAnnotations, hostNetwork },
) {
  const pod = await api.create(
    `/api/v1/namespaces/${namespace}/pods?dryRun=All`,
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'vector',
        labels: podLabels,
        annotations: podAnnotations,
      },
      spec: {
        hostNetwork,
        containers: [{ name: 'app', image: 'registry.example.com/app:1' }],
      },
    },
  );
  const { annotations = {}, labels = {} } = pod.metadata;
  const status = annotations['sidecar.istio.io/status'];
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return {
    injected: status !== undefined,
    revision: status ? JSON.parse(status).revision : null,
    revisionAnnotation: annotations['istio.io/rev'] ?? null,
    proxyImage: all.find(each => each.name === 'istio-proxy')?.image ?? null,
    tlsModeLabel: labels['security.istio.io/tlsMode'] ?? null,
  };
}

async function webhooks(api) {
  const path =
    '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
  const { items } = await api.get(path);
  return {
    mutatingWebhookConfigurations: items.map(
      ({ metadata, webhooks: hooks }) => ({
        metadata: { name: metadata.name, labels: metadata.labels },
        webhooks: hooks.map(({ name, namespaceSelector, objectSelector }) => ({
          name,
          namespaceSelector,
          objectSelector,
        })),
      }),
    ),
  };
}
