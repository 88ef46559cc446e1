import {
  renderManifests,
  upsertDocuments,
} from '@meshwright/backstage-plugin-istio-common';
import {
  applyDefinitions,
  definitionsOf,
  kubectlWith,
} from './applyDefinitions';
import { eventually } from './eventually';
import { labFacts } from './labFacts';
import { kube, patch } from './labKube';

jest.setTimeout(180_000);

/** What the API server, and istiods behind it, make of a pod. */
interface JudgedPod {
  spec: { containers: Image[]; initContainers?: Image[] };
}

interface Image {
  name: string;
  image: string;
}

describe('a namespace that joins the mesh', () => {
  const name = `joins-${Math.random().toString(36).slice(2, 8)}`;
  const path = `/api/v1/namespaces/${name}`;
  const revision = 'canary';

  /** As the repository has it: injected by the default revision. */
  const before = `# Of the web team.
apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
  labels:
    team: web # who is asked
    istio-injection: enabled
`;

  const { objects } = definitionsOf('onboard', {
    cluster: 'lab',
    namespace: name,
    revision,
    gateway: { namespace: 'istio-ingress' },
  });

  const sync = (text: string) =>
    kubectlWith(text, 'apply', '--server-side', '--field-manager=gitops');

  const createPod = async (): Promise<JudgedPod> => {
    const body = {
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: {
        containers: [{ name: 'web', image: 'registry.example.com/web' }],
      },
    };
    const pod = await kube('POST', `${path}/pods?dryRun=All`, { body });
    // The server answers the pod that it would have made.
    return pod as unknown as JudgedPod;
  };

  const proxyOf = ({ spec }: JudgedPod) =>
    [...spec.containers, ...(spec.initContainers ?? [])].find(
      container => container.name === 'istio-proxy',
    )?.image;

  const versionOf = (tag: string) =>
    labFacts().istiods.find(
      one => one.revision === labFacts().revisionTags[tag],
    )?.version;

  beforeAll(() => sync(before));
  afterAll(() => kube('DELETE', path));

  it('is injected by the default revision first', async () => {
    await eventually(async () => {
      expect(proxyOf(await createPod())).toMatch(
        new RegExp(`:${versionOf('default')}$`),
      );
    });
  });

  it('loses istio-injection with its manifest, and keeps what others wrote there', async () => {
    const wanted = objects.filter(({ kind }) => kind === 'Namespace');
    const text = upsertDocuments(before, wanted);
    expect(text).toContain('team: web # who is asked');
    await sync(text);
    const { metadata } = (await kube('GET', path)) as unknown as {
      metadata: { labels: Record<string, string> };
    };
    expect(metadata.labels).toMatchObject({
      team: 'web',
      'istio.io/rev': revision,
    });
    expect(metadata.labels).not.toHaveProperty('istio-injection');
  });

  it('refuses injected pods where no CNI agent runs, as the effects say', async () => {
    await eventually(() =>
      expect(createPod()).rejects.toThrow(
        /violates PodSecurity \\"baseline[^]*istio-init[^]*NET_ADMIN/,
      ),
    );
  });

  it('is injected by the revision of the tag', async () => {
    await patch(path, {
      metadata: {
        labels: { 'pod-security.kubernetes.io/enforce': 'privileged' },
      },
    });
    await eventually(async () => {
      expect(proxyOf(await createPod())).toMatch(
        new RegExp(`:${versionOf(revision)}$`),
      );
    });
  });

  it('would not be, were the label left beside the tag', async () => {
    await patch(path, {
      metadata: { labels: { 'istio-injection': 'enabled' } },
    });
    await eventually(async () => {
      expect(proxyOf(await createPod())).toMatch(
        new RegExp(`:${versionOf('default')}$`),
      );
    });
  });

  it('has its policies', async () => {
    await applyDefinitions(
      objects.filter(({ kind }) => kind === 'NetworkPolicy'),
    );
    const policies = await kube(
      'GET',
      `/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies`,
    );
    expect(policies?.items.map(({ metadata }) => metadata.name).sort()).toEqual(
      ['allow-metrics', 'allow-same-namespace', 'deny-by-default'],
    );
    expect(renderManifests(objects)).not.toContain('null');
  });
});
