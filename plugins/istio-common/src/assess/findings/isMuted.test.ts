import { isMuted } from './isMuted';

const ISTIOCTL = 'galley.istio.io/analyze-suppress';
const KIALI = 'kiali.io/ignore-validations';

describe('isMuted', () => {
  it.each([
    [ISTIOCTL, 'IST0101', true],
    [ISTIOCTL, 'IST0999,IST0101', true],
    [ISTIOCTL, 'IST0999, IST0101', false],
    [ISTIOCTL, '*', true],
    [ISTIOCTL, 'IST0999,*', true],
    [ISTIOCTL, 'true', false],
    [ISTIOCTL, '', false],
    [ISTIOCTL, 'IST010', false],
    [KIALI, '', true],
    [KIALI, 'IST0101', true],
    [KIALI, 'KIA0101, IST0101', true],
    [KIALI, 'KIA0101', false],
    [KIALI, 'true', true],
    [KIALI, '*', true],
    ['example.com/other', '*', false],
  ])('%s: "%s" mutes IST0101: %s', (key, value, muted) => {
    expect(isMuted({ [key]: value }, 'IST0101')).toBe(muted);
  });

  it('mutes nothing without annotations', () => {
    expect(isMuted(undefined, 'IST0101')).toBe(false);
  });
});
