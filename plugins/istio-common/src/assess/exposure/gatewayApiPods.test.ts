import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { EDGE_MESH, apiGateway, apiListener, apiRoute } from '../../testing/raw/gatewayApi';
import { rawPod, rawService } from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

describe('pods of a Gateway', () => {
  const http = [apiListener('http', 80, 'HTTP')];
  const own = apiRoute('web', [{ name: 'edge', namespace: 'edge-a' }], {
    hostnames: ['web.example.com'],
  });
  const pods = (raw: unknown[], name = 'edge') => {
    const { exposures: found } = assessRaw([...EDGE_MESH, ...raw]);
    answer(found);
    return found
      .filter(one => one.gateway.name === name)
      .map(one => [one.state, one.gatewayPods]);
  };

  it.each<[string, unknown[], unknown[]]>([
    [
      'are those that carry its name',
      [apiGateway('edge-a', 'edge', http), own],
      [['exposed', [{ namespace: 'edge-a', pods: 2, ready: 1 }]]],
    ],
    [
      'are those of the Services that it names as addresses',
      [
        apiGateway('edge-a', 'edge', http, {
          addresses: [
            { type: 'Hostname', value: 'shared' },
            { type: 'Hostname', value: 'ingress.team.svc.cluster.local' },
            { type: 'Hostname', value: 'lb.example.org' },
            { type: 'IPAddress', value: '10.0.0.1' },
          ],
        }),
        own,
        rawService({ name: 'shared', namespace: 'edge-a', app: 'shared' }),
        rawPod({
          app: 'shared',
          namespace: 'edge-a',
          proxy: { kind: 'gateway' },
        }),
        rawService({ name: 'ingress', namespace: 'team', app: 'ingress' }),
        rawPod({
          app: 'ingress',
          namespace: 'team',
          proxy: { kind: 'gateway' },
        }),
      ],
      [
        [
          'exposed',
          [
            { namespace: 'edge-a', pods: 1, ready: 1 },
            { namespace: 'team', pods: 1, ready: 1 },
          ],
        ],
      ],
    ],
    [
      'are nowhere where the address names nothing of the cluster',
      [
        apiGateway('edge-a', 'edge', http, {
          addresses: [{ type: 'Hostname', value: 'lb.example.org' }],
        }),
        own,
      ],
      [['broken', []]],
    ],
    [
      'of another class count where they carry its name',
      [apiGateway('edge-a', 'edge', http, { gatewayClassName: 'mine' }), own],
      [['exposed', [{ namespace: 'edge-a', pods: 2, ready: 1 }]]],
    ],
    [
      'of another class are none of ours where none carries its name',
      [
        apiGateway('team', 'foreign', http, { gatewayClassName: undefined }),
        apiRoute('web', [{ name: 'foreign', namespace: 'team' }]),
      ],
      [['exposed', []]],
    ],
    [
      'of Istio are missing where none carries its name',
      [
        apiGateway('team', 'foreign', http, { gatewayClassName: 'istio-remote' }),
        apiRoute('web', [{ name: 'foreign', namespace: 'team' }]),
      ],
      [['broken', []]],
    ],
  ])('%s', (_, raw, expected) => {
    const name = JSON.stringify(raw).includes('"foreign"') ? 'foreign' : 'edge';
    expect(pods(raw, name)).toEqual(expected);
  });
});
