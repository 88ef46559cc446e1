import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { findingProbe } from '../../testing/findingProbe';
import { findingWords } from '../../testing/findingWords';
import {
  httpsServer,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawNamespace,
  rawPod,
  rawService,
} from '../../testing/rawObjects';

const answer = recordAnswers(__filename);

const WORLD = [...rawMesh(), ...rawIngressGateway(), rawIssuer()];

const { found } = findingProbe(answer, WORLD);

const young = { createdAt: '2026-01-09T00:00:00Z' };
const http = (host: string, more = {}) => ({
  port: { number: 80, name: 'http', protocol: 'HTTP' },
  hosts: [host],
  ...more,
});

describe('Gateways on the same pods', () => {
  // The same pods serve both; in another namespace other pods do as well.
  const second = rawPod({
    app: 'istio-ingressgateway',
    namespace: 'edge2',
    labels: { istio: 'ingressgateway' },
    proxy: { kind: 'gateway' },
    ports: [],
  });
  const tcp = {
    port: { number: 80, name: 'tcp', protocol: 'TCP' },
    hosts: ['*'],
  };

  it.each<[string, unknown[], string[]]>([
    [
      'of two hosts the one that is taken already, told once for all pods',
      [
        second,
        rawGateway([httpsServer('a.example.com')]),
        rawGateway(
          [
            httpsServer('a.example.com', 'young-tls', {
              hosts: ['shop/b.example.com', 'a.example.com'],
            }),
          ],
          { name: 'young', ...young },
        ),
      ],
      ['IST0145 error Gateway shop/young'],
    ],
    [
      'a server that does not go together with HTTP',
      [
        rawGateway([http('a.example.com')]),
        rawGateway([tcp, { ...tcp, port: { ...tcp.port, number: 8443 } }], {
          name: 'young',
          ...young,
        }),
      ],
      ['IST0145 error Gateway shop/young'],
    ],
    [
      'two servers of one Gateway with one port name',
      [
        rawGateway([
          httpsServer('a.example.com'),
          httpsServer('b.example.com', 'b-tls'),
        ]),
      ],
      ['IST0145 error Gateway shop/web'],
    ],
    [
      'each server that loses, with all the hosts that are taken',
      [
        rawGateway([
          httpsServer('a.example.com', undefined, {
            hosts: ['a.example.com', 'b.example.com', 'c.example.com'],
          }),
        ]),
        rawGateway(
          [
            httpsServer('a.example.com', 'young-tls', {
              hosts: ['a.example.com', 'b.example.com', 'd.example.com'],
            }),
            httpsServer('c.example.com', 'young-tls', {
              port: { number: 443, name: 'c', protocol: 'HTTPS' },
            }),
          ],
          { name: 'young', ...young },
        ),
      ],
      ['IST0145 error Gateway shop/young', 'IST0145 error Gateway shop/young'],
    ],
    [
      'every host of a server that does not go together with TCP',
      [
        rawGateway([tcp]),
        rawGateway(
          [
            http('a.example.com', {
              hosts: ['a.example.com', 'b.example.com'],
            }),
          ],
          { name: 'young', ...young },
        ),
      ],
      ['IST0145 error Gateway shop/young'],
    ],
    [
      'nothing of other hosts and of other ports',
      [
        rawGateway([httpsServer('a.example.com'), http('a.example.com')]),
        rawGateway([httpsServer('b.example.com')], { name: 'young', ...young }),
      ],
      [],
    ],
  ])('IST0145: %s', (_, raw, expected) => {
    expect(found(['IST0145'], ...raw)).toEqual(expected);
  });

  const b = { name: 'b', ...young };
  it.each<[string, unknown[], string[]]>([
    [
      'a credential on three Gateways, each named with the others',
      [
        rawGateway([httpsServer('a.example.com')]),
        rawGateway([httpsServer('b.example.com')], b),
        rawGateway([httpsServer('c.example.com')], { name: 'c' }),
      ],
      ['b', 'c', 'web'],
    ],
    [
      'a file on two, by selectors of which one is narrower',
      ['a', 'b'].map((name, more) =>
        rawGateway(
          [
            httpsServer(`${name}.example.com`, undefined, {
              tls: { mode: 'SIMPLE', serverCertificate: '/etc/tls.crt' },
            }),
          ],
          {
            name,
            selector: { istio: 'other', ...(more && { app: 'other' }) },
          },
        ),
      ),
      ['a', 'b'],
    ],
    [
      'nothing of files beside a credential, which is not the same',
      ['a', 'b'].map(name =>
        rawGateway(
          [
            httpsServer(`${name}.example.com`, `${name}-tls`, {
              tls: {
                mode: 'SIMPLE',
                credentialName: `${name}-tls`,
                serverCertificate: '/etc/tls.crt',
              },
            }),
          ],
          { name },
        ),
      ),
      [],
    ],
    [
      'nothing of certificates of the mesh',
      ['a', 'b'].map(name =>
        rawGateway(
          [
            httpsServer(`${name}.example.com`, undefined, {
              tls: { mode: 'ISTIO_MUTUAL' },
            }),
          ],
          { name },
        ),
      ),
      [],
    ],
    [
      'selectors that a pod meets both',
      [
        rawGateway([httpsServer('a.example.com')], {
          selector: { istio: 'ingressgateway' },
        }),
        rawGateway([httpsServer('b.example.com')], {
          ...b,
          selector: { app: 'istio-ingressgateway' },
        }),
      ],
      ['b', 'web'],
    ],
    [
      'nothing of selectors that no pod meets both',
      [
        rawGateway([httpsServer('a.example.com')], {
          selector: { istio: 'ingressgateway' },
        }),
        rawGateway([httpsServer('b.example.com')], {
          ...b,
          selector: { app: 'egress' },
        }),
      ],
      [],
    ],
    [
      'nothing of TLS that is handed on, and of another credential',
      [
        rawGateway([
          httpsServer('a.example.com', 'web-tls', {
            tls: { mode: 'PASSTHROUGH', credentialName: 'web-tls' },
          }),
          http('a.example.com'),
        ]),
        rawGateway([httpsServer('b.example.com')], b),
        rawGateway([httpsServer('c.example.com', 'c-tls')], { name: 'c' }),
      ],
      [],
    ],
    [
      'the second name of a list; one Gateway with two servers shares with none',
      [
        rawGateway(['a', 'b'].map(host => httpsServer(`${host}.example.com`))),
        rawGateway(
          [
            httpsServer('c.example.com', undefined, {
              tls: { mode: 'SIMPLE', credentialNames: ['c-tls', 'web-tls'] },
            }),
          ],
          b,
        ),
      ],
      ['b', 'web'],
    ],
  ])('IST0138: %s', (_, raw, names) => {
    expect(found(['IST0138'], ...raw)).toEqual(
      names.map(name => `IST0138 warning Gateway shop/${name}`),
    );
  });
});

