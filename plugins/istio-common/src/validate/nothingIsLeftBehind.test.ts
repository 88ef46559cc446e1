import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import { raw, validateCase } from '../testing/validationWorld';
import type { RepositoryState } from './repositoryState';

const REF = {
  ...{ group: 'cert-manager.io', kind: 'Certificate' },
  ...{ namespace: 'old-ingress', name: 'cart' },
};

const CHANGE = 'expose-service/cart/eu-1-ingress-shop-cart';

function certificate(place: string, change = CHANGE) {
  return raw(
    'cert-manager.io/v1',
    'Certificate',
    place,
    { spec: { secretName: 'cart', issuerRef: { name: 'mesh-ca' } } },
    { annotations: { 'meshwright.dev/change': change } },
  );
}

interface LeftOptions {
  kind?: 'ingress' | 'upgrade';
  remove?: boolean;
  input?: object;
  repository?: RepositoryState | null;
}

/** What is said of objects that an earlier run left. */
function left(
  live: ReturnType<typeof certificate>[],
  {
    kind = 'ingress',
    remove = false,
    input = {},
    repository = { objects: [], unverified: [] },
  }: LeftOptions = {},
) {
  const good = kind === 'upgrade' ? GOOD_INPUTS.upgrade : GOOD_INPUTS.ingress;
  const { findings } = validateCase({
    ...{ kind, live, input: { ...good, ...input } },
    context: {
      ...{ change: CHANGE, remove },
      ...(repository && { repository }),
    },
  });
  return findings.filter(({ code }) => code === 'MW0178');
}

describe('definitions of an earlier run that the change does not reach', () => {
  it('are named, with the file and the folder that they are in', () => {
    expect(left([certificate('old-ingress/cart')])).toEqual([
      {
        code: 'MW0178',
        severity: 'warning',
        documentation: expect.stringContaining('istio.io'),
        ref: REF,
        cause:
          'Certificate old-ingress/cart was written by an earlier run of this change and is no part of it any more. It is in the cluster, and in no file of the repository that was read, so that nothing takes it out.',
        fix: 'Take it out of cart-ingress.yaml in the folder of namespace old-ingress, where that has it; where no file has it, a sync that prunes takes it away.',
      },
    ]);
  });

  it('are not those of a folder that the change writes, where they go', () => {
    expect(left([certificate('shop/cart-old')])).toEqual([]);
    expect(left([certificate('istio-ingress/cart-old')])).toEqual([]);
  });

  it('are not those of a file that was read, from which they go', () => {
    const { group, kind, ...metadata } = REF;
    const annotations = { 'meshwright.dev/change': CHANGE };
    const object = {
      ...{ apiVersion: `${group}/v1`, kind },
      metadata: { ...metadata, annotations },
    };
    const repository = {
      objects: [{ path: 'clusters/eu-1/old-ingress/x.yaml', object }],
      unverified: [],
    };
    const live = [certificate('old-ingress/cart')];
    expect(left(live, { repository })).toEqual([]);
    // A form knows no files: whoever proposes reads them.
    expect(left(live, { repository: null })).toEqual([]);
  });

  it('are not those of another change, nor of people', () => {
    expect(
      left([
        certificate('old-ingress/cart', 'expose-service/other'),
        raw('cert-manager.io/v1', 'Certificate', 'old-ingress/mine', {
          spec: { secretName: 'mine', issuerRef: { name: 'mesh-ca' } },
        }),
      ]),
    ).toEqual([]);
  });

  it('are no matter of a removal, nor of a step of an upgrade', () => {
    const live = [certificate('old-ingress/cart')];
    expect(left(live, { remove: true })).toEqual([]);
    expect(left(live, { kind: 'upgrade' })).toEqual([]);
  });

  it('are ten at most', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      certificate(`old-ingress/cart-${at}`),
    );
    expect(left(many)).toHaveLength(10);
  });
});
