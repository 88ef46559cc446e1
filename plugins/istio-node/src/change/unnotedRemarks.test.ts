import {
  intentKindOf,
  renderManifests,
} from '@meshwright/backstage-plugin-istio-common';
import { computeChanges } from './computeChanges';
import { planDefinitions } from './planDefinitions';

const gateway = { name: 'edge', namespace: 'istio-ingress' };

function planOf(delivery: object) {
  const result = intentKindOf('install')?.build({
    ...{ cluster: 'eu-1', version: '1.30.3', delivery },
    gateways: [gateway],
  });
  if (!result || 'problems' in result) throw new Error(JSON.stringify(result));
  const { built } = result;
  const layout = { cluster: 'eu-1', fileName: 'mesh-install.yaml' };
  return { built, plan: planDefinitions(built, layout), layout };
}

const asRead = (texts: ReadonlyMap<string, string>) =>
  new Map(
    [...texts].map(([path, content]) => [path, { path, content, sha: 's' }]),
  );

const VALUES = 'clusters/eu-1/mesh/edge.values.yaml';
const theirs = `service:
  annotations:
    # ask the net team
    lb: internal
  loadBalancerClass: nlb
`;

describe('values that an intent leaves empty', () => {
  it('of a file without a note stay, and are named', () => {
    const { plan } = planOf({ by: 'helm' });
    const before = asRead(new Map([[VALUES, theirs]]));
    const { remarks, changes } = computeChanges(plan, before);
    expect(remarks).toEqual([
      `Helm values service.annotations, service.loadBalancerClass of ${VALUES} stay: the intent leaves them empty, and there is no note of who wrote them. Take them out by hand if an earlier run did.`,
    ]);
    const text = changes.find(({ path }) => path === VALUES)?.content ?? '';
    for (const line of theirs.split('\n')) expect(text).toContain(line);
    // From then on it is known whose they are.
    const after = asRead(new Map([[VALUES, text]]));
    expect(computeChanges(plan, after).remarks).toEqual([]);
  });

  it('of a HelmRelease without a note stay, and are named', () => {
    const { plan, built, layout } = planOf({ by: 'flux' });
    const path = 'clusters/eu-1/flux-system/mesh-install.yaml';
    const text = (plan.apply(new Map()).get(path) ?? '')
      .replace(/^ {2}annotations:\n {4}meshwright\.dev\/values: .*\n/gm, '')
      .replace(
        'type: LoadBalancer',
        'type: LoadBalancer\n      loadBalancerClass: nlb # theirs',
      );
    expect(text).not.toContain('meshwright.dev');
    const files = asRead(new Map([[path, text]]));
    const { remarks, changes } = computeChanges(plan, files);
    expect(remarks).toEqual([
      expect.stringMatching(
        /^Helm values service\.loadBalancerClass of HelmRelease \S*edge in clusters\/eu-1\/flux-system\/mesh-install\.yaml stay/,
      ),
    ]);
    const content = changes.find(one => one.path === path)?.content;
    expect(content).toContain('loadBalancerClass: nlb');
    // What is new or taken out has none.
    expect(computeChanges(plan, new Map()).remarks).toEqual([]);
    const removal = planDefinitions(built, layout, 'remove');
    expect(computeChanges(removal, files).remarks).toEqual([]);
    expect(renderManifests(built.objects)).toContain('meshwright.dev/values');
  });
});
