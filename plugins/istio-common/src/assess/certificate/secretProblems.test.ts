import { recordAnswers } from '@meshwright/test-kit';
import { MeshIndex } from '../../index/MeshIndex';
import type { CertificateObject } from '../../model/certificateObjects';
import type { X509Facts } from '../../model/x509Facts';
import { NOW, trimAll } from '../../testing/assessRaw';
import {
  TEST_PEM,
  facts,
  rawBundle,
  rawSecret,
  rootFacts,
} from '../../testing/raw/secrets';
import { rawCertificate, rawNamespace } from '../../testing/rawObjects';
import { AssessScope } from '../AssessScope';
import { secretRef } from '../exposure/credentials';
import { checkSecret } from './checkSecret';
import { secretReading } from './secretReading';
import { secretView } from './secretView';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const NAMES = { dnsNames: ['web.example.com'] };
const LEAF = facts('web', 'CN=middle', NAMES);
const MIDDLE = facts('middle', 'CN=root', { isCa: true });
const ROOT = rootFacts();
const KEY = 'CN=web';

function scopeOf(raw: unknown[], states: Json = {}) {
  return new AssessScope(MeshIndex.build(trimAll(raw, { pem: TEST_PEM })), {
    cluster: 'eu-1',
    now: NOW,
    // Only states that there are.
    dataStates: new Map(Object.entries(states)) as never,
  });
}

/** What is wrong with Secret web-tls, in full. */
function problems(
  raw: unknown[],
  mutual = false,
  certificate?: CertificateObject,
) {
  const check = checkSecret({
    scope: scopeOf(raw),
    ref: secretRef('istio-ingress', 'web-tls'),
    mutual,
    certificate,
  });
  answer(check && [check, secretView(check)]);
  return check?.problems;
}

function written(spec: Json = {}, status: Json = {}): CertificateObject {
  const [object] = trimAll([rawCertificate({ spec, status })]);
  // Every Certificate is kept by trimming.
  return object as CertificateObject;
}

function chain(...certificates: X509Facts[]) {
  return rawSecret({ chain: certificates, key: KEY });
}

const ends = (notAfter: string) =>
  facts('web', 'CN=middle', { ...NAMES, notAfter });

describe('a Secret by itself', () => {
  it.each<[string[], string, unknown]>([
    [[], 'a chain up to the intermediate', chain(LEAF, MIDDLE)],
    [[], 'a chain up to the root', chain(LEAF, MIDDLE, ROOT)],
    [[], 'a certificate that issued itself', chain(rootFacts('web', NAMES))],
    [[], 'a leaf whose issuer may be public', chain(LEAF)],
    [
      [],
      'a leaf whose issuer is a root that stands beside it',
      rawSecret({
        chain: [facts('web', 'CN=root', NAMES)],
        key: KEY,
        cas: [MIDDLE, ROOT],
      }),
    ],
    [
      ['the certificate of CN=middle is missing from tls.crt'],
      'an intermediate that stands beside it',
      rawSecret({ chain: [LEAF], key: KEY, cas: [ROOT, MIDDLE] }),
    ],
    [
      ['the certificates in tls.crt do not follow from one another'],
      'a gap',
      chain(LEAF, ROOT),
    ],
    [
      ['its certificate ended on 2026-02-01'],
      'an end now',
      chain(ends('2026-02-01T00:00:00.000Z'), MIDDLE),
    ],
    [[], 'an end in a second', chain(ends('2026-02-01T00:00:01.000Z'), MIDDLE)],
    [[], 'an end that is none', chain(ends('never'), MIDDLE)],
    [
      ['it holds a certificate without its key'],
      'no key',
      rawSecret({ chain: [LEAF, MIDDLE] }),
    ],
    [
      ['its key cannot be read'],
      'a key that is none',
      rawSecret({ chain: [LEAF, MIDDLE], key: 'x' }),
    ],
    [
      ['its key does not belong to its certificate'],
      'another key',
      rawSecret({ chain: [LEAF, MIDDLE], key: 'CN=other' }),
    ],
    [['it holds no certificate that can be read'], 'nothing', rawSecret()],
  ])('says %j of %s', (expected, _what, raw) => {
    expect(problems([raw])).toEqual(expected);
  });

  it('is not there', () => {
    expect(problems([rawSecret({ name: 'other' })])).toBeUndefined();
  });
});

