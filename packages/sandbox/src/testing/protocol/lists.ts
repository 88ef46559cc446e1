import type { Json } from '../ProtocolClient';
import {
  configMap,
  gateway,
  ISTIO,
  type ProtocolContext,
} from './ProtocolContext';

const names = (list: Json) =>
  list.items.map(({ metadata }) => String(metadata.name));

/** @internal */
export function describeLists(context: ProtocolContext): void {
  describe('list', () => {
    const labelled = () => `${context.in('configmaps')}?labelSelector=paged`;

    beforeAll(async () => {
      for (let index = 1; index <= 7; index += 1) {
        await context.client.post(
          context.in('configmaps'),
          configMap(`paged-${index}`, {}, { labels: { paged: 'yes' } }),
        );
      }
    });

    it('gives all in order of name, with a revision', async () => {
      const { status, body } = await context.client.get(labelled());
      expect(status).toBe(200);
      expect(body).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
      expect(body.metadata.resourceVersion).toMatch(/^\d+$/);
      expect(body.metadata.continue).toBeUndefined();
      expect(names(body)).toEqual(
        [1, 2, 3, 4, 5, 6, 7].map(index => `paged-${index}`),
      );
    });

    it('leaves kind out of the items of built-in types, and has it in custom ones', async () => {
      await context.client.post(
        context.in('gateways', ISTIO),
        gateway('listed', { selector: { a: 'b' } }),
      );
      const builtin = await context.client.get(labelled());
      expect(builtin.body.items[0].kind).toBeUndefined();
      const custom = await context.client.get(
        `${context.in('gateways', ISTIO)}?fieldSelector=metadata.name%3Dlisted`,
      );
      expect(custom.body.items).toHaveLength(1);
      expect(custom.body.items[0]).toMatchObject({
        kind: 'Gateway',
        apiVersion: ISTIO,
      });
    });

    it('shows one state over all pages, whatever happens between them', async () => {
      const path = `${context.in('configmaps')}?limit=3`;
      const before = names(
        (await context.client.get(context.in('configmaps'))).body,
      );
      let page = (await context.client.get(path)).body;
      const revision = page.metadata.resourceVersion;
      const seen = names(page);
      expect(seen).toHaveLength(3);
      await context.client.post(context.in('configmaps'), configMap('zz-late'));
      await context.client.delete(`${context.in('configmaps')}/paged-7`);
      while (page.metadata.continue) {
        const token = encodeURIComponent(String(page.metadata.continue));
        page = (await context.client.get(`${path}&continue=${token}`)).body;
        expect(page.metadata.resourceVersion).toBe(revision);
        seen.push(...names(page));
      }
      expect(seen).toEqual(before);
      const after = names(
        (await context.client.get(context.in('configmaps'))).body,
      );
      expect(after).toContain('zz-late');
      expect(after).not.toContain('paged-7');
    });

    it('counts what remains when nothing is selected', async () => {
      const { body } = await context.client.get(
        `${context.in('configmaps')}?limit=1`,
      );
      const { body: all } = await context.client.get(context.in('configmaps'));
      expect(Number(body.metadata.remainingItemCount)).toBe(
        all.items.length - 1,
      );
      const selected = await context.client.get(`${labelled()}&limit=1`);
      expect(selected.body.metadata.continue).toBeDefined();
      expect(selected.body.metadata.remainingItemCount).toBeUndefined();
    });

    it('shows an older state when asked for it exactly', async () => {
      const path = context.in('configmaps');
      const { body: then } = await context.client.get(path);
      await context.client.post(path, configMap('after-that'));
      const { body } = await context.client.get(
        `${path}?resourceVersion=${then.metadata.resourceVersion}&resourceVersionMatch=Exact`,
      );
      expect(names(body)).toEqual(names(then));
      expect(body.metadata.resourceVersion).toBe(then.metadata.resourceVersion);
    });

    it('is empty where there is nothing, also in a namespace that is not there', async () => {
      const { status, body } = await context.client.get(
        '/api/v1/namespaces/not-there/configmaps',
      );
      expect(status).toBe(200);
      expect(body.items).toEqual([]);
    });

    it('serves a custom resource in each of its versions', async () => {
      const older = context.in('gateways', 'networking.istio.io/v1beta1');
      await context.client.post(
        context.in('gateways', ISTIO),
        gateway('both', { selector: { a: 'b' } }),
      );
      const { body } = await context.client.get(`${older}/both`);
      expect(body).toMatchObject({
        apiVersion: 'networking.istio.io/v1beta1',
        kind: 'Gateway',
      });
    });

    it.each([
      ['continue=garbage', 400, 'continue key is not valid'],
      [
        'resourceVersion=abc',
        400,
        'invalid resource version: resourceVersion: Invalid value: "abc"',
      ],
      ['limit=abc', 400, 'strconv.ParseInt: parsing "abc": invalid syntax'],
      [
        'resourceVersionMatch=Exact',
        422,
        'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
      ],
      [
        'resourceVersionMatch=Exact&resourceVersion=0',
        422,
        'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
      ],
      [
        'sendInitialEvents=true',
        422,
        'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list',
      ],
    ])('refuses %s', async (query, status, message) => {
      const answer = await context.client.get(
        `${context.in('configmaps')}?${query}`,
      );
      expect(answer.status).toBe(status);
      expect(answer.body.message).toContain(message);
    });

    it('asks to come again for a revision that is not there yet', async () => {
      const { status, body } = await context.client.get(
        `${context.in('configmaps')}?resourceVersion=4611686018427387904`,
      );
      expect(status).toBe(504);
      expect(body).toMatchObject({
        reason: 'Timeout',
        details: {
          causes: [
            {
              reason: 'ResourceVersionTooLarge',
              message: 'Too large resource version',
            },
          ],
        },
      });
    });
  });
}
