import { recordAnswers } from '@meshwright/test-kit';
import { assessRaw } from '../testing/assessRaw';
import {
  rawAuthorizationPolicy,
  rawNetworkPolicy,
} from '../testing/raw/security';
import {
  rawMesh,
  rawPod,
  rawService,
  rawWorkload,
} from '../testing/rawObjects';
import { scopeOf } from '../testing/scopeOf';
import { workloadViews } from './workloadStatuses';

const answer = recordAnswers(__filename);

const pod = (name: string, version: string | false, more: object = {}) =>
  rawPod({
    name,
    proxy: version === false ? false : { version },
    ...more,
  });

/** Pods of three versions, out of order, one that is not ready, one that cannot start, and some that no longer count. */
const WORLD = [
  ...rawMesh(),
  rawWorkload({ spec: { replicas: 7 } }),
  pod('c', '1.9.0', { createdAt: '2026-01-03T00:00:00Z' }),
  pod('b', '1.30.3', { createdAt: '2026-01-05T00:00:00Z', ready: false }),
  pod('a', '1.30.3', { createdAt: '2026-01-04T00:00:00Z' }),
  pod('d', '1.10.0'),
  pod('e', false, {
    spec: { containers: [{ name: 'main', image: 'harbor.io/cart:1' }] },
    status: {
      containerStatuses: [
        {
          name: 'main',
          state: { waiting: { reason: 'ImagePullBackOff', message: 'denied' } },
        },
      ],
    },
  }),
  // Its image tells no version: that of its control plane is taken.
  rawPod({
    name: 'f',
    proxy: { image: 'harbor.io/istio/proxyv2@sha256:12' },
  }),
  pod('ended', '1.30.3', { status: { phase: 'Succeeded' } }),
  rawService({
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { port: 81, protocol: 'UDP' },
    ],
  }),
  rawAuthorizationPolicy({ rules: [{}] }),
  rawNetworkPolicy(),
  rawWorkload({ app: 'idle' }),
];

describe('what is said of a workload', () => {
  it('counts, versions, newest first, and one row for each pod', () => {
    const { workloads } = assessRaw(WORLD);
    const rows = workloads.map(
      ({
        ref,
        labels,
        serviceAccount,
        pods,
        proxyVersions,
        services,
        podList,
      }) => ({
        ref,
        labels,
        serviceAccount,
        pods,
        proxyVersions,
        services,
        podList,
      }),
    );
    const [, cart, idle] = answer(rows);
    expect(cart.pods).toEqual({ total: 6, ready: 5, current: 3 });
    expect(cart.proxyVersions).toEqual([
      { version: '1.30.3', pods: 3, inferred: true },
      { version: '1.10.0', pods: 1, inferred: false },
      { version: '1.9.0', pods: 1, inferred: false },
    ]);
    expect(cart.podList.map(({ name }) => name)).toEqual([...'abcdef']);
    expect(idle.podList).toEqual([]);
  });

  it('is the same part by part', () => {
    const scope = scopeOf(...WORLD);
    const { workloads } = assessRaw(WORLD);
    const views = workloadViews(scope);
    expect(views).toHaveLength(workloads.length);
    views.forEach((view, at) => {
      const whole = workloads[at];
      const fields = Object.keys(whole) as Array<keyof typeof whole>;
      expect(
        Object.fromEntries(fields.map(field => [field, view[field]])),
      ).toEqual(whole);
    });
  });
});
