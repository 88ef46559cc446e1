/**
 * A process of its own that proposes changes, as a scaffolder backend does:
 * `node --require @backstage/cli/config/nodeTransform.cjs proposer.ts JSON`.
 * Prints its outcomes as one line of JSON.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { proposeChange } from '@meshwright/backstage-plugin-istio-node';
import { dieAt } from './dieAt';
import { proposalOf } from './proposal';
import type { Order } from './startProposer';

/** Merges as a reviewer does; false while Gitea does not let them. */
async function merge({ target }: Order, number: number): Promise<boolean> {
  const { url, owner, repo, token } = target;
  const response = await fetch(
    `${url}/api/v1/repos/${owner}/${repo}/pulls/${number}/merge`,
    {
      method: 'POST',
      headers: {
        authorization: `token ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ Do: 'merge' }),
    },
  );
  return response.ok;
}

/** Proposes again, as people do when told of a conflict, until it is merged. */
async function bringIn(order: Order, service: string): Promise<void> {
  for (let round = 1; round <= 60; round++) {
    const { outcome, pullRequest } = await proposeChange(
      proposalOf(order.target, service),
    );
    if (outcome === 'already-so') return;
    if (pullRequest && (await merge(order, pullRequest.number))) return;
    await pause(300);
  }
  throw new Error(`${service} was never merged`);
}

async function run(order: Order): Promise<unknown> {
  if (order.dieAt) dieAt(order.dieAt);
  const { target, services, port } = order;
  if (order.task === 'propose') {
    // All at once, in this process; another one does the same meanwhile.
    return Promise.all(
      services.map(service => proposeChange(proposalOf(target, service, port))),
    );
  }
  for (const service of services) await bringIn(order, service);
  return [];
}

async function main(): Promise<void> {
  // Written by startProposer.
  const order = JSON.parse(process.argv[2]) as Order;
  process.stdout.write(`${JSON.stringify(await run(order))}\n`);
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
