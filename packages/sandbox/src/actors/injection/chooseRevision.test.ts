import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../kube/KubeObject';
import { KubeServer } from '../../kube/KubeServer';
import { podSpecOf } from '../workloads/Pod';
import { PODS } from '../workloads/workloadTypes';
import { chooseRevision } from './chooseRevision';
import { sidecarInjector } from './sidecarInjector';

interface Vector {
  namespaceLabels: Record<string, string>;
  podLabels: Record<string, string>;
  podAnnotations: Record<string, string>;
  hostNetwork: boolean;
  result: {
    injected: boolean;
    revision: string | null;
    revisionAnnotation: string | null;
    proxyImage: string | null;
    tlsModeLabel: string | null;
  };
}

// Recorded from a real API server with two istiods; kept with the package that predicts injection.
const FILE = join(
  __dirname,
  '../../../../../plugins/istio-common/src/__fixtures__/vectors/injection.jsonl',
);
const [head, ...lines] = readFileSync(FILE, 'utf8').trim().split('\n');
const { mutatingWebhookConfigurations } = JSON.parse(head) as {
  mutatingWebhookConfigurations: KubeObject[];
};
const vectors = lines.map(line => JSON.parse(line) as Vector);

function istiod(revision: string, version: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: `istiod-${revision}`,
      namespace: 'istio-system',
      labels: { app: 'istiod', 'istio.io/rev': revision },
    },
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'discovery', image: `docker.io/istio/pilot:${version}` },
          ],
        },
      },
    },
  };
}

describe('injection', () => {
  it('chooses the revision that a real server and istiods chose', () => {
    const wrong = vectors.filter(vector => {
      const chosen = chooseRevision(mutatingWebhookConfigurations, {
        namespace: 'app',
        ...vector,
      });
      return (chosen ?? null) !== vector.result.revision;
    });
    expect(vectors.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('makes the same pod of it', () => {
    const server = new KubeServer({ name: 'injection' });
    const { api } = server;
    api.setMutators([sidecarInjector(api)]);
    server.put(istiod('1-30-3', '1.30.3'));
    server.put(istiod('1-31-0', '1.31.0'));
    for (const configuration of mutatingWebhookConfigurations) {
      server.put({
        ...configuration,
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
      });
    }
    for (const [index, vector] of vectors.slice(0, 80).entries()) {
      const namespace = `n-${index}`;
      server.put({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels: vector.namespaceLabels },
      });
      const pod = api.create(PODS, namespace, {
        metadata: {
          name: 'p',
          labels: vector.podLabels,
          annotations: vector.podAnnotations,
        },
        spec: {
          hostNetwork: vector.hostNetwork,
          containers: [{ name: 'app', image: 'app:1' }],
        },
      });
      const { containers, initContainers = [] } = podSpecOf(pod);
      const proxy = [...containers, ...initContainers].find(
        ({ name }) => name === 'istio-proxy',
      );
      expect({
        injected: proxy !== undefined,
        revisionAnnotation: pod.metadata.annotations?.['istio.io/rev'] ?? null,
        proxyImage: proxy?.image ?? null,
        tlsModeLabel:
          pod.metadata.labels?.['security.istio.io/tlsMode'] ?? null,
      }).toEqual({
        injected: vector.result.injected,
        revisionAnnotation: vector.result.revisionAnnotation,
        proxyImage: vector.result.proxyImage,
        tlsModeLabel: vector.result.tlsModeLabel,
      });
    }
  });
});
