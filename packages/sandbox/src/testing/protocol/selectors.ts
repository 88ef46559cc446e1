import { configMap, ISTIO, type ProtocolContext } from './ProtocolContext';

const LABELS: Record<string, Record<string, string>> = {
  'sel-a': { sel: '1', tier: 'web', team: 'x' },
  'sel-b': { sel: '1', tier: 'db' },
  'sel-c': { sel: '1', tier: '' },
  'sel-d': { sel: '1', team: 'y', 'example.com/size': '10' },
};

/** @internal */
export function describeSelectors(context: ProtocolContext): void {
  describe('selectors', () => {
    beforeAll(async () => {
      for (const [name, labels] of Object.entries(LABELS)) {
        await context.client.post(
          context.in('configmaps'),
          configMap(name, {}, { labels }),
        );
      }
    });

    it.each([
      ['tier=web', ['a']],
      ['tier==web', ['a']],
      ['tier!=web', ['b', 'c', 'd']],
      ['tier in (web, db)', ['a', 'b']],
      ['tier notin (web,db)', ['c', 'd']],
      ['tier in (web,)', ['a', 'c']],
      ['tier', ['a', 'b', 'c']],
      ['!tier', ['d']],
      ['tier=', ['c']],
      ['tier=web,team=x', ['a']],
      ['tier,!team', ['b', 'c']],
      ['example.com/size>9', ['d']],
      ['example.com/size<9', []],
      ['team notin (x)', ['b', 'c', 'd']],
    ])('selects by labels: %s', async (selector, found) => {
      const query = encodeURIComponent(`sel=1,${selector}`);
      const { body } = await context.client.get(
        `${context.in('configmaps')}?labelSelector=${query}`,
      );
      expect(body.items.map(({ metadata }) => metadata.name)).toEqual(
        found.map(name => `sel-${name}`),
      );
    });

    it.each([
      ['a=b=c', "found '=', expected: ',' or 'end of string'"],
      ['a in b', "unable to parse requirement: found 'b' expected: '('"],
      [
        'a in (b',
        "unable to parse requirement: found '', expected: ',' or ')'",
      ],
      ['!', "unable to parse requirement: found '', expected: identifier"],
      [
        'a > b',
        "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value must be an integer",
      ],
    ])('refuses the label selector %s', async (selector, message) => {
      const path = `${context.in(
        'configmaps',
      )}?labelSelector=${encodeURIComponent(selector)}`;
      const { status, body } = await context.client.get(path);
      expect([status, body.reason, body.message]).toEqual([
        400,
        'BadRequest',
        message,
      ]);
    });

    it.each([
      ['metadata.name=sel-a', ['a']],
      ['metadata.name!=sel-a', ['b', 'c', 'd']],
      ['metadata.namespace=not-here', []],
      ['metadata.name=sel-a,metadata.name=sel-b', []],
    ])('selects by fields: %s', async (selector, found) => {
      const query = `labelSelector=sel&fieldSelector=${encodeURIComponent(
        selector,
      )}`;
      const { body } = await context.client.get(
        `${context.in('configmaps')}?${query}`,
      );
      expect(body.items.map(({ metadata }) => metadata.name)).toEqual(
        found.map(name => `sel-${name}`),
      );
    });

    it('selects namespaces by phase and name', async () => {
      const selector = encodeURIComponent(
        `status.phase=Active,metadata.name=${context.namespace}`,
      );
      const { body } = await context.client.get(
        `/api/v1/namespaces?fieldSelector=${selector}`,
      );
      expect(body.items.map(({ metadata }) => metadata.name)).toEqual([
        context.namespace,
      ]);
    });

    it('takes the fields that it knows for pods', async () => {
      const selector = encodeURIComponent(
        'spec.nodeName=none,status.phase=Running',
      );
      const { status, body } = await context.client.get(
        `${context.in('pods')}?fieldSelector=${selector}`,
      );
      expect([status, body.items]).toEqual([200, []]);
    });

    it('refuses fields that it does not know', async () => {
      const core = await context.client.get(
        `${context.in('configmaps')}?fieldSelector=data.k%3Dv`,
      );
      expect([core.status, core.body.message]).toEqual([
        400,
        '"data.k" is not a known field selector: only "metadata.name", "metadata.namespace"',
      ]);
      const custom = await context.client.get(
        `${context.in('gateways', ISTIO)}?fieldSelector=spec.a%3Db`,
      );
      expect([custom.status, custom.body.message]).toEqual([
        400,
        'field label not supported: spec.a',
      ]);
    });
  });
}
