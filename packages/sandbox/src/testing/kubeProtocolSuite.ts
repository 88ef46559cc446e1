import { describeAccess } from './protocol/access';
import { describeApply } from './protocol/apply';
import { describeCreate } from './protocol/create';
import { describeCustomResources } from './protocol/customResources';
import { describeDelete } from './protocol/delete';
import { describeDiscovery } from './protocol/discovery';
import { describeLists } from './protocol/lists';
import { describePatches } from './protocol/patches';
import type { ProtocolContext } from './protocol/ProtocolContext';
import { describeSelectors } from './protocol/selectors';
import { describeUpdate } from './protocol/update';
import { describeWatches } from './protocol/watches';
import { describeWatchBookmarks } from './protocol/watchBookmarks';
import { ProtocolClient, type ProtocolEndpoint } from './ProtocolClient';

/**
 * Registers tests of what an API server does, for any server: the sandbox is
 * held to them here, kube-apiserver in the lab. Where the two differ the
 * sandbox is wrong, so nothing is asserted that only one of them does.
 *
 * The server must have the definitions of Istio and cert-manager, and the
 * users that {@link ProtocolEndpoint} names. Everything happens in one
 * namespace of a new name.
 *
 * @public
 */
export function kubeProtocolSuite(
  name: string,
  open: () => Promise<ProtocolEndpoint> | ProtocolEndpoint,
): void {
  // eslint-disable-next-line jest/valid-title -- the server under test gives the name
  describe(name, () => {
    // bookmarks come when a real server finds the time for them
    jest.setTimeout(180_000);
    const namespace = `protocol-${Math.random().toString(36).slice(2, 8)}`;
    let client: ProtocolClient | undefined;
    const context: ProtocolContext = {
      namespace,
      get client() {
        if (!client) throw new Error('The server is not open yet');
        return client;
      },
      in: (plural, group = '') => {
        const root = group ? `/apis/${group}` : '/api/v1';
        return `${root}/namespaces/${namespace}/${plural}`;
      },
    };

    beforeAll(async () => {
      client = new ProtocolClient(await open());
      const answer = await client.post('/api/v1/namespaces', {
        metadata: { name: namespace },
      });
      if (answer.status !== 201) throw new Error(answer.text);
    });

    afterAll(async () => {
      await client?.delete(`/api/v1/namespaces/${namespace}`);
    });

    describeDiscovery(context);
    describeAccess(context);
    describeCreate(context);
    describeUpdate(context);
    describePatches(context);
    describeApply(context);
    describeDelete(context);
    describeLists(context);
    describeSelectors(context);
    describeWatches(context);
    describeWatchBookmarks(context);
    describeCustomResources(context);
  });
}
