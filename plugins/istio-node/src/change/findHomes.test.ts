import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';
import { findHomes } from './findHomes';
import { planManifests } from './planManifests';

const strict: ManifestObject = {
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace: 'shop' },
  spec: { mtls: { mode: 'STRICT' } },
};
const KEY = 'security.istio.io/PeerAuthentication:shop/default';
const layout = { cluster: 'eu-1', fileName: 'default-mtls.yaml' };
const FOLDER = 'clusters/eu-1/shop';
const byHand = `# ours since 2021
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: shop
spec:
  mtls:
    mode: PERMISSIVE # until the old clients are gone
`;

function repository(files: Record<string, string>) {
  const asked: string[][] = [];
  return {
    asked,
    async readFiles(_: string, paths: readonly string[]) {
      asked.push([...paths]);
      return new Map(
        Object.entries(files)
          .filter(([path]) => paths.includes(path))
          .map(([path, content]) => [path, { path, content, sha: path }]),
      );
    },
  };
}

const texts = {
  [`${FOLDER}/kustomization.yaml`]:
    'resources:\n- ../../base\n- ./broken.yaml\n- mtls.yaml\n- https://x/y.yaml\n',
  [`${FOLDER}/broken.yaml`]: 'kind: {{ .Values.kind }}\n: [',
  [`${FOLDER}/mtls.yaml`]: byHand,
};

describe('findHomes', () => {
  it('finds what people wrote, which is then changed where it is', async () => {
    const forge = repository(texts);
    const homes = await findHomes(forge, 'main', [strict], layout);
    expect(homes).toEqual({ [KEY]: 'mtls.yaml' });
    // Files of the folder only.
    expect(forge.asked[1]).toEqual([
      `${FOLDER}/broken.yaml`,
      `${FOLDER}/mtls.yaml`,
    ]);
    const plan = planManifests([strict], { ...layout, homes });
    const before = new Map(Object.entries(texts));
    const after = plan.apply(before);
    expect(after.get(`${FOLDER}/mtls.yaml`)).toBe(
      byHand.replace('PERMISSIVE', 'STRICT'),
    );
    expect([...after.keys()]).not.toContain(`${FOLDER}/default-mtls.yaml`);
    expect(plan.objects).toEqual([
      { object: strict, path: `${FOLDER}/mtls.yaml` },
    ]);
  });

  it.each(['kustomization.yml', 'Kustomization'])(
    'refuses a folder whose kustomization is %s: kustomize takes one',
    async name => {
      const forge = repository({ [`${FOLDER}/${name}`]: 'resources: []\n' });
      await expect(findHomes(forge, 'main', [strict], layout)).rejects.toThrow(
        `${FOLDER}/${name} is the kustomization of its folder, and kustomize refuses a second one beside it: rename it to kustomization.yaml first.`,
      );
    },
  );

  it('reads once where everything is in its own file, or nothing is', async () => {
    const own = repository({
      ...texts,
      [`${FOLDER}/default-mtls.yaml`]: byHand,
    });
    expect(await findHomes(own, 'main', [strict], layout)).toEqual({});
    const empty = repository({});
    expect(await findHomes(empty, 'main', [strict], layout)).toEqual({});
    expect([own.asked.length, empty.asked.length]).toEqual([1, 1]);
  });

  it('leaves a home that the intent names', async () => {
    const homes = { [KEY]: 'policies.yaml' };
    expect(
      await findHomes(repository({}), 'main', [strict], { ...layout, homes }),
    ).toEqual(homes);
    const named = repository({
      ...texts,
      [`${FOLDER}/policies.yaml`]: 'a: 1\n',
    });
    expect(
      await findHomes(named, 'main', [strict], { ...layout, homes }),
    ).toEqual(homes);
  });

  it('knows no home on a branch that is not there', async () => {
    const forge = { readFiles: async () => undefined };
    expect(await findHomes(forge, 'x', [strict], layout)).toEqual({});
  });
});
