import * as fc from 'fast-check';
import { parse } from 'yaml';
import {
  addKustomizationResources,
  removeKustomizationResources,
} from './kustomizationResources';

const text = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization

# what runs here
resources:
- a.yaml # first
- c.yaml
labels:
- pairs: {team: shop}
`;

describe('addKustomizationResources', () => {
  it('makes a kustomization', () => {
    const expected = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - a.yaml
  - b.yaml
`;
    expect(addKustomizationResources(undefined, ['b.yaml', 'a.yaml'])).toBe(
      expected,
    );
  });

  it('keeps a sorted list sorted, and its comments', () => {
    expect(addKustomizationResources(text, ['b.yaml'])).toBe(
      text.replace('- c.yaml', '- b.yaml\n- c.yaml'),
    );
  });

  it('leads a list, above the comments of what was first', () => {
    const own = '# head\nresources:\n  # the shop\n    # in full\n  - b.yaml';
    expect(addKustomizationResources(own, ['a.yaml'])).toBe(
      own.replace('  # the', '  - a.yaml\n  # the'),
    );
  });

  it.each(['\r\n', '\n'])('keeps line breaks %j and leaves no trace', end => {
    const own =
      `kind: Kustomization\nresources:\n    - x  # 1\n    - a`.replaceAll(
        '\n',
        end,
      );
    const added = addKustomizationResources(own, ['b.yaml', 'c.yaml']);
    expect(added).toBe(`${own}${end}    - b.yaml${end}    - c.yaml`);
    expect(removeKustomizationResources(added, ['b.yaml', 'c.yaml'])).toBe(own);
  });

  it('appends to a list in an order of its own', () => {
    const own = text.replace('a.yaml', 'z.yaml');
    expect(addKustomizationResources(own, ['b.yaml'])).toBe(
      own.replace('- c.yaml', '- c.yaml\n- b.yaml'),
    );
  });

  it('is a union: what is there changes nothing', () => {
    expect(addKustomizationResources(text, ['c.yaml', './a.yaml'])).toBe(text);
    const folders = 'resources:\n- ./shop/\n';
    expect(addKustomizationResources(folders, ['shop'])).toBe(folders);
  });

  it.each([
    'kind: Kustomization\n',
    'kind: Kustomization\nresources:\n',
    'kind: Kustomization\nresources: []\n',
  ])('fills %j', empty => {
    expect(parse(addKustomizationResources(empty, ['a.yaml']))).toEqual({
      kind: 'Kustomization',
      resources: ['a.yaml'],
    });
  });

  it.each<[string, RegExp]>([
    ['resources: a.yaml', /no list/],
    ['- a.yaml', /not a map/],
    ['resources: [a\n', /./],
    ['__proto__: 1', /__proto__/],
  ])('refuses %j', (broken, message) => {
    expect(() => addKustomizationResources(broken, ['a.yaml'])).toThrow(
      message,
    );
  });

  it('holds every path once, whatever was there', () => {
    const paths = fc.array(fc.stringMatching(/^[a-z]{1,3}\.yaml$/));
    fc.assert(
      fc.property(paths, paths, (first, second) => {
        const once = addKustomizationResources(undefined, first);
        const both = addKustomizationResources(once, second);
        expect(new Set(parse(both).resources)).toEqual(
          new Set([...first, ...second]),
        );
        expect(parse(both).resources).toHaveLength(
          new Set([...first, ...second]).size,
        );
        expect(addKustomizationResources(both, first)).toBe(both);
      }),
    );
  });
});

describe('removeKustomizationResources', () => {
  it('takes out entries and keeps the rest', () => {
    expect(removeKustomizationResources(text, ['./c.yaml', 'x.yaml'])).toBe(
      text.replace('- c.yaml\n', ''),
    );
  });

  it('changes nothing when the entry is not there', () => {
    expect(removeKustomizationResources(text, ['x.yaml'])).toBe(text);
  });

  it('is undefined when nothing is left', () => {
    const only = addKustomizationResources(undefined, ['a.yaml']);
    expect(removeKustomizationResources(only, ['a.yaml'])).toBeUndefined();
  });

  it('keeps a kustomization that does more than list', () => {
    const rest = removeKustomizationResources(text, ['a.yaml', 'c.yaml']);
    expect(parse(rest ?? '')).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      labels: [{ pairs: { team: 'shop' } }],
    });
  });
});

describe('a kustomization of people', () => {
  it('may have a list of nothing, with comments below', () => {
    expect(
      addKustomizationResources(
        'resources:\n# nothing yet\nnamespace: x   # keep   this\n',
        ['a.yaml'],
      ),
    ).toBe(
      'resources:\n  - a.yaml\n# nothing yet\nnamespace: x   # keep   this\n',
    );
  });

  it('may have more comments than a call stack is deep', () => {
    const comments = '# c\n'.repeat(20_000);
    expect(
      addKustomizationResources(`resources:\n${comments}- z.yaml\n`, [
        'a.yaml',
      ]),
    ).toBe(`resources:\n- a.yaml\n${comments}- z.yaml\n`);
  });

  it('may mix line breaks', () => {
    const given = 'resources:\r\n- a.yaml\n- b.yaml\r\n';
    expect(addKustomizationResources(given, ['a.yaml'])).toBe(given);
    expect(removeKustomizationResources(given, ['c.yaml'])).toBe(given);
  });

  it('may have its list in brackets, or with an alias', () => {
    expect(
      addKustomizationResources('resources: [b.yaml] # list\n', [
        'a.yaml',
        'c',
      ]),
    ).toBe('resources: [a.yaml, b.yaml, c] # list\n');
    const given = 'x: &a b.yaml\nresources:\n- *a # theirs\n';
    const more = given.replace('- *a', '- a.yaml\n- *a');
    expect(addKustomizationResources(given, ['a.yaml'])).toBe(more);
    expect(removeKustomizationResources(more, ['a.yaml'])).toBe(given);
  });
});
