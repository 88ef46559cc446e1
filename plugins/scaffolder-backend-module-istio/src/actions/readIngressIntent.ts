import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  completeFromZone,
  ingressIntentSchema,
  intentProblems,
  type IngressIntent,
} from '@meshwright/backstage-plugin-istio-common';
import type { CallOptions, IstioBackend } from '../backend/IstioBackend';

/** An intent as the step gives it, still to be checked. @internal */
export interface RawIngress {
  cluster: string;
  namespace: string;
  service: { name: string; port: number };
  host: string;
  name?: string;
  tls?: object;
  routes?: object[];
  gateway?: object;
  issuer?: object;
  certificate?: object;
}

/**
 * The whole intent: what the step gives, completed from the zone that holds
 * the host.
 *
 * @internal
 */
export async function readIngressIntent(
  raw: RawIngress,
  backend: IstioBackend,
  call: CallOptions,
): Promise<IngressIntent> {
  const parsed = ingressIntentSchema.safeParse(
    await complete(fieldsOf(raw), backend, call),
  );
  if (parsed.success) return parsed.data;
  const problems = intentProblems(parsed.error).map(
    ({ field, message }) => `${field} ${message}`,
  );
  throw new InputError(`The intent is not complete: ${problems.join('. ')}.`);
}

/** The fields of the intent; what else the step has is not part of it. */
function fieldsOf(raw: RawIngress): RawIngress {
  const { cluster, namespace, service, host, name } = raw;
  const { tls, routes, gateway, issuer, certificate } = raw;
  return Object.fromEntries(
    Object.entries({
      ...{ cluster, namespace, service, host, name },
      ...{ tls, routes, gateway, issuer, certificate },
    }).filter(([, value]) => value !== undefined),
  ) as unknown as RawIngress; // Only what was undefined, and so optional, is gone.
}

async function complete(
  raw: RawIngress,
  backend: IstioBackend,
  call: CallOptions,
): Promise<object> {
  if (raw.gateway && raw.issuer) return raw;
  const zones = await backend.zones(call);
  if (zones.state === 'answered') {
    const completed = completeFromZone(raw, zones.value);
    if ('problem' in completed) throw new InputError(completed.problem);
    return completed.input;
  }
  const message = `The zone of ${raw.host} is not known, because the Istio backend did not tell (${zones.reason}); run the task again, or name "gateway" and "issuer" in the step istio:generate:ingress`;
  throw zones.state === 'silent'
    ? new ServiceUnavailableError(message)
    : new InputError(message);
}
