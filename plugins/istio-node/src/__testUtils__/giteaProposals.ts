import {
  FakeGitea,
  type GiteaCall,
  type GiteaFault,
} from '@meshwright/test-kit';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { parse } from 'yaml';
import { GiteaForge } from '../forges/gitea/GiteaForge';
import { SEED } from './exposeRequest';

export const SHOP = 'clusters/eu-1/shop/kustomization.yaml';
export const CART = 'clusters/eu-1/shop/cart-ingress.yaml';
export const BRANCH = 'meshwright/expose-service/cart/eu-1-ingress-cart';

const server = setupServer();

/** Has the fakes of a test file answer; to be called at its top. */
export function serveFakes(): void {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
}

/** A Gitea with these files, and a forge on it. */
export function startGitea(seed: Record<string, string> = SEED) {
  const fake = new FakeGitea({ files: seed });
  server.use(...fake.handlers());
  const { owner, repo, token } = fake;
  const forge = new GiteaForge({
    // A host of its own: the rate limit of one test is not that of another.
    host: `${Math.random()}.example.com`,
    baseUrl: fake.url,
    owner,
    repo,
    token,
  });
  return { fake, forge };
}

/** The answer of a gateway whose forge is away. */
export const down = () =>
  HttpResponse.json({ message: 'bad gateway' }, { status: 502 });

/** Breaks the n-th call that matches, or all from it on. */
export function breakCall(
  when: GiteaFault['when'],
  matches: (call: GiteaCall) => boolean,
  answer: () => Response = down,
  times = 1,
): GiteaFault {
  let left = times;
  return {
    when,
    on(call) {
      if (!matches(call) || left === 0) return undefined;
      left -= 1;
      return answer();
    },
  };
}

/** What a kustomization lists. */
export const resourcesOf = (text: string | undefined): string[] =>
  parse(text ?? '').resources;

/** That there is one branch with one open pull request and all of the change. */
export function expectOne(fake: FakeGitea): void {
  expect([...fake.git.branches.keys()]).toEqual(['main', BRANCH]);
  expect(fake.pulls.map(({ head, state }) => [head, state])).toEqual([
    [BRANCH, 'open'],
  ]);
  expect(fake.text(BRANCH, CART)).toContain('kind: VirtualService');
  expect(resourcesOf(fake.text(BRANCH, SHOP))).toEqual([
    'cart-ingress.yaml',
    'storefront.yaml',
  ]);
}
