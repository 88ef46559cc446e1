import type { WatchEvent } from '../ProtocolClient';
import {
  configMap,
  gateway,
  ISTIO,
  type ProtocolContext,
} from './ProtocolContext';

/** `ADDED a` and so on, for the objects of one test. */
function told(events: readonly WatchEvent[], prefix: string): string[] {
  return events
    .filter(({ object }) => String(object.metadata?.name).startsWith(prefix))
    .map(({ type, object }) => `${type} ${object.metadata.name}`);
}

const revisionOf = ({ object }: WatchEvent) =>
  Number(object.metadata.resourceVersion);

/** @internal */
export function describeWatches(context: ProtocolContext): void {
  describe('watch', () => {
    const path = () => context.in('configmaps');
    const revision = async () =>
      String((await context.client.get(path())).body.metadata.resourceVersion);

    /** Three ConfigMaps come, one changes, one goes. */
    async function change(prefix: string) {
      for (const name of ['a', 'b', 'c']) {
        await context.client.post(path(), configMap(`${prefix}-${name}`));
      }
      await context.client.patch(`${path()}/${prefix}-b`, 'merge', {
        data: { k: 'v' },
      });
      await context.client.delete(`${path()}/${prefix}-a`);
    }

    const story = (prefix: string) => [
      `ADDED ${prefix}-a`,
      `ADDED ${prefix}-b`,
      `ADDED ${prefix}-c`,
      `MODIFIED ${prefix}-b`,
      `DELETED ${prefix}-a`,
    ];

    it('tells what happens after the revision of a list, in order', async () => {
      const watch = await context.client.watch(
        `${path()}?resourceVersion=${await revision()}`,
      );
      await change('told');
      const events = await watch.until(seen => told(seen, 'told').length >= 5);
      watch.stop();
      expect(told(events, 'told')).toEqual(story('told'));
      const revisions = events.map(revisionOf);
      expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
      expect(new Set(revisions).size).toBe(revisions.length);
      expect(events[0].object).toMatchObject({
        kind: 'ConfigMap',
        apiVersion: 'v1',
      });
    });

    it('gives the last state of what went, under the revision of its going', async () => {
      const { body } = await context.client.post(
        path(),
        configMap('last', { k: 'v' }),
      );
      const watch = await context.client.watch(
        `${path()}?resourceVersion=${body.metadata.resourceVersion}`,
      );
      await context.client.delete(`${path()}/last`);
      const [event] = await watch.until(seen => seen.length > 0);
      watch.stop();
      expect(event).toMatchObject({
        type: 'DELETED',
        object: { data: { k: 'v' } },
      });
      expect(revisionOf(event)).toBeGreaterThan(
        Number(body.metadata.resourceVersion),
      );
    });

    it('resumes after any revision without a gap or a repetition', async () => {
      const from = await revision();
      await change('resumed');
      const first = await context.client.watch(
        `${path()}?resourceVersion=${from}`,
      );
      const all = [
        ...(await first.until(seen => told(seen, 'resumed').length >= 5)),
      ];
      first.stop();
      const middle = all.findIndex(
        event => String(event.object.metadata.name) === 'resumed-c',
      );
      const second = await context.client.watch(
        `${path()}?resourceVersion=${revisionOf(all[middle])}`,
      );
      const rest = await second.until(
        seen => told(seen, 'resumed').length >= 2,
      );
      second.stop();
      expect(told(rest, 'resumed')).toEqual(story('resumed').slice(3));
    });

    it.each([
      ['present', ''],
      ['present-any', '&resourceVersion=0'],
    ])(
      'starts with what is there when no revision is named: %s %s',
      async (name, query) => {
        const selection = `fieldSelector=metadata.name%3D${name}${query}`;
        await context.client.post(path(), configMap(name, { k: 'v' }));
        const watch = await context.client.watch(`${path()}?${selection}`);
        const [event] = await watch.until(seen => seen.length > 0);
        expect(event).toMatchObject({
          type: 'ADDED',
          object: { data: { k: 'v' } },
        });
        await context.client.patch(`${path()}/${name}`, 'merge', {
          data: { k: 'w' },
        });
        await watch.until(seen => seen.length > 1);
        watch.stop();
        expect(watch.events[1].type).toBe('MODIFIED');
      },
    );

    it('turns a change of the selection into coming and going', async () => {
      const query = `labelSelector=chosen%3Dyes&resourceVersion=${await revision()}`;
      const watch = await context.client.watch(`${path()}?${query}`);
      const label = (chosen: string) =>
        context.client.patch(`${path()}/moving`, 'merge', {
          metadata: { labels: { chosen } },
        });
      await context.client.post(
        path(),
        configMap('moving', {}, { labels: { chosen: 'no' } }),
      );
      await label('yes');
      await context.client.patch(`${path()}/moving`, 'merge', {
        data: { k: 'v' },
      });
      await label('no');
      await context.client.patch(`${path()}/moving`, 'merge', {
        data: { k: 'w' },
      });
      await label('yes');
      await context.client.delete(`${path()}/moving`);
      const events = await watch.until(seen => seen.length >= 5);
      watch.stop();
      expect(events.map(({ type }) => type)).toEqual([
        'ADDED',
        'MODIFIED',
        'DELETED',
        'ADDED',
        'DELETED',
      ]);
      expect(events[2].object.metadata.labels).toEqual({ chosen: 'yes' });
    });

    it('watches one object by its name', async () => {
      const gateways = context.in('gateways', ISTIO);
      const { body } = await context.client.post(
        gateways,
        gateway('single', { selector: { a: 'b' } }),
      );
      await context.client.post(
        gateways,
        gateway('single-other', { selector: { a: 'b' } }),
      );
      const query = `fieldSelector=metadata.name%3Dsingle&resourceVersion=${body.metadata.resourceVersion}`;
      const watch = await context.client.watch(`${gateways}?${query}`);
      await context.client.delete(`${gateways}/single-other`);
      await context.client.delete(`${gateways}/single`);
      const events = await watch.until(seen => seen.length > 0);
      watch.stop();
      expect(told(events, 'single')).toEqual(['DELETED single']);
    });

    it('tells nothing of a write that changes nothing', async () => {
      await context.client.post(path(), configMap('quiet', { k: 'v' }));
      const watch = await context.client.watch(
        `${path()}?resourceVersion=${await revision()}`,
      );
      await context.client.put(
        `${path()}/quiet`,
        configMap('quiet', { k: 'v' }),
      );
      await context.client.post(path(), configMap('loud'));
      const events = await watch.until(seen => seen.length > 0);
      watch.stop();
      expect(
        events.map(({ type, object }) => `${type} ${object.metadata.name}`),
      ).toEqual(['ADDED loud']);
    });

    it('ends after timeoutSeconds', async () => {
      const started = Date.now();
      const watch = await context.client.watch(
        `${path()}?timeoutSeconds=1&resourceVersion=${await revision()}`,
      );
      await watch.ended;
      expect(Date.now() - started).toBeGreaterThanOrEqual(900);
    });

    it.each([
      [
        'sendInitialEvents=true',
        422,
        'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ],
      [
        'resourceVersionMatch=NotOlderThan',
        422,
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ],
      [
        'labelSelector=a%3Db%3Dc',
        400,
        "found '=', expected: ',' or 'end of string'",
      ],
    ])('refuses %s', async (query, status, message) => {
      const answer = await context.client.get(`${path()}?watch=1&${query}`);
      expect(answer.status).toBe(status);
      expect(answer.body.message).toContain(message);
    });
  });
}
