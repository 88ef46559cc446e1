import { minorsBehind, releaseOf } from './releaseOf';
import { versionSkew } from './versionSkew';

const proxies = (...versions: string[]) =>
  versions.map(version => ({ version, who: '1 proxy' }));

describe('skew between a control plane and its proxies', () => {
  it.each([
    ['1.30.3', ['1.30.3'], 'ok'],
    ['1.30.3', ['1.30.1', '1.29.8'], 'ok'],
    ['1.30.3', ['1.30.4'], 'ahead'],
    ['1.30.3', ['1.31.0'], 'ahead'],
    ['1.30.3', ['2.0.0'], 'ahead'],
    ['1.30.3', ['1.28.9'], 'too-far'],
    ['2.0.0', ['1.31.0'], 'too-far'],
    // Being ahead is worse than being behind.
    ['1.30.3', ['1.28.9', '1.31.0'], 'ahead'],
    ['1.30.3', [], 'ok'],
    ['1.30.3', ['custom'], 'ok'],
    // A candidate comes before its release.
    ['1.31.0-rc.1', ['1.31.0'], 'ahead'],
    ['1.31.0', ['1.31.0-rc.1'], 'ok'],
    ['1.31-alpha.5', ['1.31-alpha.5'], 'ok'],
    // 1.9 is older than 1.10, whatever the letters say.
    ['1.10.0', ['1.9.0'], 'ok'],
  ])('istiod %s, proxies %j: %s', (version, versions, state) => {
    expect(versionSkew(version, proxies(...versions))?.status.state).toBe(
      state,
    );
  });

  it.each([undefined, 'custom-build'])('is not known for istiod %s', version =>
    expect(versionSkew(version, proxies('1.30.3'))).toBeUndefined(),
  );

  it('names who is on the wrong side', () => {
    const skew = versionSkew('1.30.3', [
      { version: '1.30.3', who: '7 proxies' },
      { version: '1.31.0', who: '2 proxies' },
      { version: '1.31.1', who: 'ztunnel' },
    ]);
    expect(skew?.status.detail).toBe(
      'istiod 1.30.3 is older than 2 proxies of 1.31.0, ztunnel of 1.31.1; the data plane must not be newer than its control plane',
    );
  });
});

describe('releases', () => {
  it.each([
    ['1.30.3', '1.30', 'release'],
    ['1.31-alpha.0a1b', '1.31', 'development'],
    ['1.30.0-beta.0', '1.30', 'development'],
    ['1.28.5-asm.2', '1.28', 'vendor'],
    ['1.28.5-solo', '1.28', 'vendor'],
    ['1.30.3+build', '1.30', 'vendor'],
    ['1.30', '1.30', 'release'],
  ])('%s is %s, %s', (version, minor, kind) => {
    expect(releaseOf(version)).toMatchObject({ minor, kind });
  });

  it('counts minor releases in both directions', () => {
    const [a, b] = ['1.30.3', '1.28.0'].map(releaseOf);
    if (!a || !b) throw new Error('not read');
    expect([minorsBehind(a, b), minorsBehind(b, a)]).toEqual([2, -2]);
  });
});
