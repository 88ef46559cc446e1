import type {
  ClusterAssessment,
  ExposureStatus,
  FindingStatus,
  ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { StoredChange } from '../database/StoredChange';
import {
  judgeChange,
  type ClusterEvidence,
  type PullRequestEvidence,
} from './judgeChange';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const GATEWAY: ObjectRef = {
  group: 'networking.istio.io',
  kind: 'Gateway',
  namespace: 'shop',
  name: 'cart',
};
const WHY = { summary: 'because', considered: [] };

function change(more: Partial<StoredChange['status']> = {}): StoredChange {
  return {
    repoUrl: 'h?owner=o&repo=r',
    host: 'cart.shop.example.com',
    intentHash: 'hash',
    status: {
      id: 'a',
      entityRef: 'component:default/cart',
      title: 'Expose cart',
      cluster: 'eu-1',
      pullRequest: { number: 42, url: 'https://h/42', state: 'open' },
      proposedAt: '2026-11-22T11:00:00.000Z',
      stage: 'proposed',
      tone: 'info',
      detail: '',
      objects: [GATEWAY],
      ...more,
    },
  };
}

function assessment(more: Partial<ClusterAssessment> = {}): ClusterAssessment {
  return {
    cluster: 'eu-1',
    workloads: [],
    certificates: [],
    exposures: [],
    findings: [],
    controlPlanes: [],
    egress: [],
    trustRoots: [],
    strictReadiness: [],
    ...more,
  };
}

function exposure(
  state: ExposureStatus['state'],
  tone: ExposureStatus['tone'],
): ExposureStatus {
  return {
    cluster: 'eu-1',
    host: 'cart.shop.example.com',
    url: 'https://cart.shop.example.com',
    api: 'istio',
    gateway: GATEWAY,
    server: { port: 443, protocol: 'HTTPS' },
    gatewayPods: [],
    routes: [],
    workloads: [],
    certificates: [],
    state,
    tone,
    why: WHY,
  };
}

function merged(
  cluster: ClusterEvidence | undefined,
  stored: StoredChange = change(),
) {
  return judgeChange(stored, {
    pullRequest: { state: 'merged', mergedAt: '2026-11-22T11:58:00.000Z' },
    cluster,
    now: NOW,
  });
}

describe('judgeChange', () => {
  it('waits for review', () => {
    expect(
      judgeChange(change(), {
        pullRequest: { state: 'open', url: 'https://h/new' },
        now: NOW,
      }),
    ).toMatchObject({
      stage: 'proposed',
      tone: 'info',
      detail: 'Pull request #42 awaits review.',
      pullRequest: { number: 42, state: 'open', url: 'https://h/new' },
    });
  });

  it('ends when the pull request is closed', () => {
    expect(
      judgeChange(change(), { pullRequest: { state: 'closed' }, now: NOW }),
    ).toMatchObject({ stage: 'closed', tone: 'neutral' });
  });

  it('stays closed when the forge does not answer, and is open when it is reopened', () => {
    const closed = change({ stage: 'closed', tone: 'neutral', detail: 'd' });
    const unknown = { state: 'unknown' as const, cause: 'no answer' };
    const ask = (pullRequest: PullRequestEvidence) =>
      judgeChange(closed, { pullRequest, now: NOW });
    expect(ask(unknown)).toEqual(closed.status);
    expect(ask({ state: 'open' })).toMatchObject({ stage: 'proposed' });
  });

  it('stays where it is when the forge does not answer', () => {
    expect(
      judgeChange(change(), {
        pullRequest: { state: 'unknown', cause: 'no answer' },
        now: NOW,
      }),
    ).toMatchObject({
      stage: 'proposed',
      tone: 'unknown',
      detail: 'Pull request #42 could not be read: no answer',
    });
  });

  it('is merged until its objects are in the cluster', () => {
    expect(
      merged({
        readable: true,
        missing: [GATEWAY],
        assessment: assessment(),
      }),
    ).toMatchObject({
      stage: 'merged',
      tone: 'info',
      mergedAt: '2026-11-22T11:58:00.000Z',
      detail:
        'Merged; 1 of 1 objects are not in eu-1 yet, such as networking.istio.io/Gateway:shop/cart.',
    });
  });

  it('warns when they do not come', () => {
    const stored = change({ mergedAt: '2026-11-22T11:40:00.000Z' });
    const status = merged(
      { readable: true, missing: [GATEWAY], assessment: assessment() },
      stored,
    );
    expect(status).toMatchObject({ stage: 'merged', tone: 'warning' });
    expect(status.detail).toContain('look at the GitOps sync');
  });

  it('keeps synced when the cluster falls silent', () => {
    const evidence: ClusterEvidence = {
      readable: false,
      cause: 'connection refused',
    };
    expect(merged(evidence)).toMatchObject({
      stage: 'merged',
      tone: 'unknown',
    });
    const status = merged(evidence, change({ stage: 'synced' }));
    expect(status).toMatchObject({ stage: 'synced', tone: 'unknown' });
    expect(status.detail).toContain('connection refused');
  });

  it.each([
    ['no gateway serves the host', [], 'info', 'Synced; no gateway serves'],
    [
      'the exposure is pending',
      [exposure('pending', 'info')],
      'info',
      'because',
    ],
    [
      'the exposure is broken',
      [exposure('broken', 'error')],
      'error',
      'because',
    ],
  ] as const)('is synced while %s', (_, exposures, tone, detail) => {
    const status = merged({
      readable: true,
      missing: [],
      assessment: assessment({ exposures: [...exposures] }),
    });
    expect(status).toMatchObject({
      stage: 'synced',
      tone,
      syncedAt: NOW.toISOString(),
    });
    expect(status.detail).toContain(detail);
    expect(status.effectiveAt).toBeUndefined();
  });

  it('is effective once the host is exposed', () => {
    const stored = change({
      stage: 'synced',
      syncedAt: '2026-11-22T11:59:00Z',
    });
    expect(
      merged(
        {
          readable: true,
          missing: [],
          assessment: assessment({ exposures: [exposure('exposed', 'ok')] }),
        },
        stored,
      ),
    ).toMatchObject({
      stage: 'effective',
      tone: 'ok',
      syncedAt: '2026-11-22T11:59:00Z',
      effectiveAt: NOW.toISOString(),
      detail: 'cart.shop.example.com is exposed.',
    });
  });

  it('without a host, is effective unless its objects are in error', () => {
    const stored = { ...change(), host: undefined };
    const finding: FindingStatus = {
      cluster: 'eu-1',
      code: 'IST0101',
      severity: 'error',
      ref: GATEWAY,
      cause: 'The host does not exist.',
      fix: 'Correct it.',
      muted: false,
    };
    const judge = (findings: FindingStatus[]) =>
      merged(
        { readable: true, missing: [], assessment: assessment({ findings }) },
        stored,
      );
    expect(judge([])).toMatchObject({ stage: 'effective' });
    expect(judge([finding])).toMatchObject({
      stage: 'synced',
      tone: 'error',
      detail: 'IST0101: The host does not exist.',
    });
    expect(judge([{ ...finding, muted: true }])).toMatchObject({
      stage: 'effective',
    });
    expect(
      judge([{ ...finding, ref: { ...GATEWAY, name: 'other' } }]),
    ).toMatchObject({ stage: 'effective' });
  });

  it('cannot be followed without a cluster', () => {
    expect(merged(undefined)).toMatchObject({
      ...{ stage: 'merged', tone: 'ok' },
      detail: 'Merged; it names no cluster in which it could be followed.',
    });
  });

  it('says of a removal that its end is not followed', () => {
    const pullRequest = { state: 'merged' as const };
    const removal = change({ objects: [], cluster: undefined });
    expect(judgeChange(removal, { pullRequest, now: NOW })).toMatchObject({
      ...{ stage: 'merged', tone: 'ok' },
      detail: expect.stringContaining('at the next sync that prunes'),
    });
  });
});
