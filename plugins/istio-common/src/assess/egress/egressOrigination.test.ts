import { recordAnswers } from '@meshwright/test-kit';
import {
  type EgressChanges,
  type EgressRow,
  egressAnswers,
} from '../../testing/egressAnswers';
import {
  EXTERNAL_HOST,
  rawMeshConfig,
  rawOrigination,
  rawServiceEntry,
} from '../../testing/raw/egress';
import {
  HTTP_PORT,
  TO_GATEWAY,
  rawBothLegs,
  rawClientCertificate,
  toHost,
} from '../../testing/raw/egressLegs';
import { rawDestinationRule } from '../../testing/rawObjects';

type Json = Record<string, unknown>;
const { egressOf, verdict } = egressAnswers(recordAnswers(__filename));

describe('TLS that begins at a proxy', () => {
  const originate = (tls: Json, spec: Json = {}) => ({
    originate: rawOrigination(tls, spec),
  });

  const direct = (tls: Json): EgressChanges => ({
    entry: rawServiceEntry({ ports: HTTP_PORT }),
    gateway: undefined,
    toGateway: undefined,
    route: undefined,
    certificate: undefined,
    originate: rawDestinationRule(
      { host: EXTERNAL_HOST, trafficPolicy: { tls } },
      { name: 'direct' },
    ),
  });

  it.each<EgressRow>([
    [
      'with the certificate of the mesh',
      'effective',
      'with TLS and a client certificate',
      originate({ mode: 'ISTIO_MUTUAL', credentialName: undefined }),
    ],
    [
      'with the certificate of the mesh, whose name is not the host',
      'effective',
      'with TLS and a client certificate',
      originate({
        mode: 'ISTIO_MUTUAL',
        credentialName: undefined,
        subjectAltNames: undefined,
      }),
    ],
    [
      'at a sidecar, which takes no credential',
      'broken',
      'Sidecars skip the credentialName of DestinationRule shop/direct',
      direct({ mode: 'SIMPLE', credentialName: 'x' }),
    ],
    [
      'at a sidecar, with roots of a ConfigMap',
      'effective',
      'with TLS that begins there',
      direct({ mode: 'SIMPLE', credentialName: 'configmap://roots' }),
    ],
    [
      'at a sidecar, with the certificate of the mesh in place of a credential',
      'effective',
      'with TLS and a client certificate',
      direct({ mode: 'ISTIO_MUTUAL', credentialName: 'x' }),
    ],
    [
      'is left out for the port of a subset',
      'broken',
      'sent in plain text',
      {
        ...originate(
          {},
          {
            trafficPolicy: { tls: { mode: 'SIMPLE' } },
            subsets: [
              {
                name: 'v1',
                trafficPolicy: {
                  portLevelSettings: [{ port: { number: 443 } }],
                },
              },
            ],
          },
        ),
        route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 443, 'v1')]),
      },
    ],
    [
      'is set for another subset',
      'broken',
      'routes to subset v1 of',
      {
        ...originate({}, { subsets: [{ name: 'v2' }, { name: 'v3' }] }),
        route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 443, 'v1')]),
      },
    ],
    [
      'is turned off',
      'broken',
      'sent in plain text',
      originate({ mode: 'DISABLE' }),
    ],
    [
      'by a rule that says nothing of TLS',
      'broken',
      'sent in plain text',
      originate({}, { trafficPolicy: undefined }),
    ],
    [
      'by a rule that says nothing of the port',
      'broken',
      'sent in plain text',
      originate(
        {},
        {
          trafficPolicy: {
            portLevelSettings: [
              { port: { number: 80 }, tls: { mode: 'SIMPLE' } },
            ],
          },
        },
      ),
    ],
    [
      'by a rule whose port says nothing',
      'broken',
      'sent in plain text',
      originate(
        {},
        {
          trafficPolicy: {
            tls: { mode: 'SIMPLE' },
            portLevelSettings: [{ port: { number: 443 } }],
          },
        },
      ),
    ],
    [
      'with a credential of another namespace, which istiod gives to none of its pods',
      'broken',
      'names Secret shop/nginx-client, which istiod gives to pods of shop only',
      originate({ mode: 'MUTUAL', credentialName: 'shop/nginx-client' }),
    ],
    [
      'by a mode that is not known',
      'broken',
      'sent in plain text',
      originate({ mode: 'OTHER' }),
    ],
    [
      'with roots of a ConfigMap',
      'effective',
      'with TLS that begins there',
      originate({ mode: 'SIMPLE', credentialName: 'configmap://roots' }),
    ],
    [
      'with a CA of a Secret that a Certificate writes, whose name and usages do not matter',
      'effective',
      'with TLS that begins there',
      {
        ...originate({ mode: 'SIMPLE' }),
        certificate: rawClientCertificate({
          usages: ['server auth'],
          dnsNames: [EXTERNAL_HOST],
        }),
      },
    ],
    [
      'without sni is held against the host itself',
      'effective',
      'with TLS and a client',
      originate({ sni: undefined, subjectAltNames: undefined }),
    ],
    [
      'is held against the names of the ServiceEntry',
      'effective',
      'with TLS and a client',
      {
        ...originate({ subjectAltNames: undefined }),
        entry: rawServiceEntry({ subjectAltNames: [EXTERNAL_HOST] }),
      },
    ],
    [
      'names no certificate',
      'broken',
      'says MUTUAL but names no client certificate',
      originate({ credentialName: undefined }),
    ],
    [
      'names files',
      'effective',
      'with TLS and a client',
      originate({ credentialName: undefined, clientCertificate: '/c' }),
    ],
    [
      'is set for a subset',
      'effective',
      'with TLS and a client',
      {
        ...originate(
          {},
          {
            trafficPolicy: undefined,
            subsets: [
              {
                name: 'v1',
                trafficPolicy: {
                  tls: { mode: 'MUTUAL', credentialName: 'nginx-client' },
                },
              },
              { name: 'v2' },
            ],
          },
        ),
        route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 443, 'v1')]),
      },
    ],
    [
      'is set for a rule, and a subset says nothing',
      'effective',
      'with TLS and a client',
      {
        ...originate({}, { subsets: [{ name: 'v2', trafficPolicy: {} }] }),
        route: rawBothLegs([TO_GATEWAY], [toHost(EXTERNAL_HOST, 443, 'v2')]),
      },
    ],
    [
      'sends a wildcard as sni, of the mesh too',
      'broken',
      'sends the wildcard *.example.com as SNI',
      originate({
        mode: 'ISTIO_MUTUAL',
        credentialName: undefined,
        sni: '*.example.com',
      }),
    ],
  ])('%s', (...[, state, words, changes, more]) => {
    expect(verdict(changes, more)).toEqual([
      state,
      expect.stringContaining(words),
    ]);
  });
});

