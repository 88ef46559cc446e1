import type { ManifestObject } from '@meshwright/backstage-plugin-istio-common';
import type { PlanReader } from './ChangePlan';
import { findHomes, type HomesQuestion } from './findHomes';
import type { FolderLook } from './lookThrough';
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
const at = (name: string) => `${FOLDER}/${name}`;
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
const other = byHand.replace('name: default', 'name: other');

/** One state of a repository that tells which files each call asked for. */
class MemoryReader implements PlanReader {
  readonly calls: string[][] = [];
  readonly touched: string[] = [];
  moment: PlanReader['moment'] = 'base';
  /** Files that fit into a call beside those that are asked for. */
  room = 100;
  readonly #known = new Set<string>();

  constructor(readonly files: Record<string, string>) {}

  knows(path: string): boolean {
    return this.#known.has(path);
  }

  async read(
    paths: readonly string[],
    beside: ReadonlyArray<readonly string[]> = [],
  ) {
    const wanted = paths.filter(path => !this.knows(path));
    if (wanted.length > 0) {
      const fitting = beside.filter(group => group.length <= this.room);
      const asked = [...new Set([...wanted, ...fitting.flat()])];
      this.calls.push(asked);
      for (const path of asked) this.#known.add(path);
    }
    const found = Object.entries(this.files);
    return new Map(found.filter(([path]) => this.knows(path)));
  }
}

const NO_LOOK: FolderLook = { files: [], holders: [] };

function ask(
  repository: PlanReader,
  question: Partial<HomesQuestion> = {},
): Promise<Record<string, string>> {
  return findHomes(repository, {
    ...{ objects: [strict], removed: [], layout, paths: [], look: NO_LOOK },
    ...question,
  });
}

const texts = {
  [at('kustomization.yaml')]:
    'resources:\n- ../../base\n- ./broken.yaml\n- mtls.yaml\n- https://x/y.yaml\n- azure-pipelines.yml\n- a/../../x.yaml\n',
  [at('broken.yaml')]: 'kind: {{ .Values.kind }}\n: [',
  [at('mtls.yaml')]: byHand,
};

