import { FakeGitea } from '@meshwright/test-kit';
import { setupServer } from 'msw/node';
import { exposeRequest, SEED } from '../__testUtils__/exposeRequest';
import { GiteaForge } from '../forges/gitea/GiteaForge';
import { proposeChange } from './proposeChange';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());

const OF_CART = 'meshwright/expose-service/cart';

describe('findRound', () => {
  it('never takes the second round of one change for the first of another', async () => {
    const fake = new FakeGitea({ files: SEED });
    server.use(...fake.handlers());
    const { owner, repo, token, url } = fake;
    const forge = new GiteaForge({
      ...{ host: 'rounds.example.com', baseUrl: url, owner, repo, token },
    });
    const propose = (service: string, port?: number) =>
      proposeChange(
        exposeRequest(
          forge,
          { service, port },
          {
            identity: {
              template: 'template:default/expose-service',
              entityRef: 'component:default/cart',
              intent: `eu-1-ingress-shop-${service}`,
            },
          },
        ),
      );
    const first = await propose('cart');
    fake.mergePull(first.pullRequest?.number ?? 0);
    const second = await propose('cart', 9090);
    const other = await propose('cart-2');
    expect([first, second, other].map(({ branch }) => branch)).toEqual([
      `${OF_CART}/eu-1-ingress-shop-cart`,
      `${OF_CART}/eu-1-ingress-shop-cart-2`,
      `${OF_CART}/eu-1-ingress-shop-cart-2-2`,
    ]);
    expect(other.outcome).toBe('created');
    expect(other.pullRequest?.number).not.toBe(second.pullRequest?.number);
    // Each finds its own again.
    const again = [await propose('cart', 9090), await propose('cart-2')];
    expect(
      again.map(({ outcome, pullRequest }) => [outcome, pullRequest]),
    ).toEqual(
      [second, other].map(({ pullRequest }) => ['unchanged', pullRequest]),
    );
    expect(fake.pulls).toHaveLength(3);
  });
});