describe('the certificate that is shown', () => {
  const shown = (spec: Json, more: Json = {}) => ({
    certificate: rawClientCertificate(spec, more),
  });
  const status = (one: Json) => shown({}, { status: one });
  const ISSUING = {
    conditions: [{ type: 'Ready', status: 'False', reason: 'Pending' }],
    notAfter: undefined,
    renewalTime: undefined,
  };

  it.each<EgressRow>([
    [
      'is being renewed',
      'effective',
      'with TLS and a client',
      status({
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'Issuing', status: 'True' },
        ],
      }),
    ],
    [
      'is overdue',
      'effective',
      'with TLS and a client',
      status({ renewalTime: '2026-01-20T00:00:00Z' }),
    ],
    [
      'is not issued',
      'broken',
      'Certificate istio-system/nginx-client is not issued',
      status(ISSUING),
    ],
    [
      'is not issued, with the cause',
      'broken',
      'is not issued: ',
      shown(
        { issuerRef: { kind: 'ClusterIssuer', name: 'gone' } },
        { status: ISSUING },
      ),
    ],
    [
      'is for no purpose in particular',
      'effective',
      'with TLS and a client',
      shown({ usages: ['signing', 'crl sign', 'encipher only'] }),
    ],
    [
      'is for clients beside others',
      'effective',
      'with TLS and a client',
      shown({ usages: ['server auth', 'client auth'] }),
    ],
    [
      'has expired, which is worse than a server that is not checked',
      'broken',
      'has expired',
      {
        ...status({ notAfter: '2026-01-02T00:00:00Z' }),
        originate: rawOrigination({ subjectAltNames: undefined }),
      },
    ],
    [
      'is for any purpose',
      'effective',
      'with TLS and a client',
      shown({ usages: ['any'] }),
    ],
    [
      'has no usages',
      'effective',
      'with TLS and a client',
      shown({ usages: undefined }),
    ],
    [
      'is for servers and mail',
      'broken',
      'is for server auth, email protection only',
      shown({ usages: ['server auth', 'email protection', 'key agreement'] }),
    ],
    [
      "has the server's name as common name",
      'degraded',
      'where it should name the client',
      shown({ commonName: EXTERNAL_HOST.toUpperCase() }),
    ],
    [
      "has a wildcard that covers the server's name",
      'degraded',
      'where it should name the client',
      shown({ dnsNames: ['*.partner.example.com'] }),
    ],
    [
      'has a namesake elsewhere that is for servers',
      'effective',
      'with TLS and a client',
      {},
      [
        rawClientCertificate(
          { usages: ['server auth'] },
          { namespace: 'a-team' },
        ),
      ],
    ],
    [
      'is written elsewhere, which is not the worst of it',
      'broken',
      'sends the wildcard',
      {
        certificate: rawClientCertificate({}, { namespace: 'shop' }),
        originate: rawOrigination({ sni: '*.example.com' }),
      },
    ],
    [
      'is written twice elsewhere',
      'broken',
      'Certificate a-team/nginx-client writes Secret nginx-client to a-team',
      { certificate: rawClientCertificate({}, { namespace: 'shop' }) },
      [
        rawClientCertificate({}, { namespace: 'a-team' }),
        rawClientCertificate(
          { secretName: 'other' },
          { namespace: 'a', name: 'a' },
        ),
      ],
    ],
  ])('%s', (...[, state, words, changes, more]) => {
    expect(verdict(changes, more)).toEqual([
      state,
      expect.stringContaining(words),
    ]);
  });

  it('is not known while Certificates are forbidden', () => {
    const [found] = egressOf({ certificate: undefined }, [], {
      'certificates.cert-manager.io': 'forbidden',
    });
    expect(found).toMatchObject({
      state: 'unknown',
      why: {
        summary: 'Secret istio-system/nginx-client: Certificates are forbidden',
      },
    });
  });
});

