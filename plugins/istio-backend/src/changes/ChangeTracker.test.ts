import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  ANNOTATIONS,
  MeshIndex,
  trimObject,
  WATCHED_RESOURCES,
  type KeptAssessment,
  type DataState,
} from '@meshwright/backstage-plugin-istio-common';
import { migrate } from '../database/migrate';
import { readChange } from '../database/operations/readChange';
import { recordChange } from '../database/operations/recordChange';
import type { StoredChange } from '../database/StoredChange';
import type { LiveCluster } from '../materialise/ClusterFleet';
import { waitFor } from '../testing/waitFor';
import { systemClock } from '../watch/Clock';
import { ChangeTracker } from './ChangeTracker';
import type { PullRequestEvidence } from './judgeChange';

jest.setTimeout(180_000);

const CHANGE: StoredChange = {
  repoUrl: 'h?owner=o&repo=r',
  intentHash: 'hash',
  status: {
    id: 'a',
    entityRef: 'component:default/cart',
    title: 'Expose cart',
    cluster: 'eu-1',
    pullRequest: { number: 42, url: 'https://h/42', state: 'open' },
    proposedAt: new Date().toISOString(),
    stage: 'proposed',
    tone: 'info',
    detail: '',
    objects: [
      {
        group: 'networking.istio.io',
        kind: 'Gateway',
        namespace: 'shop',
        name: 'cart',
      },
    ],
  },
};

const EMPTY: KeptAssessment = {
  cluster: 'eu-1',
  workloads: [],
  certificates: [],
  exposures: [],
  findings: [],
  controlPlanes: [],
  egress: [],
  trustRoots: [],
  strictReadiness: [],
  plainClients: [],
};

function indexWithGateway(annotations: Record<string, string>): MeshIndex {
  const gateways = WATCHED_RESOURCES.filter(
    ({ group, kind }) => group === 'networking.istio.io' && kind === 'Gateway',
  );
  return MeshIndex.build(
    gateways.flatMap(
      resource =>
        trimObject(resource, {
          metadata: { name: 'cart', namespace: 'shop', annotations },
          spec: { selector: { istio: 'ingressgateway' }, servers: [] },
        }) ?? [],
    ),
  );
}

function live(index: MeshIndex, state: DataState = 'live'): LiveCluster {
  return {
    index,
    settled: true,
    assessment: EMPTY,
    refresh: () => {},
    freshness: () => ({
      cluster: 'eu-1',
      state,
      since: '',
      message: state === 'live' ? undefined : 'connection refused',
      istio: 'installed',
      certManager: 'installed',
      resources: [],
    }),
  };
}

describe('ChangeTracker', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let stop: () => Promise<void>;

  afterEach(() => stop());

  async function track(
    pullRequest = (): PullRequestEvidence => ({ state: 'open' }),
    pollMs = 10,
    change = CHANGE,
  ) {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    await recordChange(knex, change);
    const world = {
      pullRequest,
      cluster: live(new MeshIndex()),
      reads: 0,
      looks: 0,
    };
    const onChanged = jest.fn();
    const tracker = new ChangeTracker({
      knex,
      clock: systemClock,
      logger: mockServices.logger.mock(),
      pullRequests: {
        read: async () => {
          world.reads += 1;
          return world.pullRequest();
        },
      },
      findLive: () => {
        world.looks += 1;
        return world.cluster;
      },
      pollMs,
      onChanged,
    });
    stop = tracker.start();
    const expectStage = (expected: object) =>
      waitFor(async () => {
        expect((await readChange(knex, 'a'))?.status).toMatchObject(expected);
      });
    /** Until the cluster was looked at twice more, so once as it is now. */
    const looked = () => {
      const { looks } = world;
      return waitFor(() => expect(world.looks).toBeGreaterThan(looks + 1));
    };
    return { world, expectStage, onChanged, tracker, looked };
  }

  it('follows a change from pull request to effect', async () => {
    const { world, expectStage, onChanged, looked } = await track();
    await expectStage({ detail: 'Pull request #42 awaits review.' });

    world.pullRequest = () => ({
      state: 'merged',
      mergedAt: new Date().toISOString(),
    });
    await expectStage({ stage: 'merged', pullRequest: { state: 'merged' } });

    world.cluster = live(indexWithGateway({ [ANNOTATIONS.change]: 'other' }));
    await looked();
    const { reads } = world;
    await expectStage({ stage: 'merged' });

    world.cluster = live(indexWithGateway({ [ANNOTATIONS.change]: 'a' }));
    await expectStage({ stage: 'effective', effectiveAt: expect.any(String) });
    await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(3));
    // A merge is never undone.
    expect(world.reads).toBe(reads);
  });

  it('looks at the cluster when it is kicked, and does not ask the forge again', async () => {
    const merged = (): PullRequestEvidence => ({ state: 'merged' });
    const { world, expectStage, tracker } = await track(merged, 3_600_000);
    await expectStage({ stage: 'merged' });
    world.cluster = live(indexWithGateway({ [ANNOTATIONS.change]: 'a' }));
    tracker.kick();
    await expectStage({ stage: 'effective' });
    expect(world.reads).toBe(1);
  });

  it('knows its objects by the hash of the intent too', async () => {
    const { world, expectStage } = await track();
    world.cluster = live(
      indexWithGateway({
        [ANNOTATIONS.change]: 'earlier',
        [ANNOTATIONS.intentHash]: 'hash',
      }),
    );
    world.pullRequest = () => ({ state: 'merged' });
    await expectStage({ stage: 'effective' });
    expect(world.reads).toBeGreaterThan(0);
  });

  it('says that the forge does not answer, and goes on when it does', async () => {
    const { world, expectStage, onChanged } = await track(() => {
      throw new Error('the forge is away');
    });
    await expectStage({
      stage: 'proposed',
      tone: 'unknown',
      detail: 'Pull request #42 could not be read: the forge is away',
      pullRequest: { state: 'unknown' },
    });
    world.pullRequest = () => ({ state: 'closed' });
    await expectStage({ stage: 'closed' });
    await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(2));
  });

  it('claims nothing of a cluster that does not answer', async () => {
    const { world, expectStage } = await track();
    world.cluster = live(
      indexWithGateway({ [ANNOTATIONS.change]: 'a' }),
      'unreachable',
    );
    world.pullRequest = () => ({ state: 'merged' });
    await expectStage({
      stage: 'merged',
      tone: 'unknown',
      detail: expect.stringContaining('connection refused'),
    });
  });

  it('finds out that people reopened what was closed', async () => {
    const { status } = CHANGE;
    const closed: StoredChange = {
      ...CHANGE,
      status: {
        ...status,
        ...{ stage: 'closed', tone: 'neutral', detail: 'Closed.' },
        pullRequest: { ...status.pullRequest, state: 'closed' },
      },
    };
    const { expectStage } = await track(undefined, 10, closed);
    await expectStage({
      ...{ stage: 'proposed', detail: 'Pull request #42 awaits review.' },
      pullRequest: { state: 'open' },
    });
  });
});
