import { GOOD_INPUTS } from '../testing/validationExamples';
import { raw, validateCase } from '../testing/validationWorld';

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

/** What is said of objects that an earlier run left. */
function left(
  live: ReturnType<typeof certificate>[],
  { kind = 'ingress', remove = false, input = {} } = {},
) {
  const good = kind === 'upgrade' ? GOOD_INPUTS.upgrade : GOOD_INPUTS.ingress;
  const { findings } = validateCase({
    ...{ kind, live, input: { ...good, ...input } },
    context: { change: CHANGE, remove },
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
        ref: {
          ...{ group: 'cert-manager.io', kind: 'Certificate' },
          ...{ namespace: 'old-ingress', name: 'cart' },
        },
        cause:
          'Certificate old-ingress/cart was written by an earlier run of this change and is no part of it any more. It stays, for the change has nothing else in namespace old-ingress.',
        fix: 'Take it out of cart-ingress.yaml in the folder of namespace old-ingress, in a pull request of its own.',
      },
    ]);
  });

  it('are not those of a folder that the change writes, where they go', () => {
    expect(left([certificate('shop/cart-old')])).toEqual([]);
    expect(left([certificate('istio-ingress/cart-old')])).toEqual([]);
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
