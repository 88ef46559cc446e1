import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import { rawIstiod } from '../testing/rawObjects';
import { validateCase } from '../testing/validationWorld';

function told(versions: string[]) {
  const { findings, unverified } = validateCase({
    kind: 'ingress',
    input: {
      ...GOOD_INPUTS.ingress,
      tls: {
        ...{ mode: 'MUTUAL', clientCa: 'configmap://trust/partners' },
        subjectAltNames: ['spiffe://partner.example.com/client'],
      },
    },
    live: versions.map(version => rawIstiod('default', version)),
  });
  return {
    found: findings.filter(({ code }) => code === 'MW0186'),
    unknown: unverified.filter(words => words.includes('CA of clients')),
  };
}

describe('clientCaIsRead', () => {
  it.each(['1.28.0', '1.30.3', '1.31-alpha.0a1b'])('takes istiod %s', version =>
    expect(told([version])).toEqual({ found: [], unknown: [] }),
  );

  it.each(['1.27.9', '1.9.1'])('stops at istiod %s', version => {
    expect(told([version])).toEqual({
      found: [
        expect.objectContaining({
          severity: 'error',
          field: 'tls.clientCa',
          cause: expect.stringContaining(`Istio ${version} in eu-1`),
        }),
      ],
      unknown: [],
    });
  });

  it.each([[[]], [['latest']]])('does not know by %j', versions => {
    expect(told(versions)).toEqual({
      found: [],
      unknown: [expect.stringContaining('1.28 and newer do')],
    });
  });
});