describe('findHomes', () => {
  it('finds what people wrote, which is then changed where it is', async () => {
    const repository = new MemoryReader(texts);
    const homes = await ask(repository);
    expect(homes).toEqual({ [KEY]: 'mtls.yaml' });
    // Files of the folder only, and none that steers a forge.
    expect(repository.calls[1]).toEqual([at('broken.yaml'), at('mtls.yaml')]);
    const plan = planManifests([strict], { ...layout, homes });
    const before = new Map(Object.entries(texts));
    const after = plan.apply(before);
    expect(after.get(at('mtls.yaml'))).toBe(
      byHand.replace('PERMISSIVE', 'STRICT'),
    );
    expect([...after.keys()]).not.toContain(at('default-mtls.yaml'));
    expect(plan.objects).toEqual([{ object: strict, path: at('mtls.yaml') }]);
  });

  it('takes a file without any document for no home', async () => {
    const empty = { ...texts, [at('broken.yaml')]: '# to be done\n' };
    expect(await ask(new MemoryReader(empty))).toEqual({ [KEY]: 'mtls.yaml' });
    const own = { ...texts, [at('default-mtls.yaml')]: '# to be done\n' };
    expect(await ask(new MemoryReader(own))).toEqual({ [KEY]: 'mtls.yaml' });
  });

  it.each(['kustomization.yml', 'Kustomization'])(
    'refuses a folder whose kustomization is %s: kustomize takes one',
    async name => {
      const repository = new MemoryReader({ [at(name)]: 'resources: []\n' });
      await expect(ask(repository)).rejects.toThrow(
        `${FOLDER}/${name} is the kustomization of its folder, and kustomize refuses a second one beside it: rename it to kustomization.yaml first.`,
      );
    },
  );

  it('reads once where everything is in its own file, or nothing is', async () => {
    const own = new MemoryReader({
      ...texts,
      [at('default-mtls.yaml')]: byHand,
    });
    expect(await ask(own)).toEqual({});
    const empty = new MemoryReader({});
    expect(await ask(empty)).toEqual({});
    expect([own.calls.length, empty.calls.length]).toEqual([1, 1]);
  });

  it('finds what is in one of many files, and refuses to guess among too many', async () => {
    const among = (count: number) => {
      const names = Array.from({ length: count }, (_, i) => `app-${i}.yaml`);
      return {
        [at('kustomization.yaml')]: `resources:\n${names
          .map(name => `- ${name}\n`)
          .join('')}`,
        ...Object.fromEntries(names.map(name => [at(name), other])),
        [at(`app-${count - 1}.yaml`)]: byHand,
      };
    };
    expect(await ask(new MemoryReader(among(60)))).toEqual({
      [KEY]: 'app-59.yaml',
    });
    const repository = new MemoryReader(among(301));
    await expect(ask(repository)).rejects.toThrow(
      `PeerAuthentication default may be in any of 301 files that the kustomization of ${FOLDER} lists, and at most 300 are looked through`,
    );
    // What a validation has seen need not be looked through again.
    const files = Object.keys(among(301));
    const look = { files, holders: [at('app-300.yaml')] };
    expect(await ask(new MemoryReader(among(301)), { look })).toEqual({
      [KEY]: 'app-300.yaml',
    });
  });

  it('reads the files of the plan with the first call', async () => {
    const repository = new MemoryReader(texts);
    await ask(repository, { paths: ['clusters/eu-1/kustomization.yaml'] });
    expect(repository.calls[0]).toContain('clusters/eu-1/kustomization.yaml');
  });

  it('leaves a home that the intent names, and looks for no other', async () => {
    const homes = { [KEY]: 'policies.yaml' };
    for (const files of [
      {},
      texts,
      { ...texts, [at('policies.yaml')]: 'a: 1\n' },
    ]) {
      const repository = new MemoryReader(files);
      const asked = { layout: { ...layout, homes } };
      expect(await ask(repository, asked)).toEqual(homes);
      expect(repository.calls).toHaveLength(1);
    }
  });

  describe('after a look at base', () => {
    const files = [at('broken.yaml'), at('mtls.yaml')];
    const moved = { files, holders: [at('mtls.yaml')] };
    const nowhere = { files, holders: [] };
    const none = { ...texts, [at('mtls.yaml')]: other };
    const grown = {
      ...none,
      [at('kustomization.yaml')]:
        'resources: [broken.yaml, mtls.yaml, new.yaml]\n',
      [at('new.yaml')]: byHand,
    };
    const elsewhere = { ...none, [at('broken.yaml')]: byHand };

    // Homes are found in what is there now, whatever the look said.
    it.each<
      [
        string,
        Pick<PlanReader, 'moment'> & { room?: number; touched?: string[] },
        FolderLook,
        Record<string, string>,
        string | undefined,
        number,
      ]
    >([
      [
        'finds the home at once',
        { moment: 'base' },
        moved,
        texts,
        'mtls.yaml',
        1,
      ],
      [
        'finds that there is none',
        { moment: 'base' },
        nowhere,
        none,
        undefined,
        1,
      ],
      [
        'in a large folder, too',
        { moment: 'base', room: 1 },
        nowhere,
        none,
        undefined,
        1,
      ],
      [
        'and the home there',
        { moment: 'base', room: 1 },
        moved,
        texts,
        'mtls.yaml',
        1,
      ],
      [
        'looks into files that are new',
        { moment: 'base' },
        nowhere,
        grown,
        'new.yaml',
        2,
      ],
      [
        'in a large folder, too',
        { moment: 'base', room: 1 },
        nowhere,
        grown,
        'new.yaml',
        2,
      ],
      [
        'looks again when the home is stale',
        { moment: 'base', room: 1 },
        moved,
        elsewhere,
        'broken.yaml',
        2,
      ],
      [
        'takes it along where there is room',
        { moment: 'base' },
        moved,
        elsewhere,
        'broken.yaml',
        1,
      ],
      [
        'believes no look on a branch',
        { moment: 'branch', room: 1 },
        nowhere,
        texts,
        'mtls.yaml',
        2,
      ],
      [
        'but takes its files along',
        { moment: 'branch' },
        nowhere,
        texts,
        'mtls.yaml',
        1,
      ],
      [
        'and those that the pull request names',
        { moment: 'branch', room: 1, touched: [at('mtls.yaml')] },
        nowhere,
        texts,
        'mtls.yaml',
        1,
      ],
      [
        'believes none when something moved',
        { moment: 'again', room: 1 },
        nowhere,
        texts,
        'mtls.yaml',
        2,
      ],
    ])('%s: %j', async (_, state, look, repository, home, calls) => {
      const reader = Object.assign(new MemoryReader(repository), state);
      const homes = await ask(reader, { look });
      expect(homes).toEqual(home ? { [KEY]: home } : {});
      expect(reader.calls).toHaveLength(calls);
    });

    it.each([
      ['branch', 1],
      ['again', 2],
    ] as const)(
      'on a %s what is to go and is not there takes %d calls',
      async (moment, calls) => {
        const reader = Object.assign(new MemoryReader(none), {
          moment,
          room: 1,
        });
        const asked = { objects: [], removed: [strict], look: moved };
        expect(await ask(reader, asked)).toEqual({});
        expect(reader.calls).toHaveLength(calls);
      },
    );

    it('reads nothing outside of the folders of the change', async () => {
      const foreign = [
        'clusters/eu-1/pay/web.yaml',
        '../x.yaml',
        'secrets.yaml',
      ];
      const repository = new MemoryReader(texts);
      repository.touched.push(...foreign);
      const look = { files: [...files, ...foreign], holders: foreign };
      await ask(repository, { look });
      const asked = repository.calls.flat();
      expect(asked).toEqual(expect.arrayContaining(files));
      expect(asked.filter(path => foreign.includes(path))).toEqual([]);
    });
  });
});
