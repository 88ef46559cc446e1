import type { JsonObject } from '@backstage/types';
import * as fc from 'fast-check';
import { upsertDocuments } from '../../edit/upsertDocuments';
import { intentProblems } from '../intentProblems';
import type { ManifestObject } from '../manifest';
import { buildOnboard } from './buildOnboard';
import { onboardIntentSchema } from './onboardIntent';

const tenant = {
  subjects: [{ name: 'tenant-bookinfo' }],
  domains: ['bookinfo.example.com'],
  issuer: { kind: 'Issuer', name: 'vault-issuer' },
};
const base = {
  cluster: 'eu-1',
  namespace: 'bookinfo',
  revision: 'prod',
  gateway: { namespace: 'istio-system' },
  exposed: [
    { name: 'productpage', labels: { app: 'productpage' }, ports: [9080] },
  ],
  tenant,
};
const ambient = { ...base, dataPlane: 'ambient', revision: undefined };

function objectsOf(change: object = {}): ManifestObject[] {
  return buildOnboard(onboardIntentSchema.parse({ ...base, ...change }))
    .objects;
}

function find(objects: ManifestObject[], kind: string, name?: string) {
  const found = objects.find(
    object => object.kind === kind && (!name || object.metadata.name === name),
  );
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
}

function policy(change: object, name: string): JsonObject {
  return find(objectsOf(change), 'NetworkPolicy', name).spec ?? {};
}

function rulesOf(change: object = {}) {
  // The rules that this builder writes.
  return objectsOf(change).flatMap(
    ({ rules }) => (rules ?? []) as Array<Record<string, string[]>>,
  );
}

function problemsOf(change: object): string[] {
  const result = onboardIntentSchema.safeParse({ ...base, ...change });
  return result.success
    ? []
    : intentProblems(result.error).map(one => `${one.field} ${one.message}`);
}

