import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import {
  TEST_PEM,
  facts,
  rawSecret,
  rootFacts,
} from '../../testing/raw/secrets';
import {
  httpsServer,
  rawCertificate,
  rawGateway,
  rawIngressGateway,
  rawIssuanceStep,
  rawIssuer,
  rawMesh,
  rawPod,
  rawRoute,
  rawService,
} from '../../testing/rawObjects';

type Json = Record<string, unknown>;

const answer = recordAnswers(__filename);

const AROUND = [
  ...rawMesh(),
  ...rawIngressGateway(),
  rawPod({ proxy: {} }),
  rawService(),
  rawGateway([httpsServer('web.example.com')]),
  rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
];

function judge(raw: unknown[], options = {}) {
  const { certificates } = assessRaw([...AROUND, ...raw], options);
  return answer(certificates)[0];
}

const NOW = '2026-02-01T00:00:00Z';
const YOUNG = '2026-01-31T23:59:01Z';
const OLD = '2026-01-31T23:59:00Z';

const ready = (reason?: string, message?: string, more: Json = {}) => ({
  type: 'Ready',
  status: 'False',
  ...(reason && { reason }),
  ...(message && { message }),
  ...more,
});
const ISSUING = { type: 'Issuing', status: 'True' };
const APPROVED = { type: 'Approved', status: 'True' };
const NEVER = {
  notAfter: undefined,
  notBefore: undefined,
  renewalTime: undefined,
};

function stuck(options: { spec?: Json; status?: Json; name?: string } = {}) {
  return rawCertificate({
    ...options,
    status: {
      conditions: [ready('DoesNotExist', 'no Secret'), ISSUING],
      ...NEVER,
      ...options.status,
    },
  });
}

function request(conditions: unknown[], more: Json = {}, createdAt = OLD) {
  const raw = rawIssuanceStep(
    'CertificateRequest',
    { kind: 'Certificate', name: 'web-tls' },
    {
      name: 'web-tls-1',
      annotations: { 'cert-manager.io/certificate-revision': '1' },
      status: { conditions },
      ...more,
    },
  );
  const metadata = { ...(raw.metadata as Json), creationTimestamp: createdAt };
  return { ...raw, metadata };
}

function order(status: Json, name = 'web-tls-1-77', createdAt = OLD) {
  const raw = rawIssuanceStep(
    'Order',
    { kind: 'CertificateRequest', name: 'web-tls-1' },
    { name, status },
  );
  const metadata = { ...(raw.metadata as Json), creationTimestamp: createdAt };
  return { ...raw, metadata };
}

function challenge(name: string, status: Json, spec: Json = {}) {
  return rawIssuanceStep(
    'Challenge',
    { kind: 'Order', name: 'web-tls-1-77' },
    {
      name,
      spec: { dnsName: `${name}.example.com`, type: 'HTTP-01', ...spec },
      status,
    },
  );
}

function namespaced(name: string, namespace: string, conditions?: unknown[]) {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name, namespace },
    spec: { ca: { secretName: 'ca' } },
    status: { conditions: conditions ?? [{ type: 'Ready', status: 'True' }] },
  };
}

const KEY_DIFFERS =
  'Existing private key is not up to date for spec: [spec.privateKey.algorithm]';
const PENDING = [APPROVED, ready('Pending')];

