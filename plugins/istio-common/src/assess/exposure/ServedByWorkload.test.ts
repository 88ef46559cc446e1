import { trimAll } from '../../testing/assessRaw';
import { httpsServer, rawGateway } from '../../testing/rawObjects';
import type { GatewayObject } from '../../model/networkingObjects';
import type { GatewayChain } from './gatewayChains';
import { type ServerOf, serversOf } from './gatewayServers';
import type { GatewayWorkload } from './gatewayWorkloads';
import { mergeGateways } from './mergeGateways';
import { ServedByWorkload } from './ServedByWorkload';

const GATEWAYS = trimAll(
  Array.from({ length: 30 }, (_, at) =>
    rawGateway([httpsServer('web.example.com')], { name: `web-${at}` }),
  ),
).filter((one): one is GatewayObject => one.type === 'gateway');

const SERVERS: ServerOf[] = GATEWAYS.flatMap(one => serversOf(one));

describe('ServedByWorkload', () => {
  it('looks through what pods serve once, however many servers ask', () => {
    const merged = mergeGateways(GATEWAYS, port => port);
    const chains: GatewayChain[] = merged.groups.map(({ port, servers }) => ({
      port,
      sni: [],
      terminatesTls: true,
      servers,
    }));
    const read: string[] = [];
    const workload = new Proxy(
      // The pods are nobody's question here.
      { gateways: GATEWAYS, merged, chains } as Partial<GatewayWorkload>,
      {
        get(target, key) {
          read.push(String(key));
          return Reflect.get(target, key);
        },
      },
    ) as GatewayWorkload;
    const served = new ServedByWorkload(workload);
    const [first, ...others] = SERVERS;
    expect(served.lost(first)).toBeUndefined();
    expect(served.chainsOf(first)).toEqual(chains);
    for (const one of others) {
      expect(served.lost(one)?.winner?.gateway).toEqual(first.gateway);
      expect(served.chainsOf(one)).toEqual([]);
    }
    expect(served.lost({ ...first, position: 1 })).toBeUndefined();
    expect(served.takes('shop/web-7')).toBe(true);
    expect(served.takes('shop/web-30')).toBe(false);
    expect(read.sort()).toEqual(['chains', 'gateways', 'merged']);
  });
});
