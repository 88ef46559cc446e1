import { clusterWith } from '../../../dev/build/clusters';
import { entityStatus } from '../../../dev/build/facts';
import { missingRule } from './missingRule';

describe('missingRule', () => {
  it('asks for what is forbidden and for nothing else, once', () => {
    const status = entityStatus('cart', {
      clusters: [
        clusterWith('eu-1', 'pods', 'forbidden', 'no'),
        clusterWith('eu-2', 'pods', 'forbidden', 'no'),
        clusterWith('eu-2', 'certificates.cert-manager.io', 'forbidden', 'no'),
      ],
    });
    expect(missingRule(status)).toBe(
      [
        '- apiGroups: ["cert-manager.io"]',
        '  resources: ["certificates"]',
        '  verbs: ["get", "list", "watch"]',
        '- apiGroups: [""]',
        '  resources: ["pods"]',
        '  verbs: ["get", "list", "watch"]',
      ].join('\n'),
    );
  });
});