describe('what holds a certificate back is the request', () => {
  const stopped = (type: string, reason?: string, message?: string) => ({
    type,
    status: 'True',
    ...(reason && { reason }),
    ...(message && { message }),
  });
  it.each<[string | undefined, string, unknown]>([
    [undefined, 'that is too young for an approval', request([], {}, YOUNG)],
    ['waits for approval', 'that nobody approved', request([], {}, OLD)],
    [
      'waits for approval',
      'of which the age is not known',
      request([ready('Pending')], {}, 'long ago'),
    ],
    [
      'was denied',
      'that a policy denied',
      request([APPROVED, stopped('Denied', 'policy.example.com', 'not you')]),
    ],
    [
      'was denied',
      'that was denied without a word',
      request([stopped('Denied')]),
    ],
    [
      'was denied',
      'of which only Ready says so',
      request([APPROVED, ready('Denied', 'denied by an approver')]),
    ],
    [
      'is invalid',
      'that cannot be',
      request([APPROVED, stopped('InvalidRequest', 'Other', 'no such usage')]),
    ],
    [
      'is invalid',
      'that cannot be, without a word',
      request([APPROVED, stopped('InvalidRequest')]),
    ],
    [
      'failed',
      'that its issuer refused',
      request([APPROVED, ready('Failed', 'no')]),
    ],
    [
      'cannot be signed yet',
      'that waits for a Secret',
      request([
        APPROVED,
        ready('Pending', 'Required secret resource not found: ca'),
      ]),
    ],
    [
      undefined,
      'that waited for the issuer, which is there',
      request([
        APPROVED,
        ready('Pending', 'Referenced "ClusterIssuer" not found: mesh-ca'),
      ]),
    ],
    [
      undefined,
      'that waits for an order',
      request([APPROVED, ready('Pending', 'Created Order resource')]),
    ],
    [
      undefined,
      'that is pending without a word',
      request([APPROVED, ready('Pending')]),
    ],
    [
      undefined,
      'that names another reason',
      request([APPROVED, ready('Other', 'Required secret resource not found')]),
    ],
    [
      undefined,
      'that was signed',
      request([{ type: 'Ready', status: 'True', reason: 'Issued' }]),
    ],
  ])('%s: one %s', (words, _what, raw) => {
    const found = judge([stuck(), rawIssuer(), raw]);
    expect(found.rootCause?.summary).toBe(
      words && `CertificateRequest web-tls-1 ${words}`,
    );
  });

  it('says what a request says of its issuer where issuers cannot be read', () => {
    const message = 'Referenced "ClusterIssuer" not found: mesh-ca';
    const raw = [stuck(), request([APPROVED, ready('Pending', message)])];
    const states = { 'clusterissuers.cert-manager.io': 'forbidden' };
    expect(judge(raw, { states }).rootCause).toMatchObject({
      reason: 'Pending',
      message,
    });
  });

  it('waits for the controller of another group, which is not known here', () => {
    const issuerRef = { group: 'aws.example.com', kind: 'PCA', name: 'corp' };
    const one = stuck({ spec: { issuerRef } });
    const told = (raw: unknown) => judge([one, raw]).rootCause?.summary;
    expect(told(request([APPROVED], {}, YOUNG))).toBeUndefined();
    expect(told(request(PENDING))).toBeUndefined();
    expect(told(request([APPROVED]))).toBe(
      'CertificateRequest web-tls-1 waits for the controller of PCA.aws.example.com',
    );
  });

  it('is told of the latest revision, then of the newest', () => {
    const named = (
      name: string,
      revision: string | undefined,
      createdAt: string,
    ) =>
      request(
        [APPROVED, ready('Failed', name)],
        {
          name,
          annotations: revision && {
            'cert-manager.io/certificate-revision': revision,
          },
        },
        createdAt,
      );
    const told = (...raw: unknown[]) =>
      judge([stuck(), rawIssuer(), ...raw]).rootCause?.message;
    const [first, second] = [OLD, YOUNG];
    expect(told(named('a', '9', second), named('b', '10', first))).toBe('b');
    expect(told(named('a', '1', second), named('b', '1', first))).toBe('a');
    expect(told(named('b', '1', first), named('a', '1', second))).toBe('a');
    expect(told(named('a', undefined, second), named('b', '1', first))).toBe(
      'b',
    );
    expect(told(named('b', '1', first), named('a', undefined, second))).toBe(
      'b',
    );
  });
});

