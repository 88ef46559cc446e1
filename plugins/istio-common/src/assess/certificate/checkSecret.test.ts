import { recordAnswers } from '@meshwright/test-kit';
import { NOW, assessRaw } from '../../testing/assessRaw';
import {
  type SecretParts,
  TEST_PEM,
  facts,
  rawBundle,
  rawSecret,
  rootFacts,
} from '../../testing/raw/secrets';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuer,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

const NAMES = { dnsNames: ['web.example.com'] };
const LEAF = facts('web', 'CN=middle', NAMES);
const MIDDLE = facts('middle', 'CN=root', { isCa: true });
const WHOLE: SecretParts = { chain: [LEAF, MIDDLE], key: 'CN=web' };

const answer = recordAnswers(__filename);

function judge(raw: unknown[], { mode = 'SIMPLE', now = NOW } = {}) {
  const tls = { tls: { mode, credentialName: 'web-tls' } };
  const assessment = assessRaw(
    [
      ...rawMesh(),
      ...rawIngressGateway(),
      rawPod({ proxy: {} }),
      rawService(),
      rawGateway([httpsServer('web.example.com', 'web-tls', tls)]),
      rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
      rawIssuer(),
      ...raw,
    ],
    { pem: TEST_PEM, now },
  );
  answer(assessment.certificates);
  const [certificate] = assessment.certificates;
  const codes = assessment.findings
    .filter(({ ref }) => ref.kind === 'Secret')
    .map(({ code }) => code);
  return { assessment, certificate, codes };
}

describe('a Secret that may be read', () => {
  it('is in order', () => {
    const { certificate, codes } = judge([rawCertificate(), rawSecret(WHOLE)]);
    expect(certificate.secret).toMatchObject({
      chainComplete: true,
      keyMatches: true,
      problems: [],
    });
    expect(certificate.secret).not.toHaveProperty('details');
    expect(certificate).toMatchObject({ state: 'healthy', tone: 'ok' });
    expect(codes).toEqual([]);
  });

  it.each<[string, SecretParts, string, string]>([
    [
      'a key of another certificate',
      { ...WHOLE, key: 'CN=other' },
      'MW0114',
      'its key does not belong to its certificate',
    ],
    [
      'no key',
      { chain: [LEAF, MIDDLE] },
      'IST0161',
      'it holds a certificate without its key',
    ],
    [
      'a key that is none',
      { chain: [LEAF, MIDDLE], key: 'hello' },
      'IST0161',
      'its key cannot be read',
    ],
    [
      'a chain in the wrong order',
      { chain: [MIDDLE, LEAF], key: 'CN=middle' },
      'MW0113',
      'the certificates in tls.crt do not follow from one another',
    ],
    [
      'an intermediate left out',
      { chain: [LEAF], key: 'CN=web', cas: [MIDDLE] },
      'MW0113',
      'the certificate of CN=middle is missing from tls.crt',
    ],
    [
      'other names',
      {
        chain: [facts('web', 'CN=root', { dnsNames: ['old.example.com'] })],
        key: 'CN=web',
      },
      'MW0115',
      'its certificate does not name web.example.com, which Certificate web-tls asks for',
    ],
    [
      'another end',
      {
        chain: [
          facts('web', 'CN=root', {
            ...NAMES,
            notAfter: '2026-05-01T00:00:00.000Z',
          }),
        ],
        key: 'CN=web',
      },
      'MW0115',
      'its certificate ends on 2026-05-01T00:00:00.000Z, that of Certificate web-tls on 2026-04-01T00:00:00Z',
    ],
    [
      'another issuer',
      {
        ...WHOLE,
        annotations: {
          'cert-manager.io/issuer-name': 'old-ca',
          'cert-manager.io/issuer-kind': 'Issuer',
        },
      },
      'MW0115',
      'it was issued by Issuer old-ca, not by ClusterIssuer mesh-ca',
    ],
  ])('with %s is told', (_, parts, code, problem) => {
    const { certificate, codes } = judge([rawCertificate(), rawSecret(parts)]);
    expect(certificate.secret?.problems).toContain(problem);
    expect(codes).toContain(code);
    expect(certificate.tone).toBe('warning');
  });

  it('does not know of a leaf alone whether its issuer is a root', () => {
    const parts = { chain: [LEAF], key: 'CN=web' };
    const { certificate } = judge([rawCertificate(), rawSecret(parts)]);
    expect(certificate.secret).not.toHaveProperty('chainComplete');
    expect(certificate.chain).toContainEqual(
      expect.objectContaining({
        kind: 'Secret',
        tone: 'unknown',
        detail: 'the issuer of the last certificate is not in the Secret',
      }),
    );
  });

  it('knows it of a leaf whose issuer is the root beside it', () => {
    const chain = [facts('web', 'CN=root', NAMES)];
    const parts = { chain, key: 'CN=web', cas: [rootFacts()] };
    const { certificate } = judge([rawCertificate(), rawSecret(parts)]);
    expect(certificate.secret?.chainComplete).toBe(true);
  });

  it('does not miss a public root that is left out', () => {
    const parts = { chain: [LEAF, MIDDLE], key: 'CN=web', cas: [rootFacts()] };
    const { certificate } = judge([rawCertificate(), rawSecret(parts)]);
    expect(certificate.secret).toMatchObject({
      chainComplete: true,
      problems: [],
    });
  });

  it('may be the generic one of Istio: cert and key win', () => {
    const { certificate } = judge([
      rawCertificate(),
      rawSecret({ ...WHOLE, keys: { certificate: 'cert', key: 'key' } }),
    ]);
    expect(certificate.secret).toMatchObject({
      keyMatches: true,
      problems: [],
    });
  });
});

