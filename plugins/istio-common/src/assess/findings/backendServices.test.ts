import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import { rawServiceEntry } from '../../testing/raw/egress';
import { apiGateway, apiRoute } from '../../testing/raw/gatewayApi';
import {
  rawMesh,
  rawPod,
  rawService,
  rawVirtualService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const { found } = findingProbe(recordAnswers(__filename), [
  ...rawMesh(),
  rawPod({ proxy: {} }),
  rawService(),
  apiGateway('edge', 'public', []),
  apiGateway('edge', 'foreign', [], { gatewayClassName: 'nginx' }),
  apiGateway('edge', 'unclear', [], { gatewayClassName: undefined }),
  apiGateway('other', 'remote', [], { gatewayClassName: 'istio-remote' }),
]);

const DB = {
  ...rawService({ name: 'db' }),
  spec: { type: 'ExternalName', externalName: 'DB.example.com' },
};
const WITH_ADDRESS = rawService({ name: 'db' });
const HEADLESS = {
  ...WITH_ADDRESS,
  spec: { ...WITH_ADDRESS.spec, clusterIP: 'None' },
};

const EDGE = { name: 'public', namespace: 'edge' };
const MESH = { group: '', kind: 'Service', name: 'cart' };
const BACKEND = { name: 'db', port: 8080 };

function to(
  parent: Json,
  kind = 'HTTPRoute',
  rule: Json = { backendRefs: [BACKEND, { name: 'cart', port: 8080 }] },
) {
  return apiRoute('web', [parent], { rules: [rule] }, kind);
}

function entry(exportTo: string[], namespace = 'shop') {
  return rawServiceEntry(
    { hosts: ['db.example.com'], exportTo },
    { namespace },
  );
}

describe('MW0182: ExternalName Services as backends', () => {
  it.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute'])('of a %s', kind => {
    for (const parent of [EDGE, MESH]) {
      expect(found(['MW0182'], DB, to(parent, kind))).toEqual([
        `MW0182 error ${kind} shop/web`,
      ]);
    }
  });

  it.each<[string, Json, boolean]>([
    ['no Gateway that is there', { name: 'public' }, false],
    ["another controller's", { name: 'foreign', namespace: 'edge' }, false],
    ['one without a class', { name: 'unclear', namespace: 'edge' }, false],
    ['one outside the cluster', { name: 'remote', namespace: 'other' }, true],
    ['a Service', MESH, true],
    ['a Service without its group', { kind: 'Service', name: 'cart' }, false],
    ['a Service without a name', { group: '', kind: 'Service' }, false],
    ['a workload', { ...MESH, kind: 'Deployment' }, false],
  ])('where the parent is %s', (_, parent, is) => {
    expect(found(['MW0182'], DB, to(parent))).toHaveLength(is ? 1 : 0);
  });

  it.each<[string, unknown, Json, number]>([
    ['for all', entry(['*']), EDGE, 0],
    ['for the gateways', entry(['edge']), EDGE, 0],
    ['for its own namespace', entry(['.']), EDGE, 1],
    ['for its own namespace', entry(['.']), MESH, 0],
    ['for the gateways', entry(['edge']), MESH, 1],
    ['elsewhere', entry(['.'], 'other'), MESH, 1],
  ])('a ServiceEntry %s', (_, defined, parent, count) => {
    expect(found(['MW0182'], DB, defined, to(parent))).toHaveLength(count);
  });

  it('tells each Service once; what gets copies counts, of another namespace the right one', () => {
    const twice = { backendRefs: [BACKEND, { ...BACKEND, weight: 2 }] };
    expect(found(['MW0182'], DB, to(EDGE, 'HTTPRoute', twice))).toHaveLength(1);
    const copies = {
      filters: [
        { type: 'RequestMirror', requestMirror: { backendRef: BACKEND } },
      ],
      backendRefs: [{ name: 'cart', port: 8080 }],
    };
    expect(found(['MW0182'], DB, to(EDGE, 'HTTPRoute', copies))).toHaveLength(
      1,
    );
    const away = { backendRefs: [{ ...BACKEND, namespace: 'other' }] };
    expect(found(['MW0182'], DB, to(EDGE, 'HTTPRoute', away))).toEqual([]);
  });
});

describe('MW0183: headless Services as backends', () => {
  it.each<[string, Json, Json | undefined, number]>([
    ['of sidecars, from another Service', MESH, undefined, 1],
    ['of sidecars, from its own name', { ...MESH, name: 'db' }, undefined, 0],
    [
      'of sidecars, from that name in another namespace',
      { ...MESH, name: 'db', namespace: 'other' },
      undefined,
      1,
    ],
    ['of a gateway', EDGE, undefined, 0],
    [
      'that get copies',
      MESH,
      {
        filters: [
          { type: 'RequestMirror', requestMirror: { backendRef: BACKEND } },
        ],
      },
      0,
    ],
  ])('%s', (_, parent, rule, count) => {
    for (const kind of ['HTTPRoute', 'GRPCRoute']) {
      const route = to(parent, kind, rule);
      expect(found(['MW0183'], HEADLESS, route)).toEqual(
        count ? [`MW0183 warning ${kind} shop/web`] : [],
      );
      expect(found(['MW0183'], WITH_ADDRESS, route)).toEqual([]);
    }
  });

  it('says the same of a VirtualService and a route of its own', () => {
    const service = rawVirtualService({
      hosts: ['cart'],
      http: [{ route: [{ destination: { host: 'db' } }] }],
    });
    expect(found(['MW0183'], HEADLESS, service, to(MESH))).toEqual([
      'MW0183 warning HTTPRoute shop/web',
      'MW0183 warning VirtualService shop/web',
    ]);
  });
});