describe('the traps of a namespace revision', () => {
  const live = `apiVersion: v1
kind: Namespace
metadata:
  name: bookinfo # of the web team
  labels:
    team: web
    istio-injection: enabled
    istio.io/dataplane-mode: ambient
`;

  it('takes istio-injection out of the Namespace manifest: it wins over istio.io/rev', () => {
    const text = upsertDocuments(live, [find(objectsOf(), 'Namespace')]);
    expect(text).toContain('    istio.io/rev: prod\n');
    expect(text).not.toMatch(/istio-injection|dataplane-mode/);
    expect(text).toMatch(/name: bookinfo # of the web team[^]*team: web\n/);
  });

  it('takes istio.io/rev out for ambient: it would inject sidecars', () => {
    const text = upsertDocuments(live.replace('team: web', 'istio.io/rev: x'), [
      find(objectsOf(ambient), 'Namespace'),
    ]);
    expect(text).toContain('    istio.io/dataplane-mode: ambient\n');
    expect(text).not.toMatch(/istio-injection|istio\.io\/rev/);
  });

  it('has pod security labels where PodSecurityPolicies were, and tells what needs the CNI agent', () => {
    const { metadata } = find(
      objectsOf({ podSecurity: 'restricted' }),
      'Namespace',
    );
    expect(metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const { effects } = buildOnboard(onboardIntentSchema.parse(base));
    expect(effects.join('\n')).toMatch(/CNI node agent/);
    expect(effects.join('\n')).toMatch(/StatefulSets and DaemonSets/);
  });

  it('does not have the namespace deleted with its manifest', () => {
    const annotations = (keepOnRemoval: boolean) =>
      find(objectsOf({ keepOnRemoval }), 'Namespace').metadata.annotations;
    expect(annotations(true)).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
    expect(annotations(false)).toBeUndefined();
  });
});

describe('the traps of NetworkPolicies', () => {
  it('denies what nobody allowed, and allows each other', () => {
    expect(policy({}, 'deny-by-default')).toEqual({
      podSelector: {},
      policyTypes: ['Ingress'],
    });
    expect(policy({}, 'allow-same-namespace').ingress).toEqual([
      { from: [{ podSelector: {} }] },
    ]);
  });

  it('knows namespaces by the built-in label, and the gateway by its pods there', () => {
    expect(policy({}, 'allow-from-ingress-gateway-productpage')).toEqual({
      podSelector: { matchLabels: { app: 'productpage' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          // One peer: two would let in every pod of the namespace.
          from: [
            {
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' },
              },
              podSelector: { matchLabels: { istio: 'ingressgateway' } },
            },
          ],
          ports: [{ port: 9080 }],
        },
      ],
    });
  });

  it('lets metrics be read at 15020 and 15090', () => {
    expect(policy({}, 'allow-metrics').ingress).toMatchObject([
      { ports: [{ port: 15020 }, { port: 15090 }] },
    ]);
  });

  it('opens nothing for metrics that nobody reads', () => {
    const names = objectsOf({ allowMetrics: false }).map(
      ({ metadata }) => metadata.name,
    );
    expect(names).not.toContain('allow-metrics');
    const { effects } = buildOnboard(
      onboardIntentSchema.parse({ ...base, exposed: [], allowMetrics: false }),
    );
    expect(effects.join()).toMatch(/no longer reach those of bookinfo\./);
  });

  it('opens 15008 and the address of probes in ambient', () => {
    for (const name of [
      'allow-from-ingress-gateway-productpage',
      'allow-metrics',
    ]) {
      expect(policy(ambient, name).ingress).toMatchObject([
        { ports: expect.arrayContaining([{ port: 15008 }]) },
      ]);
    }
    expect(policy(ambient, 'allow-ambient-probes').ingress).toEqual([
      {
        from: [
          { ipBlock: { cidr: '169.254.7.127/32' } },
          { ipBlock: { cidr: 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128' } },
        ],
      },
    ]);
  });

  it('closes the ways out of the cluster: REGISTRY_ONLY is no boundary', () => {
    const outbound = {
      allow: [{ cidr: '10.96.0.1/32', ports: [443] }, { cidr: 'fd00:10::/64' }],
    };
    expect(policy({ outbound }, 'deny-outside')).toEqual({
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        { to: [{ namespaceSelector: {} }] },
        {
          to: [{ ipBlock: { cidr: '10.96.0.1/32' } }],
          ports: [{ port: 443 }],
        },
        { to: [{ ipBlock: { cidr: 'fd00:10::/64' } }] },
      ],
    });
    const names = objectsOf().map(({ metadata }) => metadata.name);
    expect(names).not.toContain('deny-outside');
    expect(
      problemsOf({ outbound: { allow: [{ cidr: '10.96.0.1' }] } }),
    ).toEqual([
      'outbound.allow.0.cidr is not a range of addresses, write it as 10.20.0.0/16',
    ]);
  });

  it('does not shut the door of a gateway in the namespace itself', () => {
    const own = { namespace: 'bookinfo', selector: { istio: 'own' } };
    expect(policy({ gateway: own }, 'allow-to-ingress-gateway')).toEqual({
      podSelector: { matchLabels: { istio: 'own' } },
      policyTypes: ['Ingress'],
      ingress: [{}],
    });
  });
});

describe('the traps of tenant RBAC', () => {
  it('never grants Secrets, certificates/status, Orders or Challenges', () => {
    const granted = rulesOf().flatMap(({ resources }) => resources);
    expect(granted).toContain('certificates');
    expect(granted.join(' ')).not.toMatch(
      /secrets|\/|\*|orders|challenges|envoyfilters|wasmplugins/,
    );
    expect(rulesOf().flatMap(({ verbs }) => verbs)).not.toContain('*');
  });

  it('grants nothing that has cert-manager ask for certificates by itself', () => {
    const written = rulesOf().flatMap(({ apiGroups, resources, verbs }) =>
      verbs.includes('create')
        ? resources.map(resource => `${resource}.${apiGroups[0]}`)
        : [],
    );
    expect(written).toContain('gateways.networking.istio.io');
    expect(written.join(' ')).not.toMatch(
      /gateways\.gateway\.networking|ingresses|listenersets/,
    );
  });

  it('binds the networking role in the namespace of the tenant only', () => {
    const bindings = objectsOf().filter(({ kind }) => kind === 'RoleBinding');
    expect(
      bindings.map(({ metadata, roleRef }) => [
        metadata.namespace,
        roleRef?.name,
      ]),
    ).toEqual([
      ['istio-system', 'mesh-tenant-bookinfo-certificates'],
      ['bookinfo', 'mesh-tenant-bookinfo-networking'],
    ]);
    expect(objectsOf().map(({ kind }) => kind)).not.toContain(
      'ClusterRoleBinding',
    );
  });

  it('never grants without the policy that limits it, which comes first and fails closed', () => {
    const kinds = objectsOf().map(({ kind }) => kind);
    expect(kinds.indexOf('ValidatingAdmissionPolicyBinding')).toBeLessThan(
      kinds.indexOf('RoleBinding'),
    );
    expect(find(objectsOf(), 'ValidatingAdmissionPolicy').spec).toMatchObject({
      failurePolicy: 'Fail',
    });
    expect(
      find(objectsOf(), 'ValidatingAdmissionPolicyBinding').spec,
    ).toMatchObject({ validationActions: ['Deny'] });
  });

  it('gives each tenant objects of its own, so that one can go alone', () => {
    const ids = (namespace: string) =>
      objectsOf({ namespace }).map(
        ({ kind, metadata }) =>
          `${kind} ${metadata.namespace}/${metadata.name}`,
      );
    expect(ids('one').filter(id => ids('two').includes(id))).toEqual([]);
  });

  it.each([
    'system:authenticated',
    'system:masters',
    'system:serviceaccounts',
    'system:serviceaccounts:',
  ])('refuses %j, which is no tenant', name => {
    const change = { tenant: { ...tenant, subjects: [{ name }] } };
    expect(problemsOf(change).join('\n')).toMatch(
      /^tenant\.subjects\.0\.name belongs to Kubernetes/,
    );
  });

  it('keeps any name of a subject inside its text in the policy', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        const change = { tenant: { ...tenant, subjects: [{ name }] } };
        if (problemsOf(change).length > 0) return;
        const { spec } = find(objectsOf(change), 'ValidatingAdmissionPolicy');
        const [{ expression }] = spec?.matchConditions as Array<{
          expression: string;
        }>;
        const [, literal] =
          /^("(?:[^"\\]|\\.)*") in request\.userInfo\.groups$/su.exec(
            expression,
          ) ?? [];
        expect(JSON.parse(literal)).toBe(name);
      }),
    );
  });
});

