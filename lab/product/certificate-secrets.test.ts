import {
  assessCluster,
  MeshIndex,
  trimRaw,
} from '@meshwright/backstage-plugin-istio-common';
import { createPemReader } from '../../plugins/istio-node/src/x509/createPemReader';
import { eventually } from './eventually';
import { labFacts } from './labFacts';
import { kube } from './labKube';
import { SITUATIONS } from './certificates/situations';
import { Stage } from './certificates/Stage';

jest.setTimeout(180_000);

const pem = createPemReader();

/** Every object of a list, told its kind. */
async function listed(path: string, apiVersion: string, kind: string) {
  const items = (await kube('GET', path))?.items ?? [];
  return items.map(item => ({ ...item, apiVersion, kind }));
}

function assess(raw: readonly unknown[]) {
  return assessCluster(
    MeshIndex.build(raw.flatMap(one => trimRaw(one, { pem }) ?? [])),
    { cluster: 'lab', now: new Date(), dataStates: new Map() },
  );
}

/** What is made of the Secret of a situation, with everything of its namespace. */
async function judgedSecret(name: string) {
  const situation = SITUATIONS.find(one => one.name === name);
  if (!situation) throw new Error(`no situation ${name}`);
  const stage = await Stage.open('secrets', '');
  try {
    await situation.arrange(stage);
    const kinds = ['Certificate', 'CertificateRequest', 'Issuer', 'Secret'];
    const lists = await Promise.all(kinds.map(kind => stage.list(kind)));
    const { certificates, findings } = assess(lists.flat());
    const judged = certificates.find(({ ref }) => ref.name === 'web');
    return {
      secret: judged?.secret,
      state: judged?.state,
      codes: findings
        .filter(({ ref }) => ref.kind === 'Secret' && ref.name === 'web-tls')
        .map(({ code }) => code),
    };
  } finally {
    await stage.close();
  }
}

describe('Secrets that real cert-manager wrote', () => {
  it('are in order', async () => {
    const { secret, codes } = await judgedSecret('issued');
    expect(secret).toMatchObject({
      chainComplete: true,
      keyMatches: true,
      problems: [],
      chain: [{ dnsNames: ['shop.example.com'] }],
    });
    expect(codes).toEqual([]);
  });

  it('are seen to have lost their key to another', async () => {
    const { secret, state, codes } = await judgedSecret('secret-overwritten');
    expect(state).toBe('not-issued');
    expect(secret).toMatchObject({ keyMatches: false });
    expect(codes).toContain('MW0114');
  });

  it('are seen to have lost their key', async () => {
    const { secret, codes } = await judgedSecret('secret-without-key');
    expect(secret?.problems).toEqual([
      'it holds a certificate without its key',
    ]);
    expect(codes).toEqual(['IST0161']);
  });
});

describe('the roots that real istiod wrote', () => {
  it('are one and the same in every namespace', async () => {
    const selector = encodeURIComponent('istio.io/config=true');
    await eventually(async () => {
      const { trustRoots, findings } = assess([
        ...(await listed('/api/v1/namespaces', 'v1', 'Namespace')),
        ...(await listed('/apis/apps/v1/deployments', 'apps/v1', 'Deployment')),
        ...(await listed('/api/v1/pods', 'v1', 'Pod')),
        ...(await listed(
          `/api/v1/configmaps?labelSelector=${selector}`,
          'v1',
          'ConfigMap',
        )),
      ]);
      expect(trustRoots).toHaveLength(1);
      expect(trustRoots[0]).toMatchObject({
        state: 'healthy',
        tone: 'ok',
        majority: true,
        revisions: labFacts().istiods.map(({ revision }) => revision),
        certificates: [{ isCa: true }],
        ref: { namespace: 'istio-system', name: 'istio-ca-root-cert' },
      });
      expect(trustRoots[0].namespaces).toEqual(
        expect.arrayContaining(['istio-ingress', 'istio-system']),
      );
      expect(trustRoots[0].lifetimeLeft).toBeGreaterThan(0.99);
      expect(findings.filter(({ code }) => /^MW011[0-2]$/.test(code))).toEqual(
        [],
      );
    });
  });
});
