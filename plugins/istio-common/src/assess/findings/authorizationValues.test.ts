import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import { rawAuthorizationPolicy } from '../../testing/raw/security';
import {
  rawIngressGateway,
  rawMesh,
  rawPeerAuthentication,
  rawPod,
} from '../../testing/rawObjects';

const MESH = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawPod({
    app: 'batch',
    proxy: {},
    spec: { serviceAccountName: undefined },
  }),
  rawPeerAuthentication(
    { mtls: { mode: 'STRICT' } },
    { namespace: 'istio-system' },
  ),
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio', namespace: 'istio-system' },
    data: { mesh: 'trustDomain: td1' },
  },
];
const EDGE = { namespace: 'istio-ingress' };

const { statuses } = findingProbe(recordAnswers(__filename), MESH);

/** The causes of one code. */
function causes(code: string, ...raw: unknown[]) {
  return statuses({}, [code], ...raw).map(({ cause }) => cause);
}

const from = (source: unknown) => ({ rules: [{ from: [{ source }] }] });
const to = (operation: unknown) => ({ rules: [{ to: [{ operation }] }] });

describe('values that do not mean what they seem to', () => {
  it.each<[object, number]>([
    [to({ hosts: ['*a*'] }), 1],
    [to({ notHosts: ['*a*'] }), 1],
    [to({ paths: ['*a*', '*b*', '*a*'] }), 2],
    [to({ methods: ['*T*'] }), 1],
    [to({ paths: ['**'] }), 1],
    [to({ paths: ['*', '/a/*', '*/a', '/a'] }), 0],
    [from({ principals: ['*/ns/shop/*'] }), 1],
    [from({ requestPrincipals: ['*me*'] }), 1],
    // A namespace takes stars anywhere.
    [from({ namespaces: ['*shop*'] }), 0],
  ])('MW0255 for %j: %d', (spec, count) => {
    const policy = rawAuthorizationPolicy({ action: 'AUDIT', ...spec });
    expect(causes('MW0255', policy)).toHaveLength(count);
  });

  it.each<[string[], string | undefined]>([
    [['a.com'], 'a.com'],
    [['a.com', 'a.com:*'], undefined],
    [['A.com', 'a.COM:*'], undefined],
    [['a.com*'], undefined],
    [['a.com*', 'abc.com'], 'abc.com'],
    [['a.com', 'a.*'], undefined],
    [['a.com:443'], undefined],
    [['a.com', 'a.com:443'], 'a.com'],
    [['*.a.com'], '*.a.com'],
    [['b.com', '*.a.com'], 'b.com, *.a.com'],
    [['*'], undefined],
    [
      ['1.com', '2.com', '3.com', '4.com', '5.com', '6.com'],
      '1.com, 2.com, 3.com, 4.com, 5.com',
    ],
  ])('MW0254: hosts %j at a gateway leave open %s', (hosts, open) => {
    const policy = rawAuthorizationPolicy(
      { action: 'DENY', ...to({ hosts }) },
      EDGE,
    );
    const named = causes('MW0254', policy).map(
      cause => /denies (.*) without/.exec(cause)?.[1],
    );
    expect(named).toEqual(open ? [open] : []);
  });

  it('MW0254 is for gateways and waypoints: sidecars serve the hosts of their Services', () => {
    const spec = { action: 'DENY', ...to({ hosts: ['cart'] }) };
    const root = { namespace: 'istio-system' };
    expect(causes('MW0254', rawAuthorizationPolicy(spec, root))).toHaveLength(
      1,
    );
    const targetRefs = [{ kind: 'Service', group: '', name: 'cart' }];
    expect(causes('MW0254', rawAuthorizationPolicy(spec))).toEqual([]);
    expect(
      causes('MW0254', rawAuthorizationPolicy({ ...spec, targetRefs })),
    ).toHaveLength(1);
    expect(
      causes('MW0254', rawAuthorizationPolicy(to({ paths: ['/'] }), EDGE)),
    ).toEqual([]);
    expect(
      causes(
        'MW0254',
        rawAuthorizationPolicy(
          { action: 'DENY', ...to({ notHosts: ['a.com'] }) },
          EDGE,
        ),
      ),
    ).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ principals: ['cluster.local/ns/shop/sa/cart'] }, []],
    [{ principals: ['td1/ns/shop/sa/cart'] }, []],
    // Pods that name no account run as default.
    [{ principals: ['td1/ns/shop/sa/default'] }, []],
    [
      { principals: ['td1/ns/shop/sa/no', 'td2/ns/shop/sa/cart'] },
      ['MW0257', 'MW0262'],
    ],
    [{ principals: ['cluster.local/ns/*', '*/sa/no', '*'] }, []],
    [{ principals: ['cluster.local/ns/shop/sa'] }, []],
    [{ principals: ['cluster.local/ns/shop/sa/no/more'] }, []],
    [{ principals: ['cluster.local/n/shop/sa/no'] }, []],
    [{ principals: ['cluster.local/ns/shop/s/no'] }, []],
    [{ principals: ['cluster.local/ns/shop/sa/no*'] }, []],
    [{ notPrincipals: ['cluster.local/ns/shop/sa/no'] }, []],
    [{ notServiceAccounts: ['no'] }, []],
    [{ requestPrincipals: ['cluster.local/ns/shop/sa/no'] }, []],
    [{ serviceAccounts: ['cart', 'shop/cart'] }, []],
    [{ serviceAccounts: ['no', 'other/cart'] }, ['MW0257', 'MW0257']],
  ])('MW0257 and MW0262 for %j: %j', (source, expected) => {
    const raw = rawAuthorizationPolicy({ action: 'DENY', ...from(source) });
    const findings = statuses({}, ['MW0257', 'MW0262'], raw);
    expect(findings.map(({ code }) => code)).toEqual(expected);
  });
});