describe('two tenants of which one is named as the other begins', () => {
  const claimOf = (namespace: string) =>
    find(objectsOf({ namespace }), 'ConfigMap');

  it('each claim how their names begin, where the policies of both look', () => {
    const claims = ['shop', 'shop-eu'].map(claimOf);
    expect(claims.map(({ data }) => data)).toEqual([
      { prefix: 'shop-' },
      { prefix: 'shop-eu-' },
    ]);
    const { spec } = find(
      objectsOf({ namespace: 'shop' }),
      'ValidatingAdmissionPolicyBinding',
    );
    expect(spec?.paramRef).toEqual({
      namespace: claims[1].metadata.namespace,
      selector: { matchLabels: claims[1].metadata.labels },
      // Nothing is let through before the claims are known.
      parameterNotFoundAction: 'Deny',
    });
  });

  it('claims before the policy asks', () => {
    const kinds = objectsOf().map(({ kind }) => kind);
    expect(kinds.indexOf('ConfigMap')).toBeLessThan(
      kinds.indexOf('ValidatingAdmissionPolicy'),
    );
  });

  it('does not rest on the claim alone: what is there must have names of its own', () => {
    const { spec } = find(objectsOf(), 'ValidatingAdmissionPolicy');
    // lab/product/tenants.test.ts asks a real API server.
    expect(spec?.validations).toContainEqual({
      expression:
        'request.operation == "CREATE" || (has(oldObject.spec.dnsNames) && size(oldObject.spec.dnsNames) > 0 && oldObject.spec.dnsNames.all(n, ["bookinfo.example.com"].exists(d, n == d || n.endsWith("." + d))))',
      message:
        'The Certificate is for names outside bookinfo.example.com, so it is not yours: ask who looks after the gateway to change or delete it.',
      reason: 'Forbidden',
    });
  });

  it('is never granted the ConfigMaps by which others claim', () => {
    expect(rulesOf().flatMap(({ resources }) => resources)).not.toContain(
      'configmaps',
    );
  });
});