describe('what holds a certificate back is the order', () => {
  const before = [stuck(), rawIssuer(), request(PENDING)];
  const told = (...raw: unknown[]) =>
    judge([...before, ...raw]).rootCause?.summary;

  it('by the challenge that is furthest from its end', () => {
    const open = order({ state: 'pending' });
    const fine = [
      challenge('valid', { state: 'valid', reason: 'was slow' }),
      challenge('open', { state: 'pending', presented: true }),
      challenge('new', {}),
    ];
    const seen = challenge('seen', {
      state: 'pending',
      presented: true,
      reason: 'wrong status code 404',
    });
    const hidden = challenge('hidden', {
      state: 'pending',
      presented: false,
      reason: 'no zone',
    });
    const failed = challenge('failed', { state: 'errored' });
    expect(told(open, ...fine)).toBeUndefined();
    expect(told(open, ...fine, seen)).toBe(
      'HTTP-01 challenge for seen.example.com is presented but not visible yet',
    );
    expect(told(open, ...fine, seen, hidden)).toBe(
      'HTTP-01 challenge for hidden.example.com cannot be presented',
    );
    expect(told(open, failed, ...fine, hidden, seen)).toBe(
      'HTTP-01 challenge for failed.example.com failed',
    );
  });

  it('by a challenge of which little is known', () => {
    const bare = challenge(
      'bare',
      { reason: 'why' },
      { dnsName: undefined, type: undefined },
    );
    expect(told(order({}), bare)).toBe('ACME challenge cannot be presented');
  });

  it.each(['invalid', 'expired', 'errored'])('that is %s', state => {
    expect(told(order({ state }))).toBe(`Order web-tls-1-77 is ${state}`);
  });

  it.each(['valid', 'ready', 'processing'])('not one that is %s', state => {
    expect(told(order({ state }))).toBeUndefined();
  });

  it('that is the newest', () => {
    const failed = order({ state: 'errored' }, 'failed', OLD);
    const newer = order({ state: 'pending' }, 'newer', YOUNG);
    expect(told(failed, newer)).toBeUndefined();
    expect(told(newer, failed)).toBeUndefined();
    const latest = order({ state: 'invalid' }, 'latest', NOW);
    expect(told(latest, newer)).toBe('Order latest is invalid');
  });

  it('before what the request says of it', () => {
    const failed = request([
      APPROVED,
      ready('Failed', 'order is in errored state'),
    ]);
    const raw = [
      stuck(),
      rawIssuer(),
      failed,
      order({ state: 'errored', reason: 'rate' }),
    ];
    expect(judge(raw).rootCause).toMatchObject({
      object: { kind: 'Order' },
      message: 'rate',
    });
  });
});

describe('what holds a certificate back is the issuer', () => {
  const at = (kind: string, name = 'mesh-ca') => ({
    spec: { issuerRef: { kind, name } },
  });
  it.each<[string, string, unknown[]]>([
    ['Issuer mesh-ca is not found in istio-ingress', 'Issuer', []],
    [
      'Issuer mesh-ca is not found in istio-ingress, but ClusterIssuer mesh-ca exists',
      'Issuer',
      [namespaced('mesh-ca', 'shop'), rawIssuer()],
    ],
    [
      'Issuer mesh-ca is not found in istio-ingress, but in shop, where only Certificates of that namespace can use it',
      'Issuer',
      [namespaced('mesh-ca', 'team'), namespaced('mesh-ca', 'shop')],
    ],
    [
      'ClusterIssuer mesh-ca is not found',
      'ClusterIssuer',
      [namespaced('mesh-ca', 'shop')],
    ],
    [
      'ClusterIssuer mesh-ca is not found, but Issuer mesh-ca exists',
      'ClusterIssuer',
      [namespaced('mesh-ca', 'istio-ingress')],
    ],
    [
      'Issuer mesh-ca is not ready',
      'Issuer',
      [namespaced('mesh-ca', 'istio-ingress', [])],
    ],
    [
      'Issuer mesh-ca is not ready',
      'Issuer',
      [
        namespaced('mesh-ca', 'istio-ingress', [
          ready('ErrInitIssuer', 'sealed'),
        ]),
      ],
    ],
    [
      'Issuer mesh-ca is not ready',
      'Issuer',
      [namespaced('mesh-ca', 'istio-ingress', [ready()])],
    ],
  ])('%s', (summary, kind, raw) => {
    expect(judge([stuck(at(kind)), ...raw]).rootCause?.summary).toBe(summary);
  });

  it('not where it cannot be read', () => {
    const states = { 'issuers.cert-manager.io': 'forbidden' };
    const found = judge([stuck(at('Issuer')), rawIssuer()], { states });
    expect(found.rootCause).toBeUndefined();
    expect(found.why.summary).toBe(
      'Not issued, never issued; Issuers are forbidden',
    );
  });

  it('nor what cannot be read behind it', () => {
    const states = {
      'certificaterequests.cert-manager.io': 'forbidden',
      'orders.acme.cert-manager.io': 'forbidden',
      'challenges.acme.cert-manager.io': 'absent',
    };
    expect(judge([stuck(), rawIssuer()], { states }).rootCause).toBeUndefined();
    const well = judge([rawCertificate(), rawIssuer()], { states });
    expect(well.why.summary).toBe('Healthy, renews in 29 d');
  });
});

