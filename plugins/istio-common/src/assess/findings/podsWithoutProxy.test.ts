import { assessRaw } from '../../testing/assessRaw';
import {
  rawInjector,
  rawIstiod,
  rawMesh,
  rawNamespace,
  rawPod,
} from '../../testing/rawObjects';

const OPTED = { 'istio.io/rev': 'prod' };
const ISTIOD = rawIstiod('1-30-3', '1.30.3');

describe('a pod without the proxy that its namespace asks for', () => {
  it.each<[string, unknown[], RegExp]>([
    [
      'is restarted where an injector takes it',
      rawMesh(),
      /^Restart the workload of Pod shop\/cart-1\.$/,
    ],
    [
      'is not helped by a restart where the tag is gone',
      [rawNamespace('shop', OPTED), ISTIOD, rawInjector('1-30-3')],
      /^No injector answers .* a restart would not help\. Set the label istio\.io\/rev of namespace shop to a revision or tag that is installed\./,
    ],
    [
      'is not helped by a restart where the tag leads to no istiod',
      [rawNamespace('shop', OPTED), ISTIOD, rawInjector('1-27-3', 'prod')],
      /^Revision 1-27-3 has no istiod, so that a restart would not help\. Set the label istio\.io\/rev/,
    ],
    [
      'is not helped by a restart where two revisions match',
      [
        rawNamespace('shop', OPTED),
        ISTIOD,
        rawInjector('1-30-3', 'prod'),
        rawInjector('prod'),
      ],
      /^Revisions 1-30-3 and prod both match, .* Leave one injection label/,
    ],
  ])('%s', (_, raw, fix) => {
    const pod = rawPod({ name: 'cart-1', owner: 'cart-5f7' });
    const { findings } = assessRaw([...raw, pod]);
    const found = findings.filter(({ code }) => code === 'IST0103');
    expect(found.map(one => one.fix)).toEqual([expect.stringMatching(fix)]);
  });

  it('is told to restart while injectors cannot be read', () => {
    const { findings } = assessRaw([rawNamespace('shop', OPTED), rawPod()], {
      states: {
        'mutatingwebhookconfigurations.admissionregistration.k8s.io':
          'forbidden',
      },
    });
    const found = findings.find(({ code }) => code === 'IST0103');
    expect(found?.fix).toMatch(/^Restart the workload/);
  });
});
