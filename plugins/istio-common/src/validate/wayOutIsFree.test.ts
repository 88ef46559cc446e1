import { annotateChange } from '../build/annotateChange';
import { INTENTS } from '../build/intents';
import { GOOD_INPUTS } from '../testing/validation/goodInputs';
import { raw, type RawObject, validateCase } from '../testing/validationWorld';

const ISSUED = { conditions: [{ type: 'Ready', status: 'True' }] };

/** The egress of the namespace payments, as it stands in the cluster. */
function first(input: object = {}): RawObject[] {
  const egress = { ...GOOD_INPUTS.egress, namespace: 'payments', ...input };
  const result = INTENTS.find(({ name }) => name === 'egress')?.build(egress);
  if (!result || 'problems' in result) throw new Error(JSON.stringify(result));
  const origin = { change: 'first', template: 't', intentHash: 'h' };
  return annotateChange(result.built.objects, {
    ...{ ...origin, entityRef: 'component:default/pay' },
  }).map(object =>
    // What intents build are plain objects.
    object.kind === 'Certificate'
      ? ({ ...object, status: ISSUED } as unknown as RawObject)
      : (object as unknown as RawObject),
  );
}

const POD = raw('v1', 'Pod', 'payments/pay', { spec: { containers: [] } });

function told(
  input: object,
  live = first(),
  base: object = GOOD_INPUTS.egress,
) {
  const { findings } = validateCase({
    ...{ kind: 'egress', input: { ...base, ...input } },
    live: [...live, POD],
    context: { change: 'second', entityRef: 'component:default/cart' },
  });
  return findings.map(({ code, cause, fix }) => `${code} ${cause} ${fix}`);
}

describe('two namespaces that call one host by one egress gateway', () => {
  it('are told once, with what works', () => {
    expect(told({})).toEqual([
      'MW0188 The egress gateway in istio-egress lets api.partner.com out already, by Gateway payments/egress-api-partner-com, and has one way out for a host. Set gateway.shared: shop then calls by that way out, with its TLS settings. With other settings, take another egress gateway.',
    ]);
  });

  it('share the way out, and nothing is found any more', () => {
    const { client, tls, gateway, ...rest } = GOOD_INPUTS.egress;
    const shared = { tls: 'SIMPLE_TLS', gateway: { ...gateway, shared: true } };
    expect(told(shared, first(), rest)).toEqual([]);
    // Without the first there is nothing to share.
    expect(told(shared, [], rest)).not.toEqual([]);
  });

  it('change the one that is there within a namespace', () => {
    const own = first({ namespace: 'shop', name: 'other' });
    expect(told({}, own)[0]).toMatch(
      /^MW0188 .* Change the egress that Gateway shop\/egress-other belongs to, or remove it first\.$/,
    );
  });

  it('take another gateway', () => {
    const gateway = {
      namespace: 'istio-egress',
      selector: { istio: 'egress2' },
    };
    expect(told({ gateway }).filter(text => text.includes('MW0188'))).toEqual(
      [],
    );
  });

  it('have a rule whose name is of the host, and no other name is asked for', () => {
    const rule = first().filter(({ kind }) => kind === 'DestinationRule');
    expect(told({}, rule).join('\n')).toMatch(
      /MW-NAME-TAKEN DestinationRule istio-egress\/originate-api\.partner\.com .*Its name comes from the host/,
    );
  });
});