describe('what holds a certificate back is itself', () => {
  const begun = (lastTransitionTime?: string) => ({
    ...ISSUING,
    message: 'Issuing certificate',
    ...(lastTransitionTime && { lastTransitionTime }),
  });
  const issuing = (time?: string, more: Json = {}) =>
    stuck({
      status: { conditions: [ready('DoesNotExist'), begun(time)], ...more },
    });
  it.each<[string | undefined, string, unknown[], Json?]>([
    [
      'cert-manager makes no CertificateRequest for web-tls',
      'no request is made for a minute',
      [issuing(OLD)],
    ],
    [undefined, 'no request is made for less', [issuing(YOUNG)]],
    [undefined, 'it is not known since when', [issuing()]],
    [undefined, 'the request is there', [issuing(OLD), request(PENDING)]],
    [
      'cert-manager makes no CertificateRequest for web-tls',
      'the request is the last one',
      [issuing(OLD, { revision: 1 }), request(PENDING)],
    ],
    [
      undefined,
      'requests cannot be read',
      [issuing(OLD)],
      { 'certificaterequests.cert-manager.io': 'forbidden' },
    ],
    [
      'cert-manager has not looked at web-tls',
      'it says nothing for a minute',
      [{ ...stuck({ status: { conditions: [] } }) }],
    ],
    [
      'cert-manager has not started to renew web-tls',
      'it expired',
      [
        rawCertificate({
          status: { notAfter: NOW, renewalTime: '2026-01-30T00:00:00Z' },
        }),
      ],
    ],
    [
      'cert-manager has not started to renew web-tls',
      'it is overdue',
      [rawCertificate({ status: { renewalTime: '2026-01-30T00:00:00Z' } })],
    ],
    [
      'The last attempt to issue web-tls failed',
      'an attempt failed without a word',
      [
        stuck({
          status: { conditions: [{ type: 'Issuing', status: 'False' }] },
        }),
      ],
    ],
    [
      undefined,
      'an attempt ended well',
      [
        rawCertificate({
          status: {
            conditions: [
              { type: 'Ready', status: 'True' },
              { type: 'Issuing', status: 'False', reason: 'Issued' },
            ],
          },
        }),
      ],
    ],
    [
      'Certificate web-tls is not ready',
      'it says so without a word',
      [rawCertificate({ status: { conditions: [ready()] } })],
    ],
    [
      'No renewal window of Certificate web-tls can be used',
      'no window opens',
      [
        rawCertificate({
          status: { conditions: [ready('WindowError', 'never')] },
        }),
      ],
    ],
    [
      'Renewal of Certificate web-tls is switched off',
      'it ends soon and is not renewed',
      [
        rawCertificate({
          spec: { renewal: { policy: 'Disabled' } },
          status: { renewalTime: undefined, notAfter: '2026-02-02T00:00:00Z' },
        }),
      ],
    ],
    [
      'Renewal of Certificate web-tls is switched off',
      'it ended and was not renewed',
      [
        rawCertificate({
          spec: { renewal: { policy: 'Disabled' } },
          status: { renewalTime: undefined, notAfter: NOW },
        }),
      ],
    ],
  ])('%s: %s', (summary, _what, raw, states = {}) => {
    const found = judge([rawIssuer(), ...raw], { states });
    expect(found.rootCause?.summary).toBe(summary);
  });

  it('is not renewed by itself, which is no fault yet', () => {
    const found = judge([
      rawIssuer(),
      rawCertificate({
        spec: { renewal: { policy: 'Disabled' } },
        status: { renewalTime: undefined },
      }),
    ]);
    expect(found.why.summary).toBe(
      'Healthy, expires in 59 d, and is not renewed by itself',
    );
  });

  it.each([
    [1, 2, true],
    [2, 2, false],
    [3, 2, false],
    [undefined, 2, false],
    [1, undefined, false],
  ])(
    'has looked at %s of %s: behind %s',
    (observedGeneration, generation, behind) => {
      const one = rawCertificate({
        status: {
          conditions: [{ type: 'Ready', status: 'True', observedGeneration }],
        },
      });
      const metadata = { ...one.metadata, generation };
      const { why } = judge([rawIssuer(), { ...one, metadata }]);
      expect(why.summary.includes('has yet to look at its latest change')).toBe(
        behind,
      );
    },
  );

  it('may not run where the next attempt is an hour late', () => {
    const status = (lastFailureTime: string) => ({
      conditions: [ready('DoesNotExist'), { type: 'Issuing', status: 'False' }],
      lastFailureTime,
    });
    const told = (time: string) =>
      judge([rawIssuer(), stuck({ status: status(time) })]).why.summary;
    expect(told('2026-01-31T22:00:00Z')).not.toMatch(/may not be running/);
    expect(told('2026-01-31T21:59:59Z')).toMatch(
      /; the next attempt was due 60 min ago, so cert-manager may not be running$/,
    );
  });

  it.each<[boolean, string, string, Json]>([
    [true, 'the key has another form', 'Never', {}],
    [false, 'the key may be replaced', 'Always', {}],
    [
      false,
      'it is not issued',
      'Never',
      { conditions: [ready('SecretMismatch', KEY_DIFFERS)] },
    ],
    [
      false,
      'something else differs',
      'Never',
      { conditions: [ready('SecretMismatch', 'spec.dnsNames'), ISSUING] },
    ],
    [
      false,
      'another reason is told',
      'Never',
      { conditions: [ready('Other', KEY_DIFFERS), ISSUING] },
    ],
    [
      false,
      'no message is told',
      'Never',
      { conditions: [ready('SecretMismatch'), ISSUING] },
    ],
    [false, 'Ready is not told', 'Never', { conditions: [ISSUING] }],
  ])(
    'may not replace its key: %s where %s',
    (stays, _what, rotationPolicy, status) => {
      const conditions = [ready('SecretMismatch', KEY_DIFFERS), ISSUING];
      const found = judge([
        rawIssuer(),
        rawCertificate({
          spec: { privateKey: { rotationPolicy } },
          status: { conditions, ...status },
        }),
      ]);
      expect(found.rootCause?.reason === 'KeyMayNotRotate').toBe(stays);
    },
  );

  it('shares its Secret with another one, which keeps it', () => {
    const rival = {
      ...rawCertificate({ name: 'rival', createdAt: '2025-12-31T00:00:00Z' }),
    };
    const found = judge([rawIssuer(), stuck({ name: 'b-tls' }), rival]);
    expect(found.rootCause?.summary).toBe(
      'Certificate rival writes Secret web-tls too, and keeps it',
    );
  });
});

