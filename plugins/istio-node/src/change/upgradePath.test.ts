import {
  definitionsFileName,
  intentKindOf,
} from '@meshwright/backstage-plugin-istio-common';
import { parseAllDocuments } from 'yaml';
import { planDefinitions } from './planDefinitions';

type Files = ReadonlyMap<string, string>;

/** What the pull request of an intent leaves in the repository. */
function merged(files: Files, kind: string, input: object): Files {
  const result = intentKindOf(kind)?.build({ cluster: 'eu-1', ...input });
  if (!result || 'problems' in result) throw new Error(JSON.stringify(result));
  const { built, place } = result;
  const fileName = definitionsFileName(kind, place);
  return planDefinitions(built, { cluster: 'eu-1', fileName }).apply(files);
}

interface Listed {
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** Objects that a sync would apply, not values and scripts. */
function objectsIn(files: Files): Listed[] {
  return [...files]
    .filter(
      ([path]) => !path.includes('/mesh/') && !path.endsWith('ization.yaml'),
    )
    .flatMap(([, text]) => parseAllDocuments(text).map(one => one.toJS()));
}

const namesIn = (files: Files) =>
  objectsIn(files).map(
    ({ kind, metadata }) =>
      `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
  );

const OLD = { version: '1.29.6' };
const NEW = { version: '1.30.3' };
const GATEWAYS = [{ name: 'istio-ingressgateway', namespace: 'istio-ingress' }];
const VALUES = { repoUrl: 'https://git.example.com/gitops.git' };

describe.each([
  ['Argo CD', { by: 'argocd' }],
  ['Argo CD with values as files', { by: 'argocd', valuesFrom: VALUES }],
  ['Flux', { by: 'flux' }],
  ['Helm', { by: 'helm' }],
])('an upgrade by %s', (_, delivery) => {
  const upgrade = { from: OLD, to: NEW, delivery, mode: 'ambient' };
  const shop = [{ name: 'shop' }];

  const installed = merged(
    merged(new Map(), 'install', { ...OLD, delivery, mode: 'ambient' }),
    'onboard',
    { namespace: 'shop', revision: 'prod' },
  );
  const beside = merged(installed, 'upgrade', { ...upgrade, step: 'install' });
  const moved = merged(beside, 'upgrade', {
    ...{ ...upgrade, step: 'move', namespaces: shop },
  });
  const promoted = merged(moved, 'upgrade', {
    ...{ ...upgrade, step: 'promote', namespaces: shop, gateways: GATEWAYS },
  });
  const done = merged(promoted, 'upgrade', {
    ...{ ...upgrade, step: 'remove', usage: { proxies: 0 } },
  });

  it.each(Object.entries({ beside, moved, promoted, done }))(
    'has every object once: %s',
    (__, files) => {
      const names = namesIn(files);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual(
        [],
      );
    },
  );

  it('moves the label of the namespace where its onboarding wrote it', () => {
    const path = 'clusters/eu-1/shop/shop-onboard.yaml';
    expect(moved.get(path)).toContain('istio.io/rev: canary');
    expect(promoted.get(path)).toContain('istio.io/rev: prod');
  });

  it('is back where it was after a rollback of a wave', () => {
    const back = merged(moved, 'upgrade', {
      ...{ ...upgrade, step: 'rollback', namespaces: shop, gateways: GATEWAYS },
    });
    const path = 'clusters/eu-1/shop/shop-onboard.yaml';
    expect(back.get(path)).toBe(installed.get(path));
    const tags = 'clusters/eu-1/mesh-install.yaml';
    expect(back.get(tags)).not.toContain('1-30-3');
  });

  it.each(['promote', 'rollback'])(
    'keeps an internal load balancer internal: %s',
    step => {
      const start = merged(new Map(), 'install', {
        ...{ ...OLD, delivery, mode: 'ambient' },
        gateways: [
          {
            ...GATEWAYS[0],
            serviceAnnotations: { 'example.com/internal': 'true' },
            loadBalancerClass: 'internal',
            ...{ minReplicas: 4, maxReplicas: 9 },
          },
        ],
      });
      const after = merged(start, 'upgrade', {
        ...{ ...upgrade, step, gateways: GATEWAYS },
      });
      const kept =
        /minReplicas: 4|maxReplicas: 9|internal: "true"|loadBalancerClass: internal|type: LoadBalancer/g;
      const found = (files: Files) =>
        [...files.values()].join('\n').match(kept)?.sort();
      expect(found(start)).toHaveLength(5);
      expect(found(after)).toEqual(found(start));
    },
  );

  it.each(['promote', 'rollback'])(
    'makes no gateway of the defaults of its chart: %s',
    step => {
      const gateways = [{ name: 'internal', namespace: 'istio-internal' }];
      expect(() =>
        merged(moved, 'upgrade', { ...upgrade, step, gateways }),
      ).toThrow(/does not define gateway internal.*bring the definition/);
    },
  );

  it('ends as a new installation would be, but for the tag of the first ones', () => {
    const fresh = merged(new Map(), 'install', {
      ...{ ...NEW, delivery, mode: 'ambient', tags: ['prod', 'canary'] },
    });
    expect(
      namesIn(done)
        .filter(name => !/shop/.test(name))
        .sort(),
    ).toEqual(namesIn(fresh).sort());
    const objects = (files: Files) =>
      objectsIn(files)
        .filter(({ metadata }) => !/shop/.test(JSON.stringify(metadata)))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(objects(done)).toEqual(objects(fresh));
    expect(JSON.stringify([...done.keys()])).not.toContain('istiod-1-29-6');
    const values = (files: Files) =>
      [...files].filter(([path]) => path.endsWith('.values.yaml')).sort();
    expect(values(done)).toEqual(values(fresh));
  });
});

describe.each([
  ['Argo CD', { by: 'argocd' }],
  ['Argo CD with values as files', { by: 'argocd', valuesFrom: VALUES }],
  ['Flux', { by: 'flux' }],
  ['Helm', { by: 'helm' }],
])('istio-csr by %s', (_, delivery) => {
  it('signs for no revision that is gone', () => {
    const ca = {
      kind: 'istio-csr',
      issuer: { kind: 'ClusterIssuer', name: 'vault' },
      istioCsr: { version: 'v0.14.0' },
    };
    const upgrade = { from: OLD, to: NEW, delivery, ca };
    const installed = merged(new Map(), 'install', { ...OLD, delivery, ca });
    const beside = merged(installed, 'upgrade', {
      ...upgrade,
      step: 'install',
    });
    const done = merged(beside, 'upgrade', {
      ...{ ...upgrade, step: 'remove', usage: { proxies: 0 } },
    });
    const revisions = (files: Files) =>
      /revisions:((\n\s+- .+)+)/
        .exec([...files.values()].join('\n'))?.[1]
        .match(/1-\d+-\d+/g);
    expect(revisions(beside)).toEqual(['1-29-6', '1-30-3']);
    expect(revisions(done)).toEqual(['1-30-3']);
  });
});
