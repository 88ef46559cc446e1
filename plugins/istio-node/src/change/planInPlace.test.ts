import { HttpResponse } from 'msw';
import type { ProposeRequest } from './proposeTypes';
import {
  exposeRequest,
  KUSTOMIZATION,
  SEED,
  type Wanted,
} from '../__testUtils__/exposeRequest';
import {
  BRANCH,
  breakCall,
  CART,
  expectOne,
  resourcesOf,
  serveFakes,
  SHOP,
  startGitea as start,
} from '../__testUtils__/giteaProposals';
import { forgeError } from '../forges/forgeFault';
import type { FolderLook } from './lookThrough';
import { planInPlace } from './planInPlace';
import { proposeChange } from './proposeChange';

serveFakes();

const STOREFRONT = 'clusters/eu-1/shop/storefront.yaml';
const OTHER = `apiVersion: v1
kind: Service
metadata:
  name: storefront
  namespace: shop
`;
const GATEWAY = 'clusters/eu-1/istio-ingress/deployment.yaml';
const FILES = {
  ...SEED,
  [STOREFRONT]: OTHER,
  [GATEWAY]: OTHER.replaceAll('storefront', 'gateway'),
};

/** The look that base gives where nobody has an object of the change. */
const LOOK: FolderLook = { files: [STOREFRONT, GATEWAY], holders: [] };

interface Options extends Partial<Omit<ProposeRequest, 'plan'>> {
  look?: FolderLook;
  path?: string;
}

/** The request of {@link exposeRequest}, whose plan follows the repository. */
function request(
  forge: ProposeRequest['forge'],
  wanted: Wanted = {},
  { look, path, ...rest }: Options = {},
): ProposeRequest {
  const { plan, ...one } = exposeRequest(forge, wanted, rest);
  const objects = plan.objects.map(({ object }) => object);
  const layout = { cluster: 'eu-1', path, fileName: 'cart-ingress.yaml' };
  return { ...one, plan: planInPlace({ objects }, layout, 'write', look) };
}

type Fake = ReturnType<typeof start>['fake'];

const reads = ({ calls }: Fake) =>
  calls.filter(({ path }) => path === '/file-contents').length;

/** What the shop's file of the change becomes when people move it. */
function moveByHand(fake: Fake, branch: string): void {
  const edit = {
    [STOREFRONT]: `${OTHER}---\n${fake.text(branch, CART)}`,
    [CART]: undefined,
    [SHOP]: `# moved\n${KUSTOMIZATION}`,
  };
  fake.git.commitTo(branch, edit, 'ana.ruiz');
}

