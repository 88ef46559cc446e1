import { trimAll } from '../../testing/assessRaw';
import { rawDestinationRule } from '../../testing/rawObjects';
import { RulesByHost } from './RulesByHost';

const rules = new RulesByHost(
  trimAll(
    [
      ['cart', 'shop'],
      ['*.shop.svc.cluster.local', 'shop'],
      ['*.local', 'shop'],
      ['a.example.com', 'x'],
      ['a.example.com', 'y'],
      ['*.example.com', 'x'],
      ['*.cart.shop.svc.cluster.local', 'shop'],
    ].map(([host, namespace], at) =>
      rawDestinationRule({ host }, { name: `r${at}`, namespace }),
    ),
  ).flatMap(one => (one.type === 'destinationrule' ? [one] : [])),
);
const names = (found: ReturnType<RulesByHost['near']>) =>
  found.map(({ ref }) => ref.name);

describe('DestinationRules by host', () => {
  it.each<[string, string[]]>([
    ['cart.shop.svc.cluster.local', ['r0', 'r1', 'r2']],
    ['web.shop.svc.cluster.local', ['r1', 'r2']],
    ['a.example.com', ['r3', 'r4', 'r5']],
    ['*.example.com', ['r5']],
    ['*.b.example.com', ['r5']],
    ['cart', []],
    ['example.org', []],
  ])('cover %s: %s', (host, expected) => {
    expect(names(rules.covering(host))).toEqual(expected);
  });

  it.each<[string, string[]]>([
    // Of everything that ends so, and of wildcards that reach into it.
    ['.shop.svc.cluster.local', ['r0', 'r1', 'r2', 'r6']],
    ['.example.com', ['r3', 'r4', 'r5']],
    ['.a.example.com', ['r5']],
    ['.example.org', []],
  ])('are near %s: %s', (suffix, expected) => {
    expect(names(rules.near(suffix))).toEqual(expected);
  });
});
