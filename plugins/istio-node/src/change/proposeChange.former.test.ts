import {
  ANNOTATIONS,
  annotateChange,
  intentHash,
  intentKindOf,
} from '@meshwright/backstage-plugin-istio-common';
import { exposeRequest, KUSTOMIZATION } from '../__testUtils__/exposeRequest';
import {
  BRANCH,
  breakCall,
  CART,
  resourcesOf,
  serveFakes,
  SHOP,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { changeId } from './changeIdentity';
import type { FolderLook } from './lookThrough';
import { planInPlace } from './planInPlace';
import { proposeChange } from './proposeChange';
import type { ProposeRequest } from './proposeTypes';

serveFakes();

const EDGE = 'clusters/eu-1/istio-ingress/cart-ingress.yaml';
const EDGE_LIST = 'clusters/eu-1/istio-ingress/kustomization.yaml';
const COPY = 'clusters/eu-1/istio-ingress/by-hand.yaml';

interface Options extends Partial<Omit<ProposeRequest, 'plan'>> {
  look?: FolderLook;
  port?: number;
  isWhole?: boolean;
  files?: Array<{ path: string; content: string }>;
}

/** Exposes the cart by a gateway in one of two namespaces. */
function request(
  forge: ProposeRequest['forge'],
  gatewayNamespace: string,
  { look, port = 8080, isWhole = true, files, ...rest }: Options = {},
): ProposeRequest {
  const { plan: _, ...one } = exposeRequest(forge, {}, rest);
  const result = intentKindOf('ingress')?.build({
    cluster: 'eu-1',
    namespace: 'shop',
    service: { name: 'cart', port },
    host: 'cart.shop.example.com',
    gateway: { namespace: gatewayNamespace },
    issuer: { name: 'mesh-ca' },
  });
  if (!result || 'problems' in result) throw new Error(JSON.stringify(result));
  const objects = annotateChange(result.built.objects, {
    change: changeId(one.identity),
    template: one.identity.template,
    entityRef: one.identity.entityRef,
    intentHash: intentHash(result.intent),
  });
  const layout = { cluster: 'eu-1', fileName: 'cart-ingress.yaml' };
  const built = { ...result.built, objects, isWhole, files };
  return { ...one, plan: planInPlace(built, layout, 'write', look) };
}

type Fake = ReturnType<typeof start>['fake'];

/** Every file of a branch but those that base had from the start. */
function filesOf(fake: Fake, branch: string): string[] {
  const tree = fake.git.resolve(branch)?.tree ?? new Map<string, string>();
  return [...tree.keys()].sort();
}

/** The files of the branch, whatever the order of the documents in each. */
function whole(fake: Fake): Array<[string, string[]]> {
  const tree = fake.git.resolve(BRANCH)?.tree ?? new Map<string, string>();
  return [...tree].map(([path, text]) => [path, text.split('---\n').sort()]);
}

/** What the second run alone would make of the repository. */
async function afterSecondAlone(
  port?: number,
): Promise<Array<[string, string[]]>> {
  const { fake, forge } = start();
  await proposeChange(request(forge, 'shop', { port }));
  return whole(fake);
}

describe('proposeChange with other values than the run before', () => {
  it('leaves nothing of the first run in the open pull request', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge, 'istio-ingress'));
    expect(filesOf(fake, BRANCH)).toContain(EDGE);
    const shown = await proposeChange(request(forge, 'shop', { dryRun: true }));
    expect(shown.files).toContainEqual(
      expect.objectContaining({ path: EDGE, change: 'delete' }),
    );
    const { outcome, warnings } = await proposeChange(
      request(forge, 'shop', { previewed: shown.preview?.id }),
    );
    expect(outcome).toBe('updated');
    expect(warnings).toEqual(shown.warnings);
    expect(warnings.join()).toMatch(
      /Certificate istio-ingress\/\S+ goes from clusters\/eu-1\/istio-ingress\/cart-ingress.yaml/,
    );
    expect(whole(fake)).toEqual(await afterSecondAlone());
    // Made and taken back by the same pull request: there is nothing to review.
    expect(fake.pulls[0].body).not.toMatch(
      /`istio-ingress\/|\| Certificate istio-ingress/,
    );
    const again = await proposeChange(request(forge, 'shop'));
    expect(again.outcome).toBe('unchanged');
  });

  it('takes out what a merged run left in a folder that it does not write any more', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge, 'istio-ingress'));
    fake.mergePull(1);
    const { branch, objects } = await proposeChange(request(forge, 'shop'));
    expect(fake.text(branch, EDGE)).toBeUndefined();
    expect(resourcesOf(fake.text(branch, EDGE_LIST))).toEqual([
      'deployment.yaml',
    ]);
    expect(objects).toContainEqual(
      expect.objectContaining({ path: EDGE, change: 'delete' }),
    );
    const row = /\| Certificate istio-ingress\/\S+ \| .* \| delete \|/;
    expect(fake.pulls[1].body).toMatch(row);
    // It still says so when another value changes on the branch.
    await proposeChange(request(forge, 'shop', { port: 9090 }));
    expect(fake.pulls[1].body).toMatch(row);
  });

  it('looks where a validation has found it, within the same calls', async () => {
    const { fake, forge } = start();
    const moved = 'clusters/eu-1/istio-ingress/edge.yaml';
    const first: FolderLook = { files: [], holders: [], former: [] };
    await proposeChange(request(forge, 'istio-ingress', { look: first }));
    fake.mergePull(1);
    fake.git.commitTo(
      'main',
      {
        [moved]: fake.text('main', EDGE),
        [EDGE]: undefined,
        [EDGE_LIST]: 'resources:\n  - deployment.yaml\n  - edge.yaml\n',
      },
      'ana.ruiz',
    );
    fake.calls.length = 0;
    const files = [
      'clusters/eu-1/shop/storefront.yaml',
      'clusters/eu-1/istio-ingress/deployment.yaml',
    ];
    const look = { files, holders: [], former: [moved] };
    const { branch } = await proposeChange(request(forge, 'shop', { look }));
    const reads = fake.calls.filter(({ path }) => path === '/file-contents');
    expect(reads).toHaveLength(1);
    expect(fake.text(branch, moved)).toBeUndefined();
    expect(resourcesOf(fake.text(branch, EDGE_LIST))).toEqual([
      'deployment.yaml',
    ]);
  });

  it('never takes out what lacks the annotation of this change', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge, 'istio-ingress'));
    fake.mergePull(1);
    const text = String(fake.text('main', EDGE));
    const theirs = text.replace(/( +meshwright\.dev\/change: ).*/, '$1other');
    expect(theirs).not.toBe(text);
    const bare = text.replace(/ +annotations:\n( +meshwright\.dev\/.*\n)+/, '');
    expect(bare).not.toContain(ANNOTATIONS.change);
    fake.git.commitTo(
      'main',
      {
        [EDGE]: theirs,
        [COPY]: bare,
        [EDGE_LIST]: 'resources:\n  - by-hand.yaml\n  - cart-ingress.yaml\n',
      },
      'ana.ruiz',
    );
    const look = { files: [], holders: [], former: [EDGE, COPY] };
    const { branch } = await proposeChange(request(forge, 'shop', { look }));
    expect(fake.text(branch, EDGE)).toBe(theirs);
    expect(fake.text(branch, COPY)).toBe(bare);
  });

  it('leaves a file whose entry is in another kustomization', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge, 'istio-ingress'));
    fake.mergePull(1);
    const list = 'resources:\n  - deployment.yaml\n';
    const top = 'clusters/eu-1/kustomization.yaml';
    const listed = 'resources:\n- istio-ingress/cart-ingress.yaml\n- shop\n';
    const edit = { [EDGE_LIST]: list, [top]: listed };
    fake.git.commitTo('main', edit, 'ana.ruiz');
    const look = { files: [], holders: [], former: [EDGE] };
    const { branch } = await proposeChange(request(forge, 'shop', { look }));
    expect(fake.text(branch, EDGE)).toBe(fake.text('main', EDGE));
  });

  it('names the copy that people made, when it goes', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge, 'shop'));
    fake.mergePull(1);
    const text = String(fake.text('main', CART));
    const copy = text
      .split('---\n')
      .at(-1)
      ?.replace('name: cart', 'name: partner');
    const both = `${text}---\n${copy}`;
    fake.git.commitTo('main', { [CART]: both }, 'ana.ruiz');
    const { warnings, branch } = await proposeChange(request(forge, 'shop'));
    expect(warnings.join()).toMatch(
      /VirtualService shop\/partner goes from .*Where it is a copy by hand, take that annotation off it first/,
    );
    expect(fake.text(branch, CART)).not.toContain('partner');
    expect(fake.pulls[1].body).toMatch(
      /VirtualService shop\/partner \| .* \| delete \|/,
    );
  });

  it('still names what stays of an earlier run of a change that is not whole', async () => {
    const { fake, forge } = start();
    await proposeChange(request(forge, 'istio-ingress', { isWhole: false }));
    const edited = `# ours\n${fake.text(BRANCH, EDGE)}`;
    fake.git.commitTo(BRANCH, { [EDGE]: edited }, 'ana.ruiz');
    // Without a note of what the pull request made.
    fake.pulls[0].body = fake.pulls[0].body.replace(
      /"(networking\.istio\.io|cert\\u002dmanager\.io)\/(\w+):istio\\u002dingress\/([^"]+)":\["create"/g,
      '"$1/$2:istio\\u002dingress/$3":["update"',
    );
    await proposeChange(request(forge, 'shop', { isWhole: false }));
    expect(fake.text(BRANCH, EDGE)).toBe(edited);
    expect(fake.pulls[0].body).toMatch(
      /\| Certificate istio-ingress\/\S+ \| .* \| update \|/,
    );
    expect(fake.pulls[0].body).toContain('`istio-ingress/cart-ingress.yaml`');
  });

  it('takes back what its pull request made, of a change that is not whole too', async () => {
    const { fake, forge } = start();
    const files = [{ path: 'mesh/edge.txt', content: 'edge\n' }];
    const first = { isWhole: false, files };
    await proposeChange(request(forge, 'istio-ingress', first));
    const text = 'clusters/eu-1/mesh/edge.txt';
    expect(fake.text(BRANCH, text)).toBe('edge\n');
    await proposeChange(request(forge, 'shop', { isWhole: false }));
    expect(whole(fake)).toEqual(await afterSecondAlone());
  });

  it('leaves a text that people edited, and names it', async () => {
    const { fake, forge } = start();
    const files = [{ path: 'mesh/edge.txt', content: 'edge\n' }];
    await proposeChange(request(forge, 'istio-ingress', { files }));
    const text = 'clusters/eu-1/mesh/edge.txt';
    fake.git.commitTo(BRANCH, { [text]: 'edge by hand\n' }, 'ana.ruiz');
    await proposeChange(request(forge, 'shop'));
    await proposeChange(request(forge, 'shop', { port: 9090 }));
    expect(fake.text(BRANCH, text)).toBe('edge by hand\n');
    expect(fake.pulls[0].body).toMatch(/\| File \| `mesh\/edge.txt` \| create/);
  });

  it('does what its preview says on a branch whose pull request was not opened', async () => {
    const { fake, forge } = start();
    const isOpening = (call: { path: string; method: string }) =>
      call.path === '/pulls' && call.method === 'POST';
    fake.faults.push(breakCall('before', isOpening, undefined, 3));
    await expect(
      proposeChange(request(forge, 'istio-ingress')),
    ).rejects.toThrow('is ready: run again');
    const wanted = { port: 9090 };
    const shown = await proposeChange(
      request(forge, 'shop', { ...wanted, dryRun: true }),
    );
    expect(shown.message).toMatch(/^Dry run: \d files would change/);
    const { outcome } = await proposeChange(
      request(forge, 'shop', { ...wanted, previewed: shown.preview?.id }),
    );
    expect(outcome).toBe('created');
    expect(whole(fake)).toEqual(await afterSecondAlone(9090));
  });

  it('names the branch that has changed since the preview', async () => {
    const { fake, forge } = start();
    const { preview } = await proposeChange(
      request(forge, 'shop', { dryRun: true }),
    );
    fake.git.branches.set(BRANCH, String(fake.git.branches.get('main')));
    const edit = { [SHOP]: `${KUSTOMIZATION}  - cart-ingress.yaml\n` };
    fake.git.commitTo(BRANCH, edit, 'ana.ruiz');
    await expect(
      proposeChange(request(forge, 'shop', { previewed: preview?.id })),
    ).rejects.toThrow(`has changed on ${BRANCH} since the preview`);
    expect(fake.pulls).toEqual([]);
  });
});
