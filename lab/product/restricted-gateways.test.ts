import { definitionsOf, kubectlWith } from './applyDefinitions';
import { kube, newNamespace } from './labKube';
import { refusal } from './refusal';

/** What tests read of a pod. */
interface Pod {
  spec: { containers: Array<{ name: string; image: string }> };
}

/** The shape of a Deployment that our own builder writes. */
interface DeploymentSpec {
  template: {
    metadata: { labels: Record<string, string> };
    spec: { securityContext: object; serviceAccountName: string };
  };
}

describe("a gateway of one's own where pod security is restricted", () => {
  let namespace: string;
  let spec: DeploymentSpec;

  /** Through injection by the real istiod, and the real PodSecurity admission. */
  const create = async (change: object = {}): Promise<Pod> => {
    const { metadata, spec: pod } = spec.template;
    const text = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name: 'gateway', namespace },
      spec: { ...pod, ...change },
    });
    return JSON.parse(
      await kubectlWith(text, 'create', '--dry-run=server', '-o', 'json'),
    );
  };

  beforeAll(async () => {
    namespace = await newNamespace('restricted-gateway', {
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const { objects } = definitionsOf('ingress', {
      cluster: 'lab',
      namespace,
      service: { name: 'cart', port: 8080 },
      host: 'cart.lab.example.com',
      gateway: { namespace, own: { revision: 'prod' } },
      issuer: { name: 'mesh-ca', kind: 'ClusterIssuer' },
    });
    const deployment = objects.find(({ kind }) => kind === 'Deployment');
    // Our own builder wrote it.
    spec = deployment?.spec as unknown as DeploymentSpec;
    await kube('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, {
      body: { metadata: { name: spec.template.spec.serviceAccountName } },
    });
  });

  afterAll(() => kube('DELETE', `/api/v1/namespaces/${namespace}`));

  it('its pods are injected and let in', async () => {
    const { containers } = (await create()).spec;
    expect(containers.map(({ name }) => name)).toEqual(['istio-proxy']);
    expect(containers[0].image).not.toBe('auto');
  });

  it('they are refused without the seccomp profile, which injection does not bring', async () => {
    const { seccompProfile, ...securityContext } = spec.template.spec
      .securityContext as { seccompProfile?: object };
    expect(seccompProfile).toBeDefined();
    expect(await refusal(create({ securityContext }))).toMatch(
      /violates PodSecurity "restricted.*seccompProfile/,
    );
  });
});
