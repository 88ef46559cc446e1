import type { JsonObject } from '@backstage/types';
import { buildEgress } from './buildEgress';
import { egressIntentSchema } from './egressIntent';
import { intentProblems } from '../intentProblems';

const mutual = {
  cluster: 'eu-1',
  namespace: 'sleep',
  name: 'my-nginx',
  host: 'my-nginx.mesh-external.example.com',
  tls: 'MUTUAL_TLS',
  gateway: { namespace: 'istio-system' },
  client: {
    dnsNames: ['sleep.clients.example.com'],
    issuer: { kind: 'Issuer', name: 'vault-issuer' },
  },
};

function objectsOf(input: unknown) {
  return buildEgress(egressIntentSchema.parse(input)).objects;
}

function specOf(input: unknown, kind: string, name?: string): JsonObject {
  const found = objectsOf(input).find(
    object => object.kind === kind && (!name || object.metadata.name === name),
  );
  return found?.spec ?? {};
}

function problemsOf(change: object): string[] {
  const result = egressIntentSchema.safeParse({ ...mutual, ...change });
  return result.success
    ? []
    : intentProblems(result.error).map(one => `${one.field} ${one.message}`);
}

describe('the traps of egress', () => {
  it('checks the name of the server: an sni alone switches that off', () => {
    for (const tls of ['SIMPLE_TLS', 'MUTUAL_TLS']) {
      const { client, ...rest } = mutual;
      const input = { ...rest, tls, ...(tls === 'MUTUAL_TLS' && { client }) };
      const spec = specOf(
        input,
        'DestinationRule',
        'originate-my-nginx.mesh-external.example.com',
      );
      expect(spec).toMatchObject({
        trafficPolicy: {
          portLevelSettings: [
            {
              port: { number: 443 },
              tls: {
                sni: mutual.host,
                subjectAltNames: [mutual.host],
              },
            },
          ],
        },
      });
    }
  });

  it('keeps the originating rule from clients: exported to its own namespace only', () => {
    expect(
      specOf(
        mutual,
        'DestinationRule',
        'originate-my-nginx.mesh-external.example.com',
      ).exportTo,
    ).toEqual(['.']);
  });

  it('exports the route no further than the gateway, so that nobody lacks the subset', () => {
    const spec = specOf(mutual, 'VirtualService');
    expect(spec.exportTo).toEqual(['.', 'istio-system']);
  });

  it('opens port 80 beside 443, on which the clients call', () => {
    expect(specOf(mutual, 'ServiceEntry').ports).toEqual([
      { number: 80, name: 'http', protocol: 'HTTP' },
      { number: 443, name: 'https', protocol: 'HTTPS' },
    ]);
  });

  it('puts the client certificate beside the pods that present it', () => {
    const find = (input: unknown) =>
      objectsOf(input).find(({ kind }) => kind === 'Certificate')?.metadata
        .namespace;
    expect(find(mutual)).toBe('istio-system');
    expect(
      find({
        ...mutual,
        gateway: undefined,
        client: { ...mutual.client, workload: { app: 'sleep' } },
      }),
    ).toBe('sleep');
  });

  it('gives a sidecar its credential by a rule that selects it', () => {
    const { gateway, ...rest } = mutual;
    const input = {
      ...rest,
      client: { ...mutual.client, workload: { app: 'sleep' } },
    };
    expect(specOf(input, 'DestinationRule')).toMatchObject({
      workloadSelector: { matchLabels: { app: 'sleep' } },
      trafficPolicy: { portLevelSettings: [{ port: { number: 80 } }] },
    });
    expect(problemsOf({ gateway: undefined })).toEqual([
      expect.stringMatching(/^client\.workload is missing/),
    ]);
  });

  it('checks a server of a private CA against that CA, where TLS begins', () => {
    const { client, gateway, ...rest } = mutual;
    const simple = { ...rest, tls: 'SIMPLE_TLS' };
    const rule = 'originate-my-nginx.mesh-external.example.com';
    const tls = {
      ...{ mode: 'SIMPLE', credentialName: 'partner-ca', sni: mutual.host },
      subjectAltNames: [mutual.host],
    };
    const serverCa = { secret: 'partner-ca' };
    expect(
      specOf({ ...simple, gateway, serverCa }, 'DestinationRule', rule),
    ).toEqual({
      ...{ host: mutual.host, exportTo: ['.'] },
      trafficPolicy: { portLevelSettings: [{ port: { number: 443 }, tls }] },
    });
    // A sidecar takes a credential only from a rule that selects it.
    const selected = { ...serverCa, workload: { app: 'sleep' } };
    expect(
      specOf({ ...simple, serverCa: selected }, 'DestinationRule', rule),
    ).toEqual({
      ...{ host: mutual.host, exportTo: ['.'] },
      workloadSelector: { matchLabels: { app: 'sleep' } },
      trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls }] },
    });
  });

  it('calls a Service by its own port, which nothing takes from port 80', () => {
    const { client, gateway, ...rest } = mutual;
    const host = 'vault.vault.svc.cluster.local';
    const service = {
      ...{ ...rest, host, port: 8200, destination: 'service' },
      tls: 'SIMPLE_TLS',
    };
    expect(objectsOf(service).map(({ kind }) => kind)).toEqual([
      'DestinationRule',
    ]);
    expect(specOf(service, 'DestinationRule')).toMatchObject({
      trafficPolicy: { portLevelSettings: [{ port: { number: 8200 } }] },
    });
    expect(specOf({ ...service, gateway }, 'VirtualService')).toMatchObject({
      http: [
        { match: [{ gateways: ['mesh'], port: 8200 }] },
        { route: [{ destination: { host, port: { number: 8200 } } }] },
      ],
    });
    expect(
      buildEgress(egressIntentSchema.parse(service)).effects.join(' '),
    ).toContain(`to ${host} port 8200 leave from the sidecar`);
  });

  it.each(['PLAIN', 'PASSTHROUGH'])(
    'writes nothing for a Service by %s from the sidecar, and says so',
    tls => {
      const change = {
        ...{ tls, client: undefined, destination: 'service' },
        host: 'vault.vault.svc.cluster.local',
      };
      expect(problemsOf(change)).toEqual([]);
      expect(problemsOf({ ...change, gateway: undefined })).toEqual([
        expect.stringMatching(/^tls needs no definition with/),
      ]);
    },
  );

  it.each([
    ['SIMPLE_TLS', {}, /^serverCa\.workload is missing/],
    [
      'SIMPLE_TLS',
      { gateway: mutual.gateway, workload: { app: 'sleep' } },
      /^serverCa\.workload has no effect with an egress gateway/,
    ],
    [
      'MUTUAL_TLS',
      { client: mutual.client, gateway: mutual.gateway },
      /^serverCa has no effect.*trust bundle/,
    ],
    ['PLAIN', {}, /^serverCa has no effect with PLAIN/],
  ])(
    'refuses a CA of the server with %s and %j',
    (
      tls,
      {
        workload,
        ...more
      }: { workload?: object; gateway?: object; client?: object },
      expected,
    ) => {
      const change = {
        ...{ tls, client: undefined, gateway: undefined, ...more },
        serverCa: { secret: 'partner-ca', ...(workload && { workload }) },
      };
      expect(problemsOf(change).join('\n')).toMatch(expected);
    },
  );

  it('names the rule after the host alone, so that a second one is seen', () => {
    const names = ['sleep', 'shop'].map(namespace =>
      objectsOf({ ...mutual, namespace })
        .filter(({ metadata }) => metadata.name.startsWith('originate-'))
        .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    );
    expect(names[0]).toEqual(names[1]);
  });

  it('gives subsets of the gateway names that no other namespace has', () => {
    const subset = (namespace: string) =>
      specOf({ ...mutual, namespace }, 'DestinationRule', 'to-egress-my-nginx')
        .subsets;
    expect(subset('shop')).not.toEqual(subset('sleep'));
  });

  it('makes no ServiceEntry for a Service of the cluster', () => {
    const service = {
      ...mutual,
      destination: 'service',
      host: 'vault.vault.svc.cluster.local',
    };
    expect(objectsOf(service).map(({ kind }) => kind)).not.toContain(
      'ServiceEntry',
    );
    expect(problemsOf({ destination: 'service' })[0]).toMatch(
      /^host is not a Service/,
    );
  });

  it.each([
    [{ host: '*.example.com' }, /^host /],
    [{ client: undefined }, /^client is missing/],
    [{ tls: 'SIMPLE_TLS' }, /^client has no effect/],
    [{ serverNames: [] }, /^serverNames is empty/],
    [
      { client: { ...mutual.client, dnsNames: [mutual.host] } },
      /^client\.dnsNames names the server/,
    ],
    [{ port: 70000 }, /^port must be between/],
    [{ tls: 'TLS' }, /^tls is not known/],
    [{ hots: 'x' }, /^hots is not a field/],
  ])('refuses %j', (change, expected) => {
    expect(problemsOf(change).join('\n')).toMatch(expected);
  });
});