describe('a Secret and its Certificate', () => {
  const issued = (annotations: Record<string, string>) => [
    rawSecret({ chain: [LEAF, MIDDLE], key: KEY, annotations }),
  ];
  const by = (name: string, kind: string) => ({
    'cert-manager.io/issuer-name': name,
    'cert-manager.io/issuer-kind': kind,
  });
  const differs = (name: string, kind: string) => [
    `it was issued by ${kind} ${name}, not by ClusterIssuer mesh-ca`,
  ];
  it.each<[string[], string, unknown[], CertificateObject]>([
    [
      [],
      'the same names in another case',
      [chain(LEAF, MIDDLE)],
      written({ dnsNames: ['WEB.example.com'] }),
    ],
    [
      [
        'its certificate does not name a.example.com, b.example.com, which Certificate web-tls asks for',
      ],
      'more names',
      [chain(LEAF, MIDDLE)],
      written({
        dnsNames: ['a.example.com', 'web.example.com', 'b.example.com'],
      }),
    ],
    [
      [],
      'a certificate without names',
      [chain(facts('web', 'CN=middle'), MIDDLE)],
      written(),
    ],
    [
      ['it holds no certificate that can be read'],
      'no certificate',
      [rawSecret()],
      written(),
    ],
    [[], 'the same issuer', issued(by('mesh-ca', 'ClusterIssuer')), written()],
    [
      differs('mesh-ca', 'Issuer'),
      'an issuer of another kind',
      issued(by('mesh-ca', 'Issuer')),
      written(),
    ],
    [
      differs('old-ca', 'ClusterIssuer'),
      'an issuer of another name',
      issued(by('old-ca', 'ClusterIssuer')),
      written(),
    ],
    [
      [
        'its certificate ends on 2026-04-01T00:00:00.000Z, that of Certificate web-tls on 2026-04-02T00:00:00Z',
      ],
      'another end',
      [chain(LEAF, MIDDLE)],
      written({}, { notAfter: '2026-04-02T00:00:00Z' }),
    ],
    [
      [],
      'no end yet',
      [chain(LEAF, MIDDLE)],
      written({}, { notAfter: undefined }),
    ],
  ])('say %j with %s', (expected, _what, raw, certificate) => {
    expect(problems(raw, false, certificate)).toEqual(expected);
  });
});

describe('a Secret of a server that asks clients for a certificate', () => {
  const own = chain(LEAF, MIDDLE);
  const apart = (cas?: X509Facts[]) =>
    rawSecret({ name: 'web-tls-cacert', cas });
  const missing =
    'clients are asked for a certificate, but neither ca.crt nor Secret web-tls-cacert says whom to trust';
  const into = (matchLabels: Json) => {
    const raw = rawBundle('web-tls-cacert');
    return {
      ...raw,
      spec: {
        target: { ...raw.spec.target, namespaceSelector: { matchLabels } },
      },
    };
  };
  const waits = ', although Bundle web-tls-cacert is to write one';
  it.each<[string[], string, unknown[]]>([
    [[missing], 'nothing', []],
    [
      ['Secret web-tls-cacert holds neither cacert nor ca.crt'],
      'a Secret that holds nothing',
      [apart()],
    ],
    [
      [`${missing}${waits}`],
      'a Bundle that waits',
      [rawBundle('web-tls-cacert')],
    ],
    [
      [`${missing}${waits}: no source`],
      'a Bundle that fails',
      [rawBundle('web-tls-cacert', 'no source')],
    ],
    [[missing], 'another Bundle', [rawBundle('other-cacert')]],
    [
      [`${missing}${waits}`],
      'a Bundle for the namespace',
      [rawNamespace('istio-ingress', { trust: 'web' }), into({ trust: 'web' })],
    ],
    [
      [missing],
      'a Bundle for other namespaces',
      [rawNamespace('istio-ingress'), into({ trust: 'web' })],
    ],
    [
      [missing],
      'a Bundle for namespaces, of which none is known',
      [into({ trust: 'web' })],
    ],
    [
      [missing],
      'a Bundle that writes ConfigMaps',
      [
        {
          ...rawBundle('web-tls-cacert'),
          spec: { target: { configMap: { key: 'ca.crt' } } },
        },
      ],
    ],
    [[], 'the root of the clients', [apart([ROOT])]],
    [
      [],
      'two intermediates',
      [apart([MIDDLE, facts('second', 'CN=root', { isCa: true })])],
    ],
    [
      [
        'clients are verified against the one intermediate CN=middle, so that those of its siblings are refused',
      ],
      'one intermediate',
      [apart([MIDDLE])],
    ],
  ])('says %j with %s', (expected, _what, raw) => {
    expect(problems([own, ...raw], true)).toEqual(expected);
  });

  it('takes the CAs beside the key, unless a Secret stands apart', () => {
    const both = rawSecret({ chain: [LEAF, MIDDLE], key: KEY, cas: [ROOT] });
    expect(problems([both], true)).toEqual([]);
    expect(problems([both, apart()], true)).toHaveLength(1);
    expect(problems([both, apart()])).toEqual([]);
  });
});

describe('Secrets are read', () => {
  const secret = chain(LEAF);
  it.each<[Json, string, unknown[], Json]>([
    [{ state: 'off' }, 'nobody asked', [], {}],
    [{ state: 'read' }, 'a dump holds them', [secret], {}],
    [{ state: 'off' }, 'another type is told of', [], { pods: 'live' }],
    [
      { state: 'read' },
      'both kinds are',
      [],
      { 'secrets:tls': 'live', 'secrets:other': 'live' },
    ],
    [
      { state: 'unread', why: 'forbidden' },
      'one kind may not be',
      [],
      { 'secrets:tls': 'live', 'secrets:other': 'forbidden' },
    ],
    [
      { state: 'unread', why: 'forbidden' },
      'none may be',
      [],
      { 'secrets:tls': 'forbidden' },
    ],
  ])('%j: %s', (expected, _what, raw, states) => {
    expect(secretReading(scopeOf(raw, states))).toEqual(expected);
  });
});
