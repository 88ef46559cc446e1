import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import type { ManifestObject } from '../build/manifest';
import { renderManifests } from '../build/renderManifests';
import { removeDocuments } from './removeDocuments';
import { upsertDocuments } from './upsertDocuments';

function object(
  name: string,
  spec: ManifestObject['spec'],
  metadata: Partial<ManifestObject['metadata']> = {},
): ManifestObject {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace: 'shop', ...metadata },
    spec,
  };
}

const values = (text: string) =>
  parseAllDocuments(text).map(document => document.toJS());

const people = `# Owned by team-shop.
---
# The storefront.
apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: storefront # do not rename
  namespace: shop
  annotations:
    argocd.argoproj.io/sync-wave: "2"
spec:
  # gateway pods
  selector: {istio: ingressgateway}
  servers:
  - hosts:
    - shop.example.com   # the apex
    - www.shop.example.com
    port: {number: 443, name: "https", protocol: HTTPS}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: other,   namespace: shop}
data:
  text: |
    a block
     with   spaces
  odd: 'single'
`;

const storefront = (hosts: string[]) =>
  object('storefront', {
    selector: { istio: 'ingressgateway' },
    servers: [
      { hosts, port: { number: 443, name: 'https', protocol: 'HTTPS' } },
    ],
  });

