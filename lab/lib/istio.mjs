import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary } from './binaries.mjs';
import { freePorts } from './freePorts.mjs';
import { applyManifests } from './kubectl.mjs';
import { run } from './run.mjs';
import { waitFor } from './waitFor.mjs';

const NAMESPACE = 'istio-system';

/** The control planes of the lab: an old one, and the one to move to. */
export const REVISIONS = [
  { revision: '1-30-3', version: '1.30.3' },
  { revision: '1-31-0', version: '1.31.0' },
];

/** The stable names by which namespaces ask for a revision. */
export const TAGS = { default: '1-30-3', prod: '1-30-3', canary: '1-31-0' };

/** Chooses the ports of one control plane: manifests and process must agree on them. */
export async function planIstiod({ revision, version }) {
  const [http, https, grpc, secureGrpc, monitoring] = await freePorts(5);
  return {
    revision,
    version,
    ports: { http, https, grpc, secureGrpc, monitoring },
  };
}

/**
 * The manifests of one revision. Both webhooks point at the process on this
 * machine instead of at a Service that no kubelet serves.
 */
export async function generateManifests({ revision, version, ports }) {
  const settings = [
    'profile=minimal',
    `revision=${revision}`,
    'hub=docker.io/istio',
    `tag=${version}`,
    `values.istiodRemote.injectionURL=https://localhost:${ports.https}/inject`,
    `values.base.validationURL=https://localhost:${ports.https}/validate`,
  ];
  const args = settings.flatMap(setting => ['--set', setting]);
  const { stdout } = await run(binary('istioctl'), [
    'manifest',
    'generate',
    ...args,
  ]);
  return stdout;
}

/** Starts one istiod; its manifests must be applied. */
export async function startIstiod(
  { supervisor, runFolder, kubeconfigPath },
  planned,
) {
  const { revision, ports } = planned;
  const folder = join(runFolder, `istiod-${revision}`);
  mkdirSync(folder, { recursive: true });
  const meshConfig = join(folder, 'mesh.yaml');
  // The rest of the mesh configuration comes from the revision's ConfigMap.
  writeFileSync(meshConfig, 'rootNamespace: istio-system\n');
  const name = `istiod-${revision}`;
  const { pid } = supervisor.start(
    name,
    binary('pilot-discovery'),
    [
      'discovery',
      `--kubeconfig=${kubeconfigPath}`,
      `--httpAddr=127.0.0.1:${ports.http}`,
      `--httpsAddr=127.0.0.1:${ports.https}`,
      `--grpcAddr=127.0.0.1:${ports.grpc}`,
      `--secureGRPCAddr=127.0.0.1:${ports.secureGrpc}`,
      `--monitoringAddr=127.0.0.1:${ports.monitoring}`,
      '--ctrlz_port=0',
      `--meshConfig=${meshConfig}`,
      '--shutdownDuration=0s',
    ],
    { cwd: folder, env: istiodEnvironment(revision) },
  );
  await waitFor(name, async signal => {
    const answer = await fetch(`http://127.0.0.1:${ports.http}/ready`, {
      signal,
    });
    return answer.ok;
  });
  return pid;
}

function istiodEnvironment(revision) {
  return {
    ...process.env,
    POD_NAMESPACE: NAMESPACE,
    POD_NAME: `istiod-${revision}-lab`,
    REVISION: revision,
    CLUSTER_ID: 'Kubernetes',
    ISTIOD_CUSTOM_HOST: 'localhost',
    INJECTION_WEBHOOK_CONFIG_NAME: `istio-sidecar-injector-${revision}`,
    VALIDATION_WEBHOOK_CONFIG_NAME: 'istio-validator',
    PILOT_ENABLE_GATEWAY_API: 'true',
  };
}

/** Lets the stable names point at their revisions. */
export async function applyTags(lab) {
  const generated = await Promise.all(
    Object.entries(TAGS).map(([tag, revision]) =>
      run(binary('istioctl'), [
        `--kubeconfig=${lab.kubeconfigPath}`,
        'tag',
        'generate',
        tag,
        `--revision=${revision}`,
        '--overwrite',
      ]),
    ),
  );
  await applyManifests(lab, {
    text: generated.map(each => each.stdout).join('\n---\n'),
  });
}

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';

/**
 * Injection and validation are real once istiod has put its authority into each
 * webhook, and has turned the validating ones from letting pass to refusing.
 */
export async function waitForWebhooks({ api }) {
  const read = kind => signal => api.get(`${ADMISSION}/${kind}`, { signal });
  await waitFor('the webhooks of istiod', async signal => {
    const [mutating, validating] = await Promise.all([
      read('mutatingwebhookconfigurations')(signal),
      read('validatingwebhookconfigurations')(signal),
    ]);
    const hooks = list => list.items.flatMap(item => item.webhooks ?? []);
    return (
      hooks(mutating).every(hook => hook.clientConfig.caBundle) &&
      hooks(validating).every(
        hook => hook.clientConfig.caBundle && hook.failurePolicy === 'Fail',
      )
    );
  });
}
