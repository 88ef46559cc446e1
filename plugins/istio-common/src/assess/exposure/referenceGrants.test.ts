import { recordAnswers } from '@meshwright/test-kit';
import { exposureProbe } from '../../testing/exposureProbe';
import { GATEWAY_API, apiGateway, apiListener, apiRoute, gatewayApiObject } from '../../testing/raw/gatewayApi';
import { rawPod, rawService } from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const exposures = exposureProbe(recordAnswers(__filename));

describe('ReferenceGrants', () => {
  const grant = (name: string, from: Json[], to: Json[], namespace = 'team') =>
    gatewayApiObject('ReferenceGrant', namespace, name, { spec: { from, to } });
  const HTTP = { group: GATEWAY_API, kind: 'HTTPRoute', namespace: 'shop' };
  const SERVICE = { group: '', kind: 'Service' };
  const state = (...grants: unknown[]) => {
    const [found] = exposures([
      apiGateway('edge-a', 'edge', [apiListener('http', 80, 'HTTP')]),
      apiRoute('web', [{ name: 'edge', namespace: 'edge-a' }], {
        rules: [
          { backendRefs: [{ name: 'cart', namespace: 'team', port: 8080 }] },
        ],
      }),
      rawService({ namespace: 'team' }),
      rawPod({ namespace: 'team', proxy: {} }),
      ...grants,
    ]);
    return found.split(' ').at(-2);
  };

  it.each<[string, Json[], Json[], string]>([
    [
      'of one of several kinds',
      [{ ...HTTP, kind: 'GRPCRoute' }, HTTP],
      [{ ...SERVICE, kind: 'Secret' }, SERVICE],
      'exposed',
    ],
    ['of the name', [HTTP], [{ ...SERVICE, name: 'cart' }], 'exposed'],
    ['of another name', [HTTP], [{ ...SERVICE, name: 'other' }], 'broken'],
    [
      'of another group of routes',
      [{ ...HTTP, group: 'x' }],
      [SERVICE],
      'broken',
    ],
    [
      'of another kind of route',
      [{ ...HTTP, kind: 'GRPCRoute' }],
      [SERVICE],
      'broken',
    ],
    [
      'of another namespace of routes',
      [{ ...HTTP, namespace: 'team' }],
      [SERVICE],
      'broken',
    ],
    [
      'of another group of targets',
      [HTTP],
      [{ ...SERVICE, group: 'x' }],
      'broken',
    ],
    [
      'of another kind of target',
      [HTTP],
      [{ ...SERVICE, kind: 'Secret' }],
      'broken',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(state(grant('one', from, to))).toBe(expected);
  });

  it('count together, and only in the namespace of the target', () => {
    const none = grant('a', [HTTP], [{ ...SERVICE, name: 'other' }]);
    expect(state(none, grant('b', [HTTP], [SERVICE]))).toBe('exposed');
    expect(state(grant('b', [HTTP], [SERVICE], 'shop'))).toBe('broken');
  });
});