describe('clients that must show a certificate', () => {
  const mutual = (raw: unknown[]) =>
    judge([rawCertificate(), ...raw], { mode: 'MUTUAL' });

  it.each<[string, unknown[], string | undefined]>([
    [
      'ca.crt with a root',
      [rawSecret({ ...WHOLE, cas: [rootFacts()] })],
      undefined,
    ],
    [
      'cacert before ca.crt',
      [
        rawSecret({ ...WHOLE, cas: [MIDDLE] }),
        rawSecret({
          name: 'web-tls-cacert',
          cas: [rootFacts()],
          keys: { cas: 'cacert' },
        }),
      ],
      undefined,
    ],
    [
      'neither',
      [rawSecret(WHOLE)],
      'clients are asked for a certificate, but neither ca.crt nor Secret web-tls-cacert says whom to trust',
    ],
    [
      'an empty Secret of CAs, which hides ca.crt',
      [
        rawSecret({ ...WHOLE, cas: [rootFacts()] }),
        rawSecret({ name: 'web-tls-cacert' }),
      ],
      'Secret web-tls-cacert holds neither cacert nor ca.crt',
    ],
    [
      'a Bundle that cannot write it',
      [rawSecret(WHOLE), rawBundle('web-tls-cacert', 'source not found')],
      'clients are asked for a certificate, but neither ca.crt nor Secret web-tls-cacert says whom to trust, although Bundle web-tls-cacert is to write one: source not found',
    ],
    [
      'one intermediate',
      [rawSecret({ ...WHOLE, cas: [MIDDLE] })],
      'clients are verified against the one intermediate CN=middle, so that those of its siblings are refused',
    ],
  ])('are verified by %s', (_, raw, problem) => {
    const { certificate } = mutual(raw);
    expect(certificate.secret?.problems).toEqual(problem ? [problem] : []);
  });

  it('and are found where they are', () => {
    const { codes, certificate } = mutual([rawSecret(WHOLE)]);
    expect(codes).toEqual(['MW0116']);
    expect(certificate.secret?.clientCas).toBeUndefined();
    expect(mutual([rawSecret({ ...WHOLE, cas: [MIDDLE] })]).codes).toEqual([
      'MW0117',
    ]);
  });
});

describe('a served Secret without a Certificate', () => {
  it.each([
    ['unmanaged', '2026-02-01T00:00:00Z', 'expires in 59 d'],
    ['at-risk', '2026-03-25T00:00:00Z', 'expires in 7 d'],
    ['expired', '2026-04-03T00:00:00Z', 'expired 2 d ago'],
  ])('is %s by its own dates', (state, now, words) => {
    const { certificate } = judge([rawSecret(WHOLE)], { now: new Date(now) });
    expect(certificate).toMatchObject({
      state,
      ref: { kind: 'Secret' },
      notAfter: '2026-04-01T00:00:00.000Z',
      dnsNames: ['web.example.com'],
    });
    expect(certificate.why.summary).toBe(
      `No Certificate renews Secret istio-ingress/web-tls, which ${words}`,
    );
  });

  it('is definitely missing when it is not there', () => {
    const { certificate, assessment } = judge([rawSecret({ name: 'else' })]);
    expect(certificate).toMatchObject({
      state: 'not-issued',
      tone: 'error',
      rootCause: { reason: 'SecretNotFound' },
    });
    expect(
      assessment.findings
        .filter(({ code }) => code === 'IST0101')
        .map(({ ref, cause }) => [ref.kind, cause]),
    ).toEqual([
      [
        'Gateway',
        'Gateway shop/web takes its credential from Secret istio-ingress/web-tls, which is not there or holds no certificate',
      ],
    ]);
  });

  it.each<[string, Record<string, string>]>([
    ['a certificate that is no base64', { 'tls.crt': '§§§' }],
    ['a certificate that is no PEM', { cert: btoa('x'), key: btoa('CN=web') }],
    ['only a key', { 'tls.key': btoa('CN=web') }],
  ])('with %s is there, and cannot be read', (_, data) => {
    const raw = { ...rawSecret(), type: 'Opaque', data };
    const { certificate, assessment, codes } = judge([raw]);
    expect(certificate).toMatchObject({
      state: 'not-issued',
      tone: 'error',
      why: {
        summary:
          'Secret istio-ingress/web-tls holds no certificate that can be read',
      },
      action: { title: 'Put a certificate in' },
    });
    expect(certificate.rootCause).toBeUndefined();
    expect(codes).toContain('IST0161');
    expect(assessment.findings.map(({ code }) => code)).not.toContain(
      'IST0101',
    );
  });

  it('is not called missing while Secrets are not read', () => {
    const { assessment } = judge([]);
    expect(assessment.findings.map(({ code }) => code)).not.toContain(
      'IST0101',
    );
  });
});
