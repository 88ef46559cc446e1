import { MeshIndex } from '../../index/MeshIndex';
import { trimAll } from '../../testing/assessRaw';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
} from '../../testing/rawObjects';
import type { ChangeView } from '../ChangeView';
import { certificateUses } from './certificateUses';

/** Who presents the Secret of the Certificate, and which pods were looked through. */
function presented(...gateways: unknown[]) {
  const index = MeshIndex.build(trimAll([...rawIngressGateway(), ...gateways]));
  const all = jest.spyOn(index, 'all');
  const inNamespace = jest.spyOn(index, 'inNamespace');
  // Of the view the rule reads no more.
  const view = { after: { index } } as unknown as ChangeView;
  const [gone] = trimAll([rawCertificate()]);
  const [{ users }] = certificateUses.usesOf(gone, view);
  return {
    users: users.map(({ name }) => name),
    pods: [
      ...all.mock.calls.flatMap(([type]) => (type === 'pod' ? ['all'] : [])),
      ...inNamespace.mock.calls.flatMap(([type, namespace]) =>
        type === 'pod' ? [namespace] : [],
      ),
    ],
  };
}

const server = (credential: string) => [
  httpsServer('web.example.com', credential),
];

const clientCa = (caCertCredentialName: string) => [
  httpsServer('web.example.com', 'other-tls', {
    tls: { mode: 'MUTUAL', credentialName: 'other-tls', caCertCredentialName },
  }),
];

describe('certificateUses', () => {
  it('looks through no pods for Gateways that do not name the Secret', () => {
    const many = Array.from({ length: 50 }, (_, at) =>
      rawGateway(server('other-tls'), { name: `g${at}` }),
    );
    expect(presented(...many)).toEqual({ users: [], pods: [] });
  });

  it.each<[string, unknown, string[], string[]]>([
    [
      'beside its pods',
      rawGateway(server('web-tls')),
      ['web'],
      ['istio-ingress'],
    ],
    [
      'beside pods that it does not select',
      rawGateway(server('web-tls'), { selector: { istio: 'other' } }),
      [],
      ['istio-ingress'],
    ],
    [
      'by its namespace',
      rawGateway(server('istio-ingress/web-tls')),
      ['web'],
      ['istio-ingress'],
    ],
    ['in another namespace', rawGateway(server('shop/web-tls')), [], []],
    [
      'as the CA of clients, by the name with which istiod looks first',
      rawGateway(clientCa('web-tls-cacert')),
      ['web'],
      ['istio-ingress'],
    ],
    ['of a ConfigMap', rawGateway(clientCa('configmap://x/web-tls')), [], []],
    [
      'by its namespace, without pods',
      rawGateway(server('istio-ingress/web-tls'), {
        selector: { istio: 'other' },
      }),
      [],
      ['istio-ingress'],
    ],
  ])('finds a Gateway that names the Secret %s', (_, gateway, users, pods) => {
    expect(presented(gateway)).toEqual({ users, pods });
  });
});
