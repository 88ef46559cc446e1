import { durationWords } from './durationWords';
import {
  hostCovers,
  hostsOverlap,
  mostSpecific,
  resolveHost,
  serviceHost,
} from './hosts';
import { imageTag, imageVersion, withoutVariant } from './imageVersion';
import { isVisible, visibilityOf } from './visibility';

describe('names of hosts', () => {
  const ref = { namespace: 'shop', name: 'cart' };

  it.each([
    ['cart', 'cart.shop.svc.cluster.local'],
    // Any dot makes a name full.
    ['cart.shop', 'cart.shop'],
    ['10', '10.shop.svc.cluster.local'],
    ['', ''],
    ['*', '*'],
    ['*.org', '*.org'],
    ['10.0.0.1', '10.0.0.1'],
    ['fd00::1', 'fd00::1'],
  ])('%s in namespace shop is %s', (host, full) => {
    expect(resolveHost(host, ref)).toBe(full);
  });

  it('a Service has one by its name and namespace', () => {
    expect(serviceHost(ref)).toBe('cart.shop.svc.cluster.local');
  });

  it.each([
    ['a.org', 'a.org', true, true],
    ['a.org', 'b.org', false, false],
    ['*.org', 'a.org', true, false],
    ['*.org', 'org', false, false],
    ['*', 'a.org', true, false],
    ['*', '*.org', true, false],
    ['*.org', '*.a.org', true, false],
    ['*.org', '*.org', true, true],
    ['*.a.org', '*.b.org', false, false],
    ['*a.org', 'ba.org', true, false],
    ['a.*', 'a.org', false, false],
  ])('%s covers %s: %s, and the other way: %s', (a, b, forth, back) => {
    expect(hostCovers(a, b)).toBe(forth);
    expect(hostCovers(b, a)).toBe(back);
    expect(hostsOverlap(a, b)).toBe(forth || back);
    expect(hostsOverlap(b, a)).toBe(forth || back);
  });

  it.each<[string, string[], string | undefined]>([
    ['a.b.org', ['*.org', '*.b.org', '*'], '*.b.org'],
    ['a.b.org', ['*', '*.b.org', '*.org'], '*.b.org'],
    ['a.b.org', ['*.org', 'a.b.org'], 'a.b.org'],
    ['*.b.org', ['*', '*.org', '*.b.org'], '*.b.org'],
    ['*.b.org', ['*.org', 'b.org'], '*.org'],
    // Of two that are as long, the first by the alphabet.
    ['x.org', ['*x.org', '*.org'], '*x.org'],
    ['xx.org', ['*x.org', '*.org', '*'], '*x.org'],
    ['a.org', ['b.org', '*.com'], undefined],
    ['a.org', [], undefined],
  ])('of %s and %j the most specific is %s', (host, patterns, expected) => {
    expect(mostSpecific(host, patterns)).toBe(expected);
    expect(mostSpecific(host, [...patterns].reverse())).toBe(expected);
  });
});

describe('who sees an object', () => {
  it.each<[string[], string[], string[], string[]]>([
    [[], ['*'], ['shop', 'pay'], []],
    [[], ['.'], ['shop'], ['pay']],
    [['.'], ['*'], ['shop'], ['pay']],
    [['.', 'pay'], ['*'], ['shop', 'pay'], ['web']],
    [['~'], ['*'], [], ['shop', 'pay']],
    [['~', 'pay'], ['*'], [], ['shop', 'pay']],
    [['~', '*'], ['.'], ['shop', 'pay'], []],
  ])('exported to %j, by default to %j: %j, not %j', (...one) => {
    const [exportTo, byDefault, visible, hidden] = one;
    const visibility = visibilityOf(exportTo, 'shop', byDefault);
    const sees = (name: string) => isVisible(visibility, name);
    expect(visible.filter(sees)).toEqual(visible);
    expect(hidden.filter(sees)).toEqual([]);
  });
});

describe('the version in the name of an image', () => {
  it.each([
    ['docker.io/istio/pilot:1.30.3', '1.30.3', '1.30.3'],
    ['docker.io/istio/pilot:1.30.3-distroless', '1.30.3-distroless', '1.30.3'],
    ['pilot:1.30.3-debug', '1.30.3-debug', '1.30.3'],
    ['pilot:1.30.3-debug-x', '1.30.3-debug-x', '1.30.3-debug-x'],
    ['pilot:1.31-alpha.abc@sha256:12', '1.31-alpha.abc', '1.31-alpha.abc'],
    ['pilot:latest', 'latest', undefined],
    ['pilot:v1.30', 'v1.30', undefined],
    ['pilot:1', '1', undefined],
    ['pilot:12.34', '12.34', '12.34'],
    ['harbor:5000/istio/pilot', undefined, undefined],
    ['harbor:5000/istio/pilot:1.30.3', '1.30.3', '1.30.3'],
    ['pilot@sha256:1234', undefined, undefined],
    ['pilot:', undefined, undefined],
    ['pilot', undefined, undefined],
    ['', undefined, undefined],
    [undefined, undefined, undefined],
  ])('%s has tag %s and version %s', (image, tag, version) => {
    expect(imageTag(image)).toBe(tag);
    expect(imageVersion(image)).toBe(version);
  });

  it('leaves out the variant at the end of a tag only', () => {
    expect(withoutVariant('1.30-debug')).toBe('1.30');
    expect(withoutVariant('debug')).toBe('debug');
    expect(withoutVariant('1-debug-2')).toBe('1-debug-2');
  });
});

describe('spans of time', () => {
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;

  it.each([
    [0, '1 min'],
    [MINUTE - 1, '1 min'],
    [2 * MINUTE - 1, '1 min'],
    [2 * MINUTE, '2 min'],
    [2 * HOUR - 1, '119 min'],
    [2 * HOUR, '2 h'],
    [2 * DAY - 1, '47 h'],
    [2 * DAY, '2 d'],
    [3 * DAY - 1, '2 d'],
    [-3 * DAY, '3 d'],
  ])('%d ms are %s', (span, words) => {
    expect(durationWords(span)).toBe(words);
  });
});
