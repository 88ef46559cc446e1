import type { JsonObject, JsonValue } from '@backstage/types';
import {
  completeFromZone,
  hostProblem,
  type ExposureZone,
} from '@meshwright/backstage-plugin-istio-common';
import type { ServiceTarget } from '../IstioServiceTarget/ServiceTarget';
import type { IngressForm } from './readIngressForm';

/** What can be validated, or the sentence that says why it cannot be right. */
export type IngressInput = { input: JsonObject } | { problem: string };

/** What is wrong with the hosts themselves, whatever there is in a cluster. */
export function hostShape(
  host: string,
  additionalHosts: readonly string[] = [],
): string | undefined {
  const wrong = [host, ...additionalHosts].map(hostProblem).find(Boolean);
  return wrong && capital(`${wrong}.`);
}

/** The intent that a form with this host stands for. */
export function ingressInput(
  host: string,
  { target, tlsMode, subjectAltNames, more }: IngressForm,
  zones: readonly ExposureZone[],
): IngressInput {
  const problem = hostShape(host, more.additionalHosts);
  if (problem) return { problem };
  const completed = completeFromZone(
    {
      cluster: target.cluster,
      namespace: target.namespace,
      service: { name: target.service, port: target.port },
      host,
      tls: {
        mode: tlsMode,
        ...(tlsMode !== 'SIMPLE' &&
          subjectAltNames.length > 0 && { subjectAltNames }),
      },
      ...more,
    },
    zones,
  );
  if ('problem' in completed) return completed;
  // Strings, numbers and plain objects all the way down.
  return { input: completed.input as Record<string, JsonValue> };
}

/** The host that a service gets unless someone wants another. */
export function proposeHost(
  target: ServiceTarget,
  zones: readonly ExposureZone[],
): string | undefined {
  const zone = usableZones(target, zones)[0];
  return zone && `${target.service}.${zone.domain}`;
}

/** The zones in which the target may have a host. */
export function usableZones(
  { cluster, namespace }: ServiceTarget,
  zones: readonly ExposureZone[],
): ExposureZone[] {
  return zones.filter(
    zone =>
      (zone.clusters?.includes(cluster) ?? true) &&
      (zone.namespaces?.includes(namespace) ?? true),
  );
}

function capital(sentence: string): string {
  return sentence.charAt(0).toLocaleUpperCase('en-US') + sentence.slice(1);
}
