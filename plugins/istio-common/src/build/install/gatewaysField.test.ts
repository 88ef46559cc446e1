import { intentProblems } from '../intentProblems';
import { upgradeIntentSchema } from '../upgrade/upgradeIntent';
import { installIntentSchema } from './installIntent';

const NAMES = [
  'istio-base',
  'istio-cni',
  'istiod',
  'istiod-1-30-3',
  'ztunnel',
  'cert-manager-istio-csr',
];

describe('gateways of a mesh', () => {
  it.each(NAMES)('are not named as its chart %s', name => {
    const gateways = [{ name, namespace: 'edge' }];
    const parsed = [
      installIntentSchema.safeParse({
        ...{ cluster: 'eu-1', version: '1.30.3', gateways },
        delivery: { by: 'flux' },
      }),
      upgradeIntentSchema.safeParse({
        ...{ cluster: 'eu-1', step: 'promote', gateways },
        delivery: { by: 'flux' },
        ...{ from: { version: '1.29.6' }, to: { version: '1.30.3' } },
      }),
    ];
    for (const { error } of parsed) {
      expect(error && intentProblems(error)).toEqual([
        {
          field: 'gateways.0.name',
          message: 'is the name of another chart of the mesh, choose another',
        },
      ]);
    }
  });

  it('may begin as one', () => {
    const gateways = ['istio-base-edge', 'istiods'].map(name => ({
      ...{ name, namespace: 'edge' },
    }));
    expect(
      installIntentSchema.safeParse({
        ...{ cluster: 'eu-1', version: '1.30.3', gateways },
        delivery: { by: 'flux' },
      }).success,
    ).toBe(true);
  });
});