describe('the Secrets of the mesh', () => {
  const named = (certificatePrefix?: string, reservedPrefixes?: string[]) => ({
    tenant: { ...tenant, certificatePrefix, reservedPrefixes },
  });

  it.each<[object, string]>([
    [named('c'), 'cacerts'],
    [named('cacerts'), 'cacerts'],
    [named('istiod-'), 'istiod-tls'],
    [named('istio-remote-secret-eu'), 'istio-remote-secret-'],
    // By default the names begin with that of the namespace.
    [{ ...named(), namespace: 'istio' }, 'istio-ca-secret'],
    [named('istio-', ['istio-ca-']), 'istio-kubeconfig'],
  ])('are out of reach of a tenant with %j', (change, secret) => {
    expect(problemsOf(change)).toEqual([
      `tenant.certificatePrefix would let the tenant write Secret ${secret} of the mesh, give a longer one or name that Secret in reservedPrefixes`,
    ]);
  });

  it.each([
    named(),
    named('cacerts-shop-'),
    named('istio-', ['istio-ca-', 'istio-k', 'istio-remote-']),
  ])('leave the tenant its own: %j', change => {
    expect(problemsOf(change)).toEqual([]);
  });
});

describe('onboarding again, with less', () => {
  const removed = (change: object) =>
    (
      buildOnboard(onboardIntentSchema.parse({ ...base, ...change })).removes
        ?.objects ?? []
    ).map(
      ({ kind, metadata }) =>
        `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
    );

  it('takes the rights of a tenant who left with it', () => {
    const own = objectsOf()
      .filter(({ kind }) => /Role|Admission/.test(kind))
      .map(
        ({ kind, metadata }) =>
          `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
      );
    expect(own).toHaveLength(6);
    expect(removed({ tenant: undefined })).toContain(
      'ConfigMap istio-system/mesh-tenant-bookinfo',
    );
    expect(removed({ tenant: undefined })).toEqual(expect.arrayContaining(own));
    expect(removed({}).join()).not.toMatch(/Role|Admission/);
  });

  it('leaves the policy where it cannot know where the rights are', () => {
    const change = { tenant: undefined, gateway: undefined, exposed: [] };
    expect(removed(change).join()).not.toMatch(/Admission/);
  });

  it('takes own ClusterRoles away when others are bound', () => {
    const clusterRoles = { certificates: 'a', networking: 'b' };
    expect(removed({ tenant: { ...tenant, clusterRoles } })).toEqual(
      expect.arrayContaining([
        'ClusterRole /mesh-tenant-bookinfo-certificates',
        'ClusterRole /mesh-tenant-bookinfo-networking',
      ]),
    );
  });

  it('takes what only ambient needs away, and never what it writes', () => {
    expect(removed({})).toContain(
      'NetworkPolicy bookinfo/allow-ambient-probes',
    );
    expect(removed(ambient).join()).not.toContain('allow-ambient-probes');
    expect(removed({}).join()).not.toContain('deny-by-default');
    // Asked for once and not any more, it goes.
    expect(removed({})).toContain('NetworkPolicy bookinfo/deny-outside');
    const outbound = { allow: [] };
    expect(removed({ outbound }).join()).not.toContain('deny-outside');
  });

  it('changes the Namespace where its manifest is', () => {
    const intent = onboardIntentSchema.parse({
      ...base,
      namespaceFile: 'namespace.yaml',
    });
    expect(buildOnboard(intent).homes).toEqual({
      'Namespace:bookinfo': 'namespace.yaml',
    });
    expect(problemsOf({ namespaceFile: '../x.yaml' })).toHaveLength(1);
  });
});

describe('what onboarding refuses', () => {
  it.each<[object, RegExp]>([
    [{ revision: undefined }, /^revision is missing/],
    [{ dataPlane: 'ambient' }, /^revision would have sidecars injected/],
    [{ gateway: undefined, tenant: undefined }, /^gateway is missing/],
    [{ gateway: undefined, exposed: [] }, /^gateway is missing/],
    [{ namespace: 'istio-system' }, /^namespace belongs to the platform/],
    [{ namespace: 'kube-system' }, /^namespace belongs to the platform/],
    [{ podSecurity: 'privileged' }, /^podSecurity is not known/],
    [
      { exposed: [base.exposed[0], base.exposed[0]] },
      /^exposed\.1\.name is named twice/,
    ],
    [
      { tenant: { ...tenant, domains: ['*.example.com'] } },
      /^tenant\.domains\.0 has a wildcard/,
    ],
    [
      { tenant: { ...tenant, maxDuration: '5m' } },
      /^tenant\.maxDuration is not a duration of 1h/,
    ],
    [
      {
        tenant: {
          ...tenant,
          subjects: [{ kind: 'ServiceAccount', name: 'a' }],
        },
      },
      /^tenant\.subjects\.0\.namespace is missing/,
    ],
  ])('%j', (change, expected) => {
    expect(problemsOf(change).join('\n')).toMatch(expected);
  });
});
