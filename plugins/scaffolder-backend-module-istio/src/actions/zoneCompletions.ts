import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  completeFromZone,
  type ExposureZone,
} from '@meshwright/backstage-plugin-istio-common';
import { z } from 'zod';
import type { CallOptions, IstioBackend } from '../backend/IstioBackend';

type Fields = Record<string, unknown>;

/** Adds to the fields of a step what the zone of its hosts decides. */
type ZoneCompletion = (
  fields: Fields,
  backend: IstioBackend,
  call: CallOptions,
) => Promise<Fields>;

const ingressFields = z.looseObject({
  cluster: z.string(),
  namespace: z.string(),
  service: z.looseObject({ name: z.string() }),
  host: z.string(),
  name: z.string().optional(),
  gateway: z.looseObject({}).optional(),
  issuer: z.looseObject({}).optional(),
});

async function completeIngress(
  fields: Fields,
  backend: IstioBackend,
  call: CallOptions,
): Promise<Fields> {
  const zoned = ingressFields.safeParse(fields);
  // Not enough to find a zone by: the intent says what is missing.
  if (!zoned.success || (fields.gateway && fields.issuer)) return fields;
  const zones = await backend.zones(call);
  if (zones.state === 'answered') {
    const completed = completeFromZone(zoned.data, zones.value);
    if ('problem' in completed) throw new InputError(completed.problem);
    return completed.input;
  }
  const message = `The zone of ${zoned.data.host} is not known, because the Istio backend did not tell (${zones.reason}); run the task again, or name "gateway" and "issuer" in the step istio:generate:ingress`;
  throw zones.state === 'silent'
    ? new ServiceUnavailableError(message)
    : new InputError(message);
}

/** The issuer of a zone that signs a name, where it can be used. */
function issuerFor(
  want: { cluster: string; namespace: string; host: string },
  /** Namespace of the Certificate. */
  namespace: string,
  zones: readonly ExposureZone[],
): object | undefined {
  const found = completeFromZone({ ...want, service: { name: 'x' } }, zones);
  if ('problem' in found) return undefined;
  const { issuer, gateway } = found.zone;
  // An Issuer signs in its own namespace only: that of the gateway.
  if (issuer.kind === 'Issuer' && gateway.namespace !== namespace) {
    return undefined;
  }
  return found.input.issuer;
}

async function zonesOf(backend: IstioBackend, call: CallOptions) {
  const zones = await backend.zones(call);
  // Without zones the intent says that its issuer is missing.
  return zones.state === 'answered' ? zones.value : [];
}

const certificateFields = z.looseObject({
  cluster: z.string(),
  namespace: z.string(),
  dnsNames: z.tuple([z.string()], z.string()),
  issuer: z.undefined().optional(),
});

async function completeCertificate(
  fields: Fields,
  backend: IstioBackend,
  call: CallOptions,
): Promise<Fields> {
  const parsed = certificateFields.safeParse(fields);
  if (!parsed.success) return fields;
  const { cluster, namespace, dnsNames } = parsed.data;
  const want = { cluster, namespace, host: dnsNames[0] };
  const issuer = issuerFor(want, namespace, await zonesOf(backend, call));
  return issuer ? { ...fields, issuer } : fields;
}

const egressFields = z.looseObject({
  cluster: z.string(),
  namespace: z.string(),
  gateway: z.looseObject({ namespace: z.string() }).optional(),
  client: z.looseObject({
    dnsNames: z.tuple([z.string()], z.string()),
    issuer: z.undefined().optional(),
  }),
});

async function completeEgress(
  fields: Fields,
  backend: IstioBackend,
  call: CallOptions,
): Promise<Fields> {
  const parsed = egressFields.safeParse(fields);
  if (!parsed.success) return fields;
  const { cluster, namespace, gateway, client } = parsed.data;
  const want = { cluster, namespace, host: client.dnsNames[0] };
  const issuer = issuerFor(
    want,
    gateway?.namespace ?? namespace,
    await zonesOf(backend, call),
  );
  return issuer ? { ...fields, client: { ...client, issuer } } : fields;
}

/**
 * The kinds of intent whose gateway or issuer an operator has chosen by zone,
 * so that a step need not name them.
 *
 * @internal
 */
export const zoneCompletions: Readonly<Record<string, ZoneCompletion>> = {
  ingress: completeIngress,
  certificate: completeCertificate,
  egress: completeEgress,
};