describe('upsertDocuments', () => {
  it('writes a new file', () => {
    const text = upsertDocuments(undefined, [
      object('a', { x: 1 }),
      object('b', { y: ['z'] }),
    ]);
    expect(text).toBe(`apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: a
  namespace: shop
spec:
  x: 1
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: b
  namespace: shop
spec:
  y:
    - z
`);
  });

  it('changes nothing when the file is so already', () => {
    const hosts = ['shop.example.com', 'www.shop.example.com'];
    expect(upsertDocuments(people, [storefront(hosts)])).toBe(people);
  });

  it('changes one value and keeps comments, order, style and other documents', () => {
    const hosts = ['shop.example.com', 'm.shop.example.com'];
    expect(upsertDocuments(people, [storefront(hosts)])).toBe(
      people.replace('- www.shop', '- m.shop'),
    );
  });

  it('keeps the comment of an entry that moves', () => {
    const text = upsertDocuments(people, [
      storefront(['a.shop.example.com', 'shop.example.com']),
    ]);
    expect(text).toContain(
      '  - hosts:\n    - a.shop.example.com\n    - shop.example.com   # the apex\n',
    );
  });

  it('takes out fields that are no longer wanted, but not labels of others', () => {
    const text = upsertDocuments(people, [
      object(
        'storefront',
        { selector: { istio: 'ingressgateway' } },
        { annotations: { 'meshwright.dev/entity': 'component:default/shop' } },
      ),
    ]);
    expect(values(text)[0]).toEqual({
      ...object('storefront', { selector: { istio: 'ingressgateway' } }),
      metadata: {
        name: 'storefront',
        namespace: 'shop',
        annotations: {
          'argocd.argoproj.io/sync-wave': '2',
          'meshwright.dev/entity': 'component:default/shop',
        },
      },
    });
    expect(text).toContain('name: storefront # do not rename');
  });

  describe('a label or annotation whose value is null', () => {
    const namespace = `# The shop.
apiVersion: v1
kind: Namespace
metadata:
  name: shop # do not rename
  labels:
    # of the shop
    team: shop # who is asked
    istio-injection: enabled # by default
`;
    const wanted = (labels: Record<string, string | null>): ManifestObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels },
    });

    it('is taken away, comments of the others stay', () => {
      const object_ = wanted({
        'istio.io/rev': 'prod',
        'istio-injection': null,
      });
      const text = upsertDocuments(namespace, [object_]);
      expect(text).toBe(`# The shop.
apiVersion: v1
kind: Namespace
metadata:
  name: shop # do not rename
  labels:
    # of the shop
    team: shop # who is asked
    istio.io/rev: prod
`);
      expect(upsertDocuments(text, [object_])).toBe(text);
    });

    it.each([
      'labels: {team: shop}',
      'labels: {}',
      'labels:',
      'annotations: {a: b} # c',
    ])('changes nothing beside %j', line => {
      const text = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  ${line}\n`;
      expect(upsertDocuments(text, [wanted({ 'istio-injection': null })])).toBe(
        text,
      );
    });

    it('takes the map with it when it was the last one', () => {
      const text = upsertDocuments(namespace.replace(/ +team.*\n/, ''), [
        wanted({ 'istio-injection': null }),
      ]);
      expect(values(text)).toEqual([
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      ]);
    });

    it('does not appear in a new document', () => {
      const text = upsertDocuments('', [wanted({ a: 'b', c: null })]);
      expect(values(text)).toEqual([wanted({ a: 'b' })]);
    });

    it('is absent afterwards and done once, whatever was there', () => {
      const key = fc.constantFrom('a', 'b', 'c/d', 'toString');
      const entries = fc.dictionary(key, fc.string());
      const change = fc.dictionary(key, fc.option(fc.string()));
      fc.assert(
        fc.property(entries, change, (before, labels) => {
          const file = upsertDocuments(undefined, [wanted(before)]);
          const text = upsertDocuments(file, [wanted(labels)]);
          const [{ metadata }] = values(text);
          const expected = { ...before, ...labels };
          for (const [name, value] of Object.entries(expected)) {
            if (value === null) delete expected[name];
          }
          expect(metadata.labels ?? {}).toEqual(expected);
          expect(upsertDocuments(text, [wanted(labels)])).toBe(text);
        }),
      );
    });
  });

  it('appends what is not there', () => {
    const text = upsertDocuments(people, [object('cart', { a: 1 })]);
    expect(text.startsWith(`${people}---\n`)).toBe(true);
    expect(values(text)).toHaveLength(3);
  });

  it.each(['', '# only a comment\n', '---\n'])('fills the file %j', text => {
    const result = upsertDocuments(text, [object('cart', { a: 1 })]);
    expect(result.startsWith(text)).toBe(true);
    expect(values(result).at(-1)).toEqual(object('cart', { a: 1 }));
    expect(upsertDocuments(result, [object('cart', { a: 1 })])).toBe(result);
  });

  it('adds the missing end of line before it appends', () => {
    const text = upsertDocuments('kind: A', [object('cart', { a: 1 })]);
    expect(text.startsWith('kind: A\n---\n')).toBe(true);
  });

  it('keeps Windows line ends', () => {
    const windows = people.replace(/\n/g, '\r\n');
    const text = upsertDocuments(windows, [storefront(['x.shop.example.com'])]);
    expect(text.replace(/\r\n/g, '')).not.toContain('\n');
    expect(values(text)).toHaveLength(2);
  });

  it('does not let an anchor carry a change elsewhere', () => {
    const text = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: a, namespace: shop}
spec:
  one: &hosts [x, y]
  two: *hosts
`;
    const wanted = object('a', { one: ['z'], two: ['x', 'y'] });
    expect(values(upsertDocuments(text, [wanted]))).toEqual([wanted]);
  });

  it('does not take text for documents', () => {
    const wanted = object('a', {
      text: 'a\n---\nkind: ClusterRole\n',
      more: '${{ secrets.TOKEN }}',
      odd: ['yes', 'null', '1e3', '0x1f', '- a', '# b', ': c', '', ' d ', '*'],
    });
    const text = upsertDocuments(people, [wanted]);
    expect(values(text)).toHaveLength(3);
    expect(values(text)[2]).toEqual(wanted);
  });

  it('reads as planned and is idempotent, for any objects', () => {
    const json = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z: #-]{1,6}$/), tie('value'), {
          maxKeys: 4,
        }),
      ),
    })).value;
    const spec = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), json);
    fc.assert(
      fc.property(spec, spec, spec, (one, two, changed) => {
        const before = [
          object('one', one as ManifestObject['spec']),
          object('two', two as ManifestObject['spec']),
        ];
        const file = upsertDocuments(undefined, before);
        const wanted = object('one', changed as ManifestObject['spec']);
        const after = upsertDocuments(file, [wanted]);
        expect(values(after)).toEqual([wanted, before[1]]);
        expect(upsertDocuments(after, [wanted])).toBe(after);
        const back = upsertDocuments(after, [before[0]]);
        expect(values(back)).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });
});