it('the certificate is unmanaged where Certificates are still known from before', () => {
  const [found] = egressOf(
    {
      certificate: rawClientCertificate({ secretName: 'other' }),
    },
    [],
    { 'certificates.cert-manager.io': 'unreachable' },
  );
  expect(found.why.summary).toMatch(/^Secret .*: No Certificate writes it/);
});

describe('rules for one host', () => {
  const ofShop = (spec: Json, name: string, createdAt?: string) =>
    rawDestinationRule(
      { host: EXTERNAL_HOST, ...spec },
      { name, namespace: 'istio-system', createdAt },
    );
  const TLS = { tls: { mode: 'SIMPLE' } };

  it.each<EgressRow>([
    [
      'compete where several set TLS, and the oldest counts',
      'broken',
      'sent in plain text',
      { originate: undefined },
      [
        ofShop(
          {
            exportTo: ['.'],
            trafficPolicy: {
              portLevelSettings: [
                { port: { number: 80 }, tls: { mode: 'SIMPLE' } },
              ],
            },
          },
          'by-port',
          '2025-01-01T00:00:00Z',
        ),
        ofShop({ exportTo: ['.'], trafficPolicy: TLS }, 'whole'),
        ofShop({ exportTo: ['.'], trafficPolicy: {} }, 'none'),
        ofShop(
          { exportTo: ['.'], subsets: [{ name: 'x', trafficPolicy: TLS }] },
          'of-subset',
        ),
      ],
    ],
    [
      'are for all where one with a credential is exported from the namespace of the host',
      'degraded',
      'sidecars that call',
      {
        entry: rawServiceEntry(
          { exportTo: ['shop', 'istio-system'] },
          { namespace: 'istio-system' },
        ),
        originate: rawOrigination({}, { exportTo: ['*'] }),
      },
    ],
    [
      'are for all where one with a credential is in the namespace of the host, not the root',
      'degraded',
      'sidecars that call',
      {
        entry: rawServiceEntry(
          { exportTo: ['shop', 'istio-system'] },
          { namespace: 'istio-system' },
        ),
        originate: rawOrigination({}, { exportTo: ['*'] }),
      },
      [rawMeshConfig({ rootNamespace: 'mesh-root' })],
    ],
    [
      'are not for all where it is in the namespace of the gateway alone',
      'effective',
      'through the egress gateway',
      { originate: rawOrigination({}, { exportTo: ['*'] }) },
      [rawMeshConfig({ rootNamespace: 'mesh-root' })],
    ],
    [
      'compete where one sets TLS for one of its ports',
      'degraded',
      'is older and alone counts',
      {},
      [
        ofShop(
          {
            exportTo: ['.'],
            trafficPolicy: {
              portLevelSettings: [
                { port: { number: 80 } },
                { port: { number: 443 }, tls: { mode: 'SIMPLE' } },
              ],
            },
          },
          'z-by-port',
        ),
      ],
    ],
    [
      'do not compete where the other sets no TLS',
      'effective',
      'through the egress gateway',
      {},
      [ofShop({ exportTo: ['.'], trafficPolicy: {} }, 'z-none')],
    ],
    [
      'are not for all where it has a selector',
      'effective',
      'through the egress gateway',
      {
        originate: rawOrigination(
          {},
          {
            exportTo: undefined,
            workloadSelector: { matchLabels: { istio: 'egressgateway' } },
          },
        ),
      },
    ],
    [
      'are not for all where it names no credential',
      'effective',
      'through the egress gateway',
      {
        originate: rawOrigination(
          { mode: 'ISTIO_MUTUAL', credentialName: undefined },
          { exportTo: undefined },
        ),
      },
    ],
  ])('%s', (...[, state, words, changes, more]) => {
    expect(verdict(changes, more)).toEqual([
      state,
      expect.stringContaining(words),
    ]);
  });
});
