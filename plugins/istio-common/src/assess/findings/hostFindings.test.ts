import { recordAnswers } from '@meshwright/test-kit';
import { findingProbe } from '../../testing/findingProbe';
import { rawServiceEntry } from '../../testing/raw/egress';
import {
  rawDestinationRule,
  rawMesh,
  rawPod,
  rawService,
} from '../../testing/rawObjects';

const { found } = findingProbe(recordAnswers(__filename), rawMesh());

describe('DestinationRules', () => {
  const subsets = (...labels: Array<Record<string, string> | undefined>) =>
    labels.map((one, at) => ({ name: `s${at}`, ...(one && { labels: one }) }));
  const rule = (spec: object, options: object = {}) =>
    rawDestinationRule({ host: 'cart', ...spec }, options);
  const pods = [
    rawPod({ labels: { version: 'v1' } }),
    rawPod({
      name: 'old',
      labels: { version: 'v2' },
      status: { phase: 'Failed' },
    }),
    rawPod({ name: 'far', namespace: 'other', labels: { version: 'v3' } }),
    rawPod({ name: 'not', app: 'web', labels: { version: 'v4' } }),
  ];

  it.each<[string, object, number]>([
    ['a pod that runs', { version: 'v1' }, 0],
    ['any pod', {}, 0],
    ['a pod that has ended', { version: 'v2' }, 1],
    ['a pod of another namespace', { version: 'v3' }, 1],
    ['a pod of another Service', { version: 'v4' }, 1],
    ['what the selector contradicts', { app: 'web', version: 'v4' }, 1],
    ['what Istio adds of the node', { 'topology.istio.io/network': 'n' }, 0],
    ['the name of the node', { 'kubernetes.io/hostname': 'n' }, 0],
    [
      'what Istio adds beside what no pod has',
      { 'topology.istio.io/network': 'n', version: 'v9' },
      0,
    ],
  ])('IST0173: a subset with the labels of %s', (_, labels, count) => {
    const spec = { subsets: [{ name: 'some', labels }] };
    expect(found(['IST0173'], rawService(), ...pods, rule(spec))).toHaveLength(
      count,
    );
  });

  it('IST0173: each subset by itself; a ServiceEntry by its own selector', () => {
    const spec = {
      subsets: subsets({ version: 'v9' }, undefined, { version: 'v8' }),
    };
    expect(found(['IST0173'], rawService(), ...pods, rule(spec))).toHaveLength(
      2,
    );
    const entry = (more: object) =>
      rawServiceEntry({ exportTo: ['*'], ...more });
    const there = { ...spec, host: 'nginx.partner.example.com' };
    expect(found(['IST0173'], ...pods, entry({}), rule(there))).toEqual([]);
    const selector = { workloadSelector: { labels: { app: 'cart' } } };
    expect(
      found(['IST0173'], ...pods, entry(selector), rule(there)),
    ).toHaveLength(2);
  });

  it.each<[string, object, object, boolean]>([
    ['cart', {}, {}, true],
    ['gone', {}, {}, false],
    ['cart', {}, { namespace: 'other' }, false],
    ['cart.shop.svc.cluster.local', {}, { namespace: 'other' }, true],
    ['*.shop.svc.cluster.local', {}, {}, true],
    ['*.other.svc.cluster.local', {}, {}, false],
    ['*.partner.example.com', {}, {}, true],
    ['a.wild.org', {}, {}, true],
    ['*.a.wild.org', {}, {}, true],
    ['wild.org', {}, {}, false],
    ['hidden.org', {}, {}, true],
    ['hidden.org', {}, { namespace: 'other' }, false],
    ['hidden.org', { exportTo: ['shop'] }, { namespace: 'other' }, true],
    ['private.shop.svc.cluster.local', {}, {}, true],
    ['private.shop.svc.cluster.local', {}, { namespace: 'other' }, false],
    ['private.shop.svc.cluster.local', {}, { namespace: 'pay' }, true],
  ])('IST0174: host %s of %j %j is there: %s', (host, spec, options, there) => {
    const world = [
      rawService(),
      rawService({
        name: 'private',
        annotations: { 'networking.istio.io/exportTo': '., pay' },
      }),
      rawServiceEntry({ exportTo: ['*'] }),
      rawServiceEntry(
        { hosts: ['*.wild.org'], exportTo: [] },
        { name: 'wild' },
      ),
      rawServiceEntry(
        { hosts: ['hidden.org'], exportTo: ['.'] },
        { name: 'hidden' },
      ),
    ];
    expect(
      found(['IST0174'], ...world, rule({ ...spec, host }, options)),
    ).toHaveLength(there ? 0 : 1);
  });
});

describe('ServiceEntries of one host', () => {
  const entry = (
    name: string,
    protocol: string,
    spec: object = {},
    options: object = {},
  ) =>
    rawServiceEntry(
      {
        exportTo: ['*'],
        ports: [{ number: 443, name: 'a', protocol }],
        ...spec,
      },
      { name, ...options },
    );
  const own = { exportTo: ['.'] };
  const far = { namespace: 'other' };

  it.each<[string, unknown[], string[]]>([
    [
      'three of them, two protocols',
      [entry('c', 'TLS'), entry('a', 'HTTPS'), entry('b', 'tls')],
      ['shop/a', 'shop/b', 'shop/c'],
    ],
    ['not of one protocol', [entry('a', 'TLS'), entry('b', 'tls')], []],
    [
      'not on other ports',
      [
        entry('a', 'TLS'),
        entry('b', 'HTTP', {
          ports: [{ number: 80, name: 'a', protocol: 'HTTP' }],
        }),
      ],
      [],
    ],
    [
      'not of other hosts',
      [entry('a', 'TLS'), entry('b', 'HTTP', { hosts: ['b.org'] })],
      [],
    ],
    [
      'not seen by the same clients',
      [entry('a', 'TLS', own), entry('b', 'HTTP', own, far)],
      [],
    ],
    [
      'of which one is for all',
      [entry('a', 'TLS', own), entry('b', 'HTTP', {}, far)],
      ['other/b', 'shop/a'],
    ],
    [
      'exported to the namespace of the other',
      [
        entry('a', 'TLS', own),
        entry('b', 'HTTP', { exportTo: ['shop', 'pay'] }, far),
      ],
      ['other/b', 'shop/a'],
    ],
    [
      'within one',
      [
        entry('a', 'TLS', {
          ports: [
            { number: 1, name: 'a', protocol: 'TLS' },
            { number: 1, name: 'b', protocol: 'HTTP' },
          ],
        }),
      ],
      ['shop/a'],
    ],
    [
      'told once of two ports',
      [
        entry('a', 'TLS', { hosts: ['a.org', 'b.org'] }),
        entry('b', 'HTTP', { hosts: ['a.org', 'b.org'] }),
      ],
      ['shop/a', 'shop/b'],
    ],
  ])('IST0177: %s', (_, raw, names) => {
    expect(found(['IST0177'], ...raw)).toEqual(
      names.map(name => `IST0177 warning ServiceEntry ${name}`),
    );
  });
});
