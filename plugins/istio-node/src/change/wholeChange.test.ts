import {
  annotateChange,
  intentKindOf,
  readYamlDocuments,
} from '@meshwright/backstage-plugin-istio-common';
import type { FileTexts } from './ChangePlan';
import { computeChanges } from './computeChanges';
import { planDefinitions } from './planDefinitions';

const place = { cluster: 'eu-1', namespace: 'shop', name: 'partner' };

const egress = {
  ...place,
  host: 'api.partner.com',
  tls: 'MUTUAL_TLS',
  client: {
    dnsNames: ['cart.clients.example.com'],
    issuer: { name: 'mesh-ca' },
    workload: { app: 'cart' },
  },
};
const simple = { tls: 'SIMPLE_TLS', client: undefined };

const ingress = {
  ...place,
  service: { name: 'cart', port: 8080 },
  host: 'cart.shop.example.com',
  gateway: { namespace: 'shop', selector: { istio: 'ingressgateway' } },
  issuer: { name: 'mesh-ca' },
};

function planOf(kind: string, intent: object) {
  const result = intentKindOf(kind)?.build(intent);
  if (!result || 'problems' in result) throw new Error(JSON.stringify(result));
  const origin = { change: 'change-1', template: 't', intentHash: 'h' };
  const objects = annotateChange(result.built.objects, origin);
  return planDefinitions(
    { ...result.built, objects, isWhole: intentKindOf(kind)?.isWhole },
    { cluster: 'eu-1', fileName: `partner-${kind}.yaml` },
  );
}

/** What the files define; a marker before the first document is nothing. */
const defined = (files: FileTexts) =>
  [...files].map(([path, text]) => [path, readYamlDocuments(text)]);

const asRead = (files: FileTexts) =>
  new Map(
    [...files].map(([path, content]) => [path, { path, content, sha: 's' }]),
  );

describe('a change that is run again with another intent', () => {
  it.each([
    [
      'egress',
      { ...egress, ...simple, gateway: { namespace: 'shop' } },
      { ...egress, ...simple },
    ],
    ['egress', egress, { ...egress, ...simple }],
    [
      'ingress',
      ingress,
      {
        ...ingress,
        form: 'gateway-api',
        gateway: { namespace: 'shop', service: 'istio-ingressgateway' },
      },
    ],
  ])('leaves nothing of the first one at work: %s %#', (kind, had, has) => {
    const before = planOf(kind, had).apply(new Map());
    const after = planOf(kind, has);
    expect(defined(after.apply(before))).toEqual(
      defined(after.apply(new Map())),
    );

    const { objects } = computeChanges(after, asRead(before));
    const gone = objects.filter(({ change }) => change === 'delete');
    expect(gone.length).toBeGreaterThan(0);
    const wanted = after.objects.map(({ object }) => object.kind);
    expect(objects).toHaveLength(wanted.length + gone.length);
  });
});
