/**
 * A process of its own that proposes changes, as a scaffolder backend does:
 * `node --require @backstage/cli/config/nodeTransform.cjs proposer.ts JSON`.
 * Prints its outcomes as one line of JSON.
 */
import { proposeChange } from '@meshwright/backstage-plugin-istio-node';
import { dieAt } from './dieAt';
import { persistently } from './persistently';
import { proposalOf } from './proposal';
import { Reviewer } from './Reviewer';
import type { Order } from './startProposer';

/** Proposes again, as people do when told of a conflict, until it is merged. */
async function bringIn(order: Order, service: string): Promise<void> {
  const reviewer = new Reviewer(order.target);
  for (let round = 1; round <= 60; round++) {
    const main = await reviewer.mainCommit();
    const { outcome, pullRequest } = await persistently(() =>
      proposeChange(proposalOf(order.target, service)),
    );
    if (outcome === 'already-so') return;
    if (pullRequest && (await reviewer.merge(pullRequest.number, main))) return;
  }
  throw new Error(`${service} was never merged`);
}

async function run(order: Order): Promise<unknown> {
  if (order.dieAt) dieAt(order.dieAt);
  const { target, services, port } = order;
  if (order.task === 'propose') {
    // All at once, in this process; another one does the same meanwhile.
    return Promise.all(
      services.map(service =>
        persistently(() => proposeChange(proposalOf(target, service, port))),
      ),
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
