import type { CertificateStatus } from '@meshwright/backstage-plugin-istio-common';
import { certificate } from '../build/certificates';
import { cluster } from '../build/clusters';
import { entityStatus, fact } from '../build/facts';
import { ref } from '../build/refs';
import { workload } from '../build/workloads';
import { secondsAgo } from '../moment';
import type { Scenario } from './Scenario';

/** Empty, first kind. */
export const giftCards: Scenario = {
  name: 'gift-cards',
  title: 'Empty 1 · no annotation',
  remark: 'the entity names no workload yet',
  status: entityStatus('gift-cards', {
    state: 'no-annotation',
    clusters: [cluster('eu-1'), cluster('eu-2')],
    selection: {
      selector: '',
      clusters: [],
      nearest: {
        cluster: 'eu-1',
        ref: ref('Deployment', 'shop/gift-cards'),
        selector: 'app=gift-cards',
      },
    },
  }),
};

/** Empty, second kind. */
export const search: Scenario = {
  name: 'search',
  title: 'Empty 2 · no workload matched',
  remark: 'says what was tried, where, and the nearest miss',
  status: entityStatus('search', {
    state: 'no-workload',
    clusters: [
      cluster('eu-1'),
      cluster('eu-2', { confirmedAt: secondsAgo(38) }),
      cluster('us-1', { confirmedAt: secondsAgo(41) }),
    ],
    selection: {
      selector: 'app=search in namespace shop',
      clusters: [
        { cluster: 'eu-1', podsSeen: 61, podsMatched: 0 },
        { cluster: 'eu-2', podsSeen: 48, podsMatched: 0 },
        { cluster: 'us-1', podsSeen: 19, podsMatched: 0 },
      ],
      nearest: {
        cluster: 'eu-1',
        ref: ref('Deployment', 'shop/search-api'),
        selector: 'app=search-api',
      },
    },
  }),
};

/** Empty, third kind. */
export const reports: Scenario = {
  name: 'reports',
  title: 'Empty 3 · not in the mesh',
  remark: 'neutral: a choice, not a fault',
  status: entityStatus('reports', {
    state: 'not-in-mesh',
    clusters: [cluster('eu-1')],
    workloads: [
      workload('eu-1', ref('Deployment', 'reporting/reports'), 4, {
        dataPlane: {
          mode: 'none',
          nativeSidecar: false,
          tone: 'neutral',
          why: {
            summary: 'Namespace reporting: no label istio.io/rev',
            considered: [
              {
                ref: ref('Pod', 'reporting/reports-7d9f5c-uv4'),
                says: 'no proxy',
                scope: 'workload',
                decides: true,
                reason: 'the newest pod that is handled',
              },
            ],
          },
        },
        proxyVersions: [],
        revision: {
          desired: '1-30-3',
          tag: 'prod',
          actual: [],
          verdict: 'not-in-mesh',
          tone: 'neutral',
          why: {
            summary: 'Namespace reporting: no label istio.io/rev',
            considered: [
              {
                ref: ref('Namespace', 'reporting'),
                says: 'no label istio.io/rev',
                scope: 'namespace',
                decides: true,
                reason: 'the label chooses the injector',
              },
            ],
          },
        },
      }),
    ],
  }),
};

/** Without Istio no Gateway serves the secret. */
function withoutGateway(issued: CertificateStatus): CertificateStatus {
  const chain = issued.chain.filter(link => link.kind !== 'Gateway');
  return { ...issued, chain, servedBy: [] };
}

/** Empty, fourth kind. */
export const newsletter: Scenario = {
  name: 'newsletter',
  title: 'Empty 4 · product not installed',
  remark: 'known absence, not an error',
  status: entityStatus('newsletter', {
    state: 'not-installed',
    clusters: [
      cluster('tools-1', {
        istio: 'not-installed',
        certManager: 'installed',
        confirmedAt: secondsAgo(120),
      }),
    ],
    facts: [
      fact('certificates', 'ok', [
        'Healthy',
        'news.example.com',
        'renews in 19 h; 72 h certificate, so not late',
        'The certificate is renewed tomorrow; its whole life is 72 h.',
      ]),
    ],
    certificates: [withoutGateway(certificate('tools-1', 'news.example.com'))],
  }),
};