describe('planInPlace', () => {
  it('reads the files once that the plan is made of and applied to', async () => {
    const { fake, forge } = start(FILES);
    const created = await proposeChange(request(forge, {}, { look: LOOK }));
    expect(created.outcome).toBe('created');
    expect([reads(fake), fake.calls.length]).toEqual([1, 4]);
    fake.calls.length = 0;
    const again = await proposeChange(request(forge, {}, { look: LOOK }));
    expect(again.outcome).toBe('unchanged');
    expect([reads(fake), fake.calls.length]).toEqual([1, 2]);
  });

  it('reads once more where nobody has looked', async () => {
    const { fake, forge } = start(FILES);
    await proposeChange(request(forge));
    expect([reads(fake), fake.calls.length]).toEqual([2, 5]);
  });

  it('reads once more for a preview that was agreed to only where base is taken in', async () => {
    const { fake, forge } = start(FILES);
    await proposeChange(request(forge));
    const wanted = { port: 9090 };
    const { preview } = await proposeChange(
      request(forge, wanted, { dryRun: true }),
    );
    fake.calls.length = 0;
    const previewed = preview?.id;
    const { outcome } = await proposeChange(
      request(forge, wanted, { previewed, look: LOOK }),
    );
    expect(outcome).toBe('updated');
    expect([reads(fake), fake.calls.length]).toEqual([1, 4]);
  });

  it.each(
    [1, 2, 3, 4].flatMap(number =>
      (['before', 'after'] as const).map(when => ({ number, when })),
    ),
  )(
    'comes to one pull request after a crash $when call $number',
    async ({ number, when }) => {
      const { fake, forge } = start(FILES);
      fake.faults.push(
        breakCall(when, call => call.number === number, HttpResponse.error),
        breakCall(
          'before',
          ({ number: n }) => n > number,
          HttpResponse.error,
          99,
        ),
      );
      const sleep = () => Promise.reject(new Error('killed'));
      const dying = request(forge, {}, { look: LOOK, sleep });
      await proposeChange(dying).catch(() => {});
      fake.faults.length = 0;
      await proposeChange(request(forge, {}, { look: LOOK }));
      expectOne(fake);
    },
  );

  it('looks again when the repository moves before the commit', async () => {
    const { fake, forge } = start(FILES);
    await proposeChange(request(forge));
    fake.mergePull(1);
    fake.faults.push({
      when: 'before',
      on(call) {
        if (call.path !== '/contents') return;
        fake.faults.length = 0;
        moveByHand(fake, 'main');
      },
    });
    // What it says of base was so a moment ago.
    const look = { files: [STOREFRONT, CART], holders: [CART] };
    const { branch } = await proposeChange(
      request(forge, { port: 9090 }, { look }),
    );
    expect(fake.text(branch, STOREFRONT)).toContain('number: 9090');
    expect(fake.text(branch, CART)).toBeUndefined();
    expect(resourcesOf(fake.text(branch, SHOP))).toEqual(['storefront.yaml']);
  });

  it('changes an object where people moved it on the branch', async () => {
    const { fake, forge } = start(FILES);
    await proposeChange(request(forge));
    moveByHand(fake, BRANCH);
    const head = fake.git.branches.get(BRANCH) ?? '';
    const wanted = { port: 9090 };
    const { outcome } = await proposeChange(request(forge, wanted));
    expect(outcome).toBe('updated');
    expect(fake.text(BRANCH, STOREFRONT)).toContain('number: 9090');
    expect(fake.text(BRANCH, CART)).toBeUndefined();
    expect(fake.git.history(BRANCH).map(({ sha }) => sha)).toContain(head);
    // The pull request tells where it is, so that it is read at once.
    fake.calls.length = 0;
    expect((await proposeChange(request(forge, wanted))).outcome).toBe(
      'unchanged',
    );
    expect([reads(fake), fake.calls.length]).toEqual([1, 2]);
  });

  it('takes in a base on which people moved the object', async () => {
    const { fake, forge } = start(FILES);
    await proposeChange(request(forge));
    fake.mergePull(1);
    const wanted = { port: 9090 };
    const { branch } = await proposeChange(request(forge, wanted));
    moveByHand(fake, 'main');
    const { outcome } = await proposeChange(request(forge, wanted));
    expect(outcome).toBe('updated');
    expect(fake.text(branch, STOREFRONT)).toContain('number: 9090');
    expect(fake.text(branch, CART)).toBeUndefined();
    fake.mergePull(2);
    expect(fake.text('main', STOREFRONT)).toContain('number: 9090');
    expect(resourcesOf(fake.text('main', SHOP))).toEqual(['storefront.yaml']);
  });

  it('stops when people moved the object since the preview', async () => {
    const { fake, forge } = start(FILES);
    await proposeChange(request(forge));
    fake.mergePull(1);
    const wanted = { port: 9090 };
    const { preview } = await proposeChange(
      request(forge, wanted, { dryRun: true }),
    );
    moveByHand(fake, 'main');
    const writes = fake.writes.length;
    await expect(
      proposeChange(request(forge, wanted, { previewed: preview?.id })),
    ).rejects.toThrow('Look at the preview again');
    expect(fake.writes).toHaveLength(writes);
  });

  it.each([
    ['outside', 'other/{cluster}/{namespace}', /is outside clusters\/eu-1/],
    ['above', '../{cluster}/{namespace}', /is not normalised/],
    [
      'that steers git',
      'clusters/eu-1/.git/{cluster}/{namespace}',
      /steers git/,
    ],
  ])('makes no call for a plan of files %s', async (_, path, message) => {
    const { fake, forge } = start(FILES);
    await expect(proposeChange(request(forge, {}, { path }))).rejects.toThrow(
      message,
    );
    expect(fake.calls).toEqual([]);
  });

  it('goes on without a file beside that is no plain file', async () => {
    const { fake, forge } = start(FILES);
    await proposeChange(request(forge));
    jest.spyOn(forge, 'readFiles').mockImplementationOnce(async (_, paths) => {
      expect(paths).toContain(STOREFRONT);
      throw forgeError('invalid', `${STOREFRONT} is not a plain file.`);
    });
    const { outcome } = await proposeChange(request(forge, {}, { look: LOOK }));
    expect(outcome).toBe('unchanged');
    expect(fake.pulls).toHaveLength(1);
  });

  it('says which branch is not there', async () => {
    const { forge } = start(FILES);
    await expect(
      proposeChange(request(forge, {}, { base: 'trunk' })),
    ).rejects.toThrow('has no branch trunk: create it');
  });
});