describe('hostile YAML', () => {
  const wanted = [object('a', { x: 1 })];
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'
      .split('')
      .map(
        (key, i) =>
          `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`,
      ),
  ].join('\n');

  it.each<[string, string, RegExp]>([
    ['an alias bomb', bomb, /alias/i],
    ['deep brackets', '['.repeat(10_000), /nested too deeply/],
    ['deep lists', `${'- '.repeat(10_000)}a`, /nested too deeply/],
    ['deep maps', `${'? '.repeat(10_000)}a`, /nested too deeply/],
    ['50 MB', 'a: b\n'.repeat(10_000_000), /50000000 characters/],
    ['__proto__', '__proto__: {polluted: true}', /"__proto__"/],
    [
      '__proto__ further down',
      'a: [{b: {"__proto__": {polluted: true}}}]',
      /"__proto__"/,
    ],
    [
      'constructor',
      'constructor: {prototype: {polluted: true}}',
      /"constructor"/,
    ],
    ['a merge key', 'a: &a {b: 1}\nc: {<<: *a}', /"<<"/],
    ['a key that is a map', '? {a: b}\n: c', /not a text/],
    ['a duplicate key', 'a: 1\na: 2', /unique/],
    ['broken YAML', 'a: [1', /./],
    ['an unknown alias', 'a: *nope', /./],
    [
      'an object twice',
      'apiVersion: v1\nkind: A\nmetadata: {name: x}\n---\napiVersion: v1\nkind: A\nmetadata: {name: x}\n',
      /twice/,
    ],
  ])('refuses %s, fast', (_, text, message) => {
    // The time of this process: other work on the machine does not count.
    const start = process.cpuUsage();
    expect(() => upsertDocuments(text, wanted)).toThrow(message);
    expect(process.cpuUsage(start).user).toBeLessThan(20_000_000);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('removeDocuments', () => {
  const ref = {
    group: 'networking.istio.io',
    kind: 'Gateway',
    namespace: 'shop',
    name: 'storefront',
  };

  it('takes out one document and leaves the others as they are', () => {
    const text = removeDocuments(people, [ref]);
    expect(text).toBe(
      people.slice(0, people.indexOf('---')) +
        people.slice(people.lastIndexOf('---')),
    );
  });

  it('changes nothing when the object is not there', () => {
    expect(removeDocuments(people, [{ ...ref, name: 'x' }])).toBe(people);
  });

  it('is undefined when nothing is left but comments', () => {
    const text = upsertDocuments('# ours\n', [storefront(['a'])]);
    expect(removeDocuments(text, [ref])).toBeUndefined();
  });

  it('undoes an upsert', () => {
    const added = upsertDocuments(people, [object('cart', { a: 1 })]);
    expect(removeDocuments(added, [{ ...ref, name: 'cart' }])).toBe(people);
  });
});

const settings = (data: Record<string, string>): ManifestObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'x' },
  data,
});
const SETTINGS =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: x}\ndata:\n';

describe('texts of others', () => {
  /** Processor time of an edit of a value of many marks; the least of three. */
  function cost(marks: number): number {
    const text = `${SETTINGS}  j: a${':#'.repeat(marks)}\n  k: v1\n`;
    const times = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      upsertDocuments(text, [settings({ k: 'v2' })]);
      return process.cpuUsage(start).user;
    });
    return Math.min(...times);
  }

  it('cost as much as they are long, not the square of it', () => {
    cost(100);
    // With the square it would be 256 times as much, and more than this.
    expect(cost(80_000)).toBeLessThan(80 * cost(5_000));
  });

  it('with mixed line breaks stay as they are where nothing changes', () => {
    const text = `# x\n${SETTINGS.replace(/\n/g, '\r\n')}  k: v\r\n`;
    expect(upsertDocuments(text, [settings({ k: 'v' })])).toBe(text);
  });

  it('keep their byte order mark and their indentation', () => {
    const text = `\uFEFF${SETTINGS}\n    # why\n    k:   v1   # c\n\n\n    l: "x"\n`;
    expect(upsertDocuments(text, [settings({ k: 'v2', l: 'x' })])).toBe(
      text.replace('   v1', '   v2'),
    );
  });

  it('lose an alias whose anchor goes, and nothing fails', () => {
    const text = `${SETTINGS}  j: &v v1\n  k: *v\n`;
    expect(upsertDocuments(text, [settings({ k: 'v1' })])).toBe(
      renderManifests([settings({ k: 'v1' })]),
    );
  });
});
