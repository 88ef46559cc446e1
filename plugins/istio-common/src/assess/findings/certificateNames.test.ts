import { rawCertificate } from '../../testing/rawObjects';
import { scopeOf } from '../../testing/scopeOf';
import type { ExposureResult } from '../exposure/assessExposures';
import { secretRef } from '../exposure/credentials';
import { certificateNames } from './certificateNames';

const MANY = 30;

describe('certificateNames', () => {
  it('looks at the Secrets of each host once, however many Certificates there are', () => {
    const scope = scopeOf(
      ...Array.from({ length: MANY }, (_, at) =>
        rawCertificate({ name: `c${at}`, spec: { secretName: `s${at}` } }),
      ),
    );
    let read = 0;
    const drafts = Array.from({ length: MANY }, (_, at) => ({
      host: `h${at}.example.com`,
      gateway: { group: '', kind: 'Gateway', namespace: 'shop', name: 'web' },
      get secrets() {
        read += 1;
        return [secretRef('istio-ingress', `s${at}`)];
      },
    }));
    // Of what is served the rule reads no more.
    const exposure = { drafts } as unknown as ExposureResult;
    const found = [
      ...certificateNames.find({ scope, exposure, workloads: [] }),
    ];
    expect(found.map(({ cause }) => cause).sort()[0]).toBe(
      'Gateway shop/web serves h0.example.com with Certificate istio-ingress/c0, which names web.example.com only',
    );
    expect(found).toHaveLength(MANY);
    expect(read).toBe(MANY);
  });
});
