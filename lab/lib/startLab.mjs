import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startApiServer } from './apiServer.mjs';
import { binary, share } from './binaries.mjs';
import { buildLab } from './buildLab.mjs';
import { applyIssuers, ISSUERS, startCertManager } from './certManager.mjs';
import { startEtcd } from './etcd.mjs';
import { startGitea } from './gitea.mjs';
import { failWhenAborted } from './interruption.mjs';
import {
  applyTags,
  generateManifests,
  planIstiod,
  REVISIONS,
  startIstiod,
  TAGS,
  waitForWebhooks,
} from './istio.mjs';
import { writeKubeconfig } from './kubeconfig.mjs';
import { applyManifests } from './kubectl.mjs';
import { startNodes } from './nodes.mjs';
import { Supervisor } from './Supervisor.mjs';
import { waitForDeployments } from './waitForDeployments.mjs';

const manifest = name =>
  fileURLToPath(new URL(`../manifests/${name}`, import.meta.url));

/**
 * Builds what is missing, starts the whole platform and returns where to find
 * it, with `stop()` to end it. Nothing is left behind but the build cache;
 * `keep` leaves the run folder with the logs and data, `signal` interrupts.
 */
export async function startLab({ log = () => {}, keep = false, signal } = {}) {
  const interrupted = failWhenAborted(signal);
  await buildLab({ log, signal });
  const startedAt = Date.now();
  const runFolder = mkdtempSync(join(tmpdir(), 'meshwright-lab-'));
  const supervisor = new Supervisor(runFolder);
  const stop = async () => {
    await supervisor.stop();
    if (!keep) rmSync(runFolder, { recursive: true, force: true });
  };
  try {
    const facts = await Promise.race([
      bringUp(supervisor, runFolder, log),
      supervisor.failed,
      interrupted,
    ]);
    log(
      `the lab is up after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
    );
    return { ...facts, failed: supervisor.failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(supervisor, runFolder, log) {
  // Gitea and the ports need nothing of the cluster, so they start beside it.
  const gitea = startGitea({ supervisor, runFolder });
  gitea.catch(() => {}); // awaited below; until then it must not end the process
  const istiods = await Promise.all(REVISIONS.map(planIstiod));
  const istioManifests = Promise.all(istiods.map(generateManifests));
  istioManifests.catch(() => {});

  const etcd = await startEtcd({ supervisor, runFolder });
  const { apiServer, tokens, api } = await startApiServer(
    { supervisor, runFolder },
    etcd,
  );
  log('kube-apiserver is ready');
  const kubeconfigPath = writeKubeconfig(join(runFolder, 'kubeconfig'), {
    ...apiServer,
    token: tokens.admin,
    user: 'admin',
  });
  const lab = { supervisor, runFolder, kubeconfigPath, api };
  await startNodes(lab, apiServer);
  await applyManifests(lab, {
    files: [manifest('namespaces.yaml'), ...customResources()],
  });
  log('custom resources are installed');
  await startCertManager(lab, { ...apiServer, token: tokens.admin });
  await applyManifests(lab, { text: (await istioManifests).join('\n---\n') });
  await Promise.all([startIstiods(lab, istiods, log), applyIssuers(lab)]);
  await applyManifests(lab, {
    files: [manifest('reader-rbac.yaml'), manifest('ingress-gateway.yaml')],
  });
  await waitForDeployments(api, ['istio-system', 'istio-ingress']);
  log('istiod and the ingress gateway are ready');
  return {
    runFolder,
    kubeconfigPath,
    apiServer: {
      url: apiServer.url,
      caData: apiServer.caData,
      adminToken: tokens.admin,
    },
    tokens,
    istiods: istiods.map(({ revision, version, ports }) => ({
      revision,
      version,
      ports,
    })),
    revisionTags: TAGS,
    issuers: ISSUERS,
    gitea: await gitea,
    binaries: {
      kubectl: binary('kubectl'),
      istioctl: binary('istioctl'),
      helmrender: binary('helmrender'),
    },
    charts: share('charts', 'charts'),
  };
}

async function startIstiods(lab, istiods, log) {
  await Promise.all(istiods.map(each => startIstiod(lab, each)));
  await applyTags(lab);
  await waitForWebhooks(lab);
  log('both revisions inject and validate');
}

function customResources() {
  const yamlFiles = folder =>
    readdirSync(folder)
      .filter(name => name.endsWith('.yaml') && name !== 'kustomization.yaml')
      .map(name => join(folder, name));
  return [
    share('istio', 'istio-crds.yaml'),
    ...yamlFiles(share('istio', 'gateway-api-crds')),
    ...yamlFiles(share('cert-manager', 'crds')),
    share('trust-manager', 'bundle-crd.yaml'),
    ...[
      'argo-cd',
      'helm-controller',
      'source-controller',
      'prometheus-operator',
    ].flatMap(part => yamlFiles(share(part, 'crds'))),
  ];
}
