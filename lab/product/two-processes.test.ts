import { proposeChange } from '@meshwright/backstage-plugin-istio-node';
import { parse } from 'yaml';
import { labFacts } from './labFacts';
import { gitea, newRepository } from './labGitea';
import type { Death } from './proposals/dieAt';
import { persistently } from './proposals/persistently';
import { fileOf, proposalOf, SHARED, type Target } from './proposals/proposal';
import { startProposer } from './proposals/startProposer';

// Fifty merges by one Gitea: minutes, and more of them on a busy machine.
jest.setTimeout(1_800_000);

const KUSTOMIZATION = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
# team-shop owns this folder
resources:
  - storefront.yaml # the shop itself
`;

interface Pull {
  head: { ref: string };
  state: string;
  merged: boolean;
}

describe('proposals from two processes, on the Gitea of the lab', () => {
  const { url, token, organisation: owner } = labFacts().gitea;
  let target: Target;

  beforeEach(async () => {
    const repo = await newRepository({
      'clusters/lab/kustomization.yaml':
        'resources:\n  - istio-ingress\n  - shop\n',
      'clusters/lab/istio-ingress/kustomization.yaml':
        'resources:\n  - deployment.yaml\n',
      [SHARED]: KUSTOMIZATION,
    });
    target = { url, owner, repo, token };
  });

  afterEach(() => gitea('DELETE', `/repos/${owner}/${target.repo}`));

  const at = () => `/repos/${owner}/${target.repo}`;

  async function everyPull(): Promise<Pull[]> {
    const found: Pull[] = [];
    for (let page = 1; ; page++) {
      const some = await gitea(
        'GET',
        `${at()}/pulls?state=all&limit=50&page=${page}`,
      );
      // Gitea's list of pull requests.
      const list = some as Pull[];
      found.push(...list);
      if (list.length < 50) return found;
    }
  }

  /** Pull requests that are open or merged: of two at once one is closed again. */
  async function pulls(): Promise<Pull[]> {
    const found = await everyPull();
    return found.filter(({ state, merged }) => merged || state === 'open');
  }

  async function sharedText(): Promise<string> {
    const { forge } = proposalOf(target, 'any');
    const files = await forge.readFiles('main', [SHARED]);
    return files?.get(SHARED)?.content ?? '';
  }

  // Fault 38.
  it('come to fifty entries of one kustomization after the merges, and lose none', async () => {
    const services = Array.from({ length: 50 }, (_, i) => `svc-${i}`);
    // Some are wished for by both processes at the same time.
    const both = services.slice(20, 25);
    const halves = [services.slice(0, 25), services.slice(20)];
    const proposed = await Promise.all(
      halves.map(half =>
        startProposer({ target, task: 'propose', services: half }),
      ),
    );
    expect(proposed.map(({ code, errors }) => [code, errors])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const [first, second] = proposed.map(({ results }) => results);
    expect(first.slice(20).map(one => one.pullRequest?.number)).toEqual(
      second.slice(0, both.length).map(one => one.pullRequest?.number),
    );
    const heads = (await pulls()).map(({ head }) => head.ref);
    expect([...heads].sort()).toEqual(
      services
        .map(name => `meshwright/expose-service/${name}/lab-ingress-${name}`)
        .sort(),
    );
    // Both merge at the same time now, and whoever comes second proposes anew;
    // when the second has brought in its part, the first goes on alone.
    const merged = await Promise.all(
      [services.slice(0, 40), services.slice(40)].map(part =>
        startProposer({ target, task: 'bring-in', services: part }),
      ),
    );
    expect(merged.map(({ code, errors }) => [code, errors])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const text = await sharedText();
    expect([...parse(text).resources].sort()).toEqual(
      ['storefront.yaml', ...services.map(fileOf)].sort(),
    );
    expect(text).toContain('# team-shop owns this folder');
    expect(text).toContain('- storefront.yaml # the shop itself');
    expect(await pulls()).toHaveLength(50);
  });

  const deaths: Array<Death & { port?: number }> = [
    ...[1, 2, 3, 4].flatMap(call => [
      { call, when: 'before' as const },
      { call, when: 'after' as const },
    ]),
    // What Gitea makes of a request whose sender is gone is up to it.
    ...[3, 4].map(call => ({ call, when: 'during' as const })),
    // The change is updated: look, read, commit, edit the text.
    ...[3, 4].flatMap(call => [
      { call, when: 'before' as const, port: 9090 },
      { call, when: 'after' as const, port: 9090 },
    ]),
  ];

  // Fault 35, with a process that is really killed.
  it('come to one branch and one pull request after a death at any network call', async () => {
    const cases = deaths.map((death, i) => ({
      ...death,
      service: `dead-${i}`,
    }));
    for (const { port, service } of cases) {
      if (port) {
        await persistently(() => proposeChange(proposalOf(target, service)));
      }
    }
    for (let i = 0; i < cases.length; i += 3) {
      const ended = await Promise.all(
        cases.slice(i, i + 3).map(({ service, port, call, when }) =>
          startProposer({
            ...{ target, task: 'propose', services: [service], port },
            dieAt: { call, when },
          }),
        ),
      );
      expect(ended.map(({ signal }) => signal)).toEqual(
        ended.map(() => 'SIGKILL'),
      );
    }
    const again = async ({ service, port }: (typeof cases)[number]) => {
      const wanted = proposalOf(target, service, port);
      const { pullRequest, branch } = await persistently(() =>
        proposeChange(wanted),
      );
      expect(pullRequest).toBeDefined();
      const files = await wanted.forge.readFiles(branch, [
        `clusters/lab/shop/${fileOf(service)}`,
        SHARED,
      ]);
      const text = files?.get(`clusters/lab/shop/${fileOf(service)}`);
      expect(text?.content).toContain(`number: ${port ?? 8080}`);
      expect(parse(files?.get(SHARED)?.content ?? '').resources).toEqual([
        fileOf(service),
        'storefront.yaml',
      ]);
      const { outcome } = await persistently(() => proposeChange(wanted));
      expect([service, outcome]).toEqual([service, 'unchanged']);
    };
    await Promise.all(cases.map(again));
    // Nobody else proposes these: none is opened beside another and closed again.
    const heads = (await everyPull()).map(({ head }) => head.ref);
    expect([...heads].sort()).toEqual(
      cases
        .map(
          ({ service }) =>
            `meshwright/expose-service/${service}/lab-ingress-${service}`,
        )
        .sort(),
    );
    const branches = await gitea('GET', `${at()}/branches?limit=50`);
    expect(branches).toHaveLength(cases.length + 1);
  });
});