describe('Gateways without what they need', () => {
  const pods = (namespace: string, app: string) =>
    rawPod({
      app,
      namespace,
      labels: { edge: 'yes' },
      proxy: { kind: 'gateway' },
      ports: [],
    });
  const edge = { selector: { edge: 'yes' } };
  const servers = [80, 443, 8443, 9000].map(number => ({
    port: { number, name: `p${number}`, protocol: 'HTTP' },
    hosts: ['*'],
  }));

  it.each<[string, unknown[], string[]]>([
    [
      'ports of Services and of pods count, those of UDP and of others do not',
      [
        rawNamespace('edge'),
        pods('edge', 'a'),
        pods('edge', 'b'),
        rawService({
          namespace: 'edge',
          app: 'b',
          ports: [{ name: 'http', port: 80, targetPort: 8443 }],
        }),
        rawService({
          namespace: 'edge',
          app: 'a',
          ports: [
            { name: 'dns', port: 443, protocol: 'UDP' },
            { name: 'named', port: 15021, targetPort: 'status' },
          ],
        }),
        rawService({ namespace: 'edge', app: 'c', ports: [{ port: 9000 }] }),
        rawGateway([...servers, servers[3]], edge),
      ],
      ['Gateway shop/web', 'Gateway shop/web'],
    ],
    [
      'a Service is missing',
      [pods('shop', 'a'), rawGateway([servers[0]], edge)],
      ['Gateway shop/web'],
    ],
    [
      'pods of a namespace of Kubernetes are none',
      [pods('kube-system', 'a'), rawGateway([servers[0]], edge)],
      [],
    ],
  ])('IST0162: %s', (_, raw, expected) => {
    expect(found(['IST0162'], ...raw)).toEqual(
      expected.map(name => `IST0162 warning ${name}`),
    );
  });

  it.each<[string, unknown[], boolean]>([
    ['a pod has all labels', [pods('shop', 'a')], true],
    ['a pod has one of two', [pods('shop', 'b')], false],
    ['Kubernetes runs it', [pods('kube-system', 'a')], false],
    ['there is no pod', [], false],
  ])('IST0101: a Gateway is served where %s', (_, raw, served) => {
    const gateway = rawGateway([], { selector: { edge: 'yes', app: 'a' } });
    expect(found(['IST0101'], gateway, ...raw)).toEqual(
      served ? [] : ['IST0101 error Gateway shop/web'],
    );
  });

  it('IST0101: a Gateway without a selector is for any pod', () => {
    const gateway = rawGateway([], { selector: {} });
    expect(found(['IST0101'], gateway)).toEqual([]);
    const { findings } = assessRaw([gateway]);
    expect(findingWords(answer(findings))[0].cause).toContain('any pod');
  });
});
