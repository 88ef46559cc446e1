import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import { rawService } from '../../testing/rawObjects';

const { found } = findingProbe(recordAnswers(__filename));

describe('injectors that take the same pods', () => {
  const injector = (name: string, labels: object, webhooks: object[]) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name, labels },
    webhooks: webhooks.map((one, at) => ({
      name: `w${at}.sidecar-injector.istio.io`,
      ...one,
    })),
  });
  const namespace = (matchLabels: object, matchExpressions: object[] = []) => ({
    namespaceSelector: { matchLabels, matchExpressions },
  });
  const rev = (value: string) => namespace({ 'istio.io/rev': value });
  const pod = (value: string) => ({
    objectSelector: { matchLabels: { 'istio.io/rev': value } },
  });

  it.each<[string, unknown[], string[]]>([
    [
      'both by one revision',
      [injector('a', {}, [rev('x')]), injector('b', {}, [rev('x')])],
      ['a', 'b'],
    ],
    [
      'not by two',
      [injector('a', {}, [rev('x')]), injector('b', {}, [rev('y')])],
      [],
    ],
    [
      'both where injection is enabled',
      [
        injector('a', {}, [namespace({ 'istio-injection': 'enabled' })]),
        injector('b', {}, [namespace({ 'istio-injection': 'enabled' })]),
      ],
      ['a', 'b'],
    ],
    [
      'not where one wants it otherwise',
      [
        injector('a', {}, [namespace({ 'istio-injection': 'enabled' })]),
        injector('b', {}, [namespace({ 'istio-injection': 'disabled' })]),
      ],
      [],
    ],
    [
      'one by revision, one by any',
      [
        injector('a', {}, [rev('x')]),
        injector('b', {}, [{}]),
        injector('c', {}, [rev('y')]),
      ],
      ['a', 'b', 'c'],
    ],
    [
      'not by labels of other pods',
      [injector('a', {}, [pod('x')]), injector('b', {}, [pod('y')])],
      [],
    ],
    [
      'by labels of the same',
      [injector('a', {}, [pod('x')]), injector('b', {}, [pod('x')])],
      ['a', 'b'],
    ],
    [
      'by pods that want it',
      [
        injector('a', {}, [
          {
            objectSelector: {
              matchLabels: { 'sidecar.istio.io/inject': 'true' },
            },
          },
        ]),
        injector('b', {}, [
          {
            objectSelector: {
              matchExpressions: [
                {
                  key: 'sidecar.istio.io/inject',
                  operator: 'NotIn',
                  values: ['false'],
                },
              ],
            },
          },
        ]),
      ],
      ['a', 'b'],
    ],
    [
      'not by pods that do not',
      [
        injector('a', {}, [
          {
            objectSelector: {
              matchLabels: { 'sidecar.istio.io/inject': 'true' },
            },
          },
        ]),
        injector('b', {}, [
          {
            objectSelector: {
              matchLabels: { 'sidecar.istio.io/inject': 'false' },
            },
          },
        ]),
      ],
      [],
    ],
    [
      'by a revision that only the configuration names',
      [
        injector('a', { 'istio.io/rev': 'z' }, [
          namespace({}, [{ key: 'istio.io/rev', operator: 'Exists' }]),
        ]),
        injector('b', {}, [
          namespace({}, [{ key: 'istio.io/rev', operator: 'Exists' }]),
        ]),
      ],
      ['a', 'b'],
    ],
    [
      'two of one configuration',
      [injector('a', {}, [rev('x'), rev('x')])],
      ['a', 'a'],
    ],
    [
      'not a validator',
      [
        injector('a', {}, [rev('x')]),
        {
          ...injector('b', {}, [rev('x')]),
          kind: 'ValidatingWebhookConfiguration',
        },
      ],
      [],
    ],
  ])('IST0139: %s', (_, raw, names) => {
    expect(found(['IST0139'], ...raw)).toEqual(
      names.map(name => `IST0139 error MutatingWebhookConfiguration ${name}`),
    );
  });

  it('IST0139: the Service that is called is not there', () => {
    const calling = (name: string, service: object) =>
      injector(name, {}, [{ ...rev(name), clientConfig: { service } }]);
    const service = rawService({ name: 'istiod', namespace: 'istio-system' });
    const own = { name: 'istiod', namespace: 'istio-system' };
    expect(
      found(
        ['IST0139'],
        service,
        calling('a', own),
        calling('b', { ...own, name: 'gone' }),
        calling('c', { ...own, namespace: 'kube-system' }),
        rawService({ name: 'istiod', namespace: 'kube-system' }),
      ),
    ).toHaveLength(2);
  });
});
