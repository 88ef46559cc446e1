import { configMap, type ProtocolContext } from './ProtocolContext';

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** @internal */
export function describeWatchBookmarks(context: ProtocolContext): void {
  describe('bookmarks', () => {
    const path = () => context.in('configmaps');

    /** The last bookmark of a watch that saw nothing, and what changed elsewhere meanwhile. */
    async function quietWatch(seconds: number) {
      const { body } = await context.client.get(path());
      const from = Number(body.metadata.resourceVersion);
      const query = `allowWatchBookmarks=true&timeoutSeconds=${seconds}&fieldSelector=metadata.name%3Dnone&resourceVersion=${from}`;
      const watch = await context.client.watch(`${path()}?${query}`);
      const { body: other } = await context.client.post(
        path(),
        configMap(`elsewhere-${seconds}`),
      );
      await watch.ended;
      const bookmark = watch.events
        .filter(({ type }) => type === 'BOOKMARK')
        .at(-1);
      return {
        bookmark,
        revision: Number(bookmark?.object.metadata.resourceVersion),
        changed: Number(other.metadata.resourceVersion),
      };
    }

    it('give a quiet watch a newer revision before it ends', async () => {
      let seen = await quietWatch(5);
      // A slow machine may have made the change only after the last bookmark.
      if (!(seen.revision >= seen.changed)) seen = await quietWatch(40);
      const { bookmark, revision, changed } = seen;
      expect(bookmark?.object).toMatchObject({
        kind: 'ConfigMap',
        apiVersion: 'v1',
      });
      expect(revision).toBeGreaterThanOrEqual(changed);
      const resumed = await context.client.watch(
        `${path()}?resourceVersion=${revision}`,
      );
      await context.client.post(path(), configMap('after-bookmark'));
      const [event] = await resumed.until(events => events.length > 0);
      resumed.stop();
      expect(event.object.metadata.name).toBe('after-bookmark');
    });

    it('do not come unasked', async () => {
      const { body } = await context.client.get(path());
      const watch = await context.client.watch(
        `${path()}?timeoutSeconds=3&fieldSelector=metadata.name%3Dnone&resourceVersion=${
          body.metadata.resourceVersion
        }`,
      );
      await watch.ended;
      expect(watch.events).toEqual([]);
    });

    it('mark the end of what is there when a watch begins with it', async () => {
      for (const name of ['streamed-1', 'streamed-2']) {
        await context.client.post(
          path(),
          configMap(name, {}, { labels: { streamed: 'yes' } }),
        );
      }
      const query =
        'labelSelector=streamed&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
      const watch = await context.client.watch(`${path()}?${query}`);
      await watch.until(seen => seen.some(({ type }) => type === 'BOOKMARK'));
      expect(watch.events.map(({ type }) => type)).toEqual([
        'ADDED',
        'ADDED',
        'BOOKMARK',
      ]);
      expect(watch.events[2].object.metadata.annotations).toEqual({
        [INITIAL_EVENTS_END]: 'true',
      });

      await context.client.delete(`${path()}/streamed-1`);
      await watch.until(seen => seen.length > 3);
      watch.stop();
      expect(watch.events[3].type).toBe('DELETED');
    });
  });
}
