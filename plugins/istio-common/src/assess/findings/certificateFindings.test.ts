import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../../testing/assessRaw';
import { ISSUING, ready, request, stuck } from '../../testing/raw/issuance';
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

const OWN = /^MW01[0-4]\d$/;

const answer = recordAnswers(__filename);

function codes(raw: unknown[], now = new Date('2026-02-01T00:00:00Z')) {
  const { findings } = assessRaw(
    [
      ...rawMesh(),
      ...rawIngressGateway(),
      rawPod({ proxy: {} }),
      rawService(),
      rawGateway([httpsServer('web.example.com')]),
      rawRoute('web.example.com', 'cart', { gateways: ['web'] }),
      ...raw,
    ],
    { now },
  );
  return answer(findings)
    .filter(({ code }) => OWN.test(code))
    .map(({ code, ref }) => `${code} ${ref.name}`);
}

const withSpec = (spec: Record<string, unknown>, status = {}) => [
  rawIssuer(),
  rawCertificate({ spec, status }),
];

describe('findings on Certificates', () => {
  it.each<[string, unknown[], string[]]>([
    ['nothing of a good one', withSpec({}), []],
    [
      'renewBefore that has no effect',
      withSpec({ renewBefore: '2160h' }),
      ['MW0102 web-tls'],
    ],
    [
      'renewBefore that has no effect on one that is yet to be issued',
      withSpec(
        { renewBefore: '2160h' },
        { notBefore: undefined, notAfter: undefined },
      ),
      ['MW0102 web-tls'],
    ],
    [
      'nothing of renewBefore where the times of the certificate say nothing',
      withSpec(
        { renewBefore: '1h' },
        { notBefore: '2026-04-01T00:00:00Z', notAfter: '2026-04-01T00:00:00Z' },
      ),
      [],
    ],
    ['nothing of renewBefore in time', withSpec({ renewBefore: '720h' }), []],
    [
      'a common name of 65 characters',
      withSpec({ commonName: 'x'.repeat(65) }),
      ['MW0103 web-tls'],
    ],
    [
      'nothing of a common name of 64',
      withSpec({ commonName: 'x'.repeat(64) }),
      [],
    ],
    [
      'a served certificate for clients only',
      withSpec({ usages: ['digital signature', 'client auth'] }),
      ['MW0104 web-tls'],
    ],
    [
      'nothing of usages without an extended one',
      withSpec({ usages: ['digital signature', 'key encipherment'] }),
      [],
    ],
    [
      'nothing of client and server',
      withSpec({ usages: ['client auth', 'server auth'] }),
      [],
    ],
    [
      'nothing of an unserved one for clients',
      withSpec({ secretName: 'client', usages: ['client auth'] }),
      [],
    ],
    [
      'a shorter life than asked for',
      withSpec({ duration: '8760h' }),
      ['MW0105 web-tls'],
    ],
    ['nothing of the life asked for', withSpec({ duration: '2160h' }), []],
    [
      'renewal switched off',
      withSpec({ renewal: { policy: 'Disabled' } }, { renewalTime: undefined }),
      ['MW0106 web-tls'],
    ],
    [
      'a key that stays',
      withSpec({ privateKey: { rotationPolicy: 'Never' } }),
      ['MW0107 web-tls'],
    ],
    [
      'two writers of one Secret',
      [
        ...withSpec({}),
        rawCertificate({ name: 'young', createdAt: '2026-01-02T00:00:00Z' }),
      ],
      ['MW0100 young'],
    ],
    [
      'an issuer that is not there',
      [
        rawCertificate({
          status: {
            conditions: [
              { type: 'Ready', status: 'False', reason: 'DoesNotExist' },
            ],
          },
        }),
      ],
      ['MW0101 web-tls'],
    ],
    [
      'the request that keeps one from ever being issued',
      [rawIssuer(), stuck(), request([ready('Failed', 'no such zone')])],
      ['MW0108 web-tls'],
    ],
    ['nothing while one is being issued', [rawIssuer(), stuck()], []],
    [
      'the request that keeps one from being renewed in time',
      [
        rawIssuer(),
        rawCertificate({
          status: {
            conditions: [{ type: 'Ready', status: 'True' }, ISSUING],
            revision: 1,
          },
        }),
        request([ready('Failed', 'no such zone')], {
          annotations: { 'cert-manager.io/certificate-revision': '2' },
        }),
      ],
      ['MW0109 web-tls'],
    ],
    [
      'nothing while one is being renewed',
      withSpec(
        {},
        { conditions: [{ type: 'Ready', status: 'True' }, ISSUING] },
      ),
      [],
    ],
  ])('say %s', (_, raw, expected) => {
    expect(codes(raw)).toEqual(expected);
  });

  it.each([
    ['late', '2026-03-05T00:00:00Z', ['MW0109 web-tls']],
    ['at risk', '2026-03-25T00:00:00Z', ['MW0108 web-tls']],
    ['expired', '2026-04-25T00:00:00Z', ['MW0108 web-tls']],
  ])('say that one is %s', (_, now, expected) => {
    expect(codes(withSpec({}), new Date(now))).toEqual(expected);
  });
});