describe('the way to a certificate', () => {
  it('names the first host and counts the others', () => {
    const spec = {
      dnsNames: ['a.example.com', 'b.example.com', 'c.example.com'],
    };
    const spare = { ...spec, secretName: 'spare' };
    const { certificates } = assessRaw([
      ...AROUND,
      rawIssuer(),
      rawGateway([httpsServer('b.example.com')], { name: 'two' }),
      rawRoute('b.example.com', 'cart', { name: 'b', gateways: ['two'] }),
      rawCertificate({ spec }),
      rawCertificate({ name: 'spare', spec: spare }),
      rawCertificate({
        name: 'lone',
        spec: { secretName: 'lone', dnsNames: ['lone.example.com'] },
      }),
    ]);
    answer(certificates);
    expect(
      certificates.map(({ chain: [{ title, state, detail }] }) => [
        title,
        state,
        detail,
      ]),
    ).toEqual([
      ['lone.example.com', 'Not served', undefined],
      ['a.example.com', 'Not served', 'and 2 more'],
      ['b.example.com', 'Served', 'and 1 more'],
    ]);
  });

  it.each([
    ['MissingData', 'Unusable'],
    ['InvalidKeyPair', 'Unusable'],
    ['InvalidCertificate', 'Unusable'],
    ['DoesNotExist', 'Missing'],
    ['Other', 'Present'],
    [undefined, 'Present'],
  ])('leads to a Secret that is %s: %s', (reason, state) => {
    const status = { conditions: [ready(reason)] };
    const { chain } = judge([rawIssuer(), rawCertificate({ status })]);
    expect(chain.find(({ kind }) => kind === 'Secret')?.state).toBe(state);
  });

  it('leads past an issuer that signs with a Secret, which is used', () => {
    const own = (name: string, secretName: string, namespace: string) =>
      rawCertificate({ name, namespace, spec: { secretName } });
    const { certificates } = assessRaw([
      ...AROUND,
      rawIssuer(),
      namespaced('team-ca', 'team', undefined),
      own('root', 'ca', 'cert-manager'),
      own('team', 'ca', 'team'),
      own('lost', 'ca', 'shop'),
    ]);
    expect(
      answer(certificates)
        .map(({ ref, state }) => `${ref.name} ${state}`)
        .slice(0, 4),
    ).toEqual([
      'root healthy',
      'web-tls unmanaged',
      'lost not-used',
      'team healthy',
    ]);
  });

  it.each([
    'gateways.networking.istio.io',
    'pods',
    'ingresses.networking.k8s.io',
  ])('may begin where %s cannot be read', resource => {
    const { certificates } = assessRaw(
      [rawIssuer(), rawCertificate({ spec: { secretName: 'spare' } })],
      { states: { [resource]: 'forbidden' } },
    );
    expect(answer(certificates)[0].state).toBe('healthy');
  });
});

describe('a served Secret without a Certificate', () => {
  const secret = (notAfter: string, notBefore = '2026-01-01T00:00:00Z') =>
    rawSecret({
      chain: [
        facts('web', 'CN=root', {
          dnsNames: ['web.example.com'],
          ipAddresses: ['10.0.0.1'],
          notBefore,
          notAfter,
        }),
        rootFacts(),
      ],
      key: 'CN=web',
    });
  it.each<[string, string, unknown[]]>([
    ['unmanaged', 'ok', [secret('2026-04-01T00:00:00Z')]],
    // A sixth of 37.2 days.
    ['unmanaged', 'ok', [secret('2026-02-07T04:48:00Z')]],
    ['at-risk', 'ok', [secret('2026-02-07T04:47:00Z')]],
    ['at-risk', 'ok', [secret('2026-02-01T00:00:01Z')]],
    ['expired', 'ok', [secret('2026-02-01T00:00:00Z')]],
    ['unmanaged', 'no end', [secret('never')]],
    [
      'not-issued',
      'another Secret',
      [rawSecret({ name: 'other', chain: [facts('web')] })],
    ],
  ])('is %s (%s): %#', (state, _what, raw) => {
    const { certificates } = assessRaw([...AROUND, ...raw], { pem: TEST_PEM });
    expect(answer(certificates)[0].state).toBe(state);
  });
});
