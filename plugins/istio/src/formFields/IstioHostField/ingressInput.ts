import type { JsonObject, JsonValue } from '@backstage/types';
import {
  completeFromZone,
  hostProblem,
  type ExposureZone,
} from '@meshwright/backstage-plugin-istio-common';
import {
  isWhole,
  type ServiceTarget,
} from '../IstioServiceTarget/ServiceTarget';

/** Names of the form's parameters that make up the intent, as `ui:options` may change them. */
export interface IngressParameterNames {
  entityField?: string;
  targetField?: string;
  tlsModeField?: string;
  subjectAltNamesField?: string;
}

/** The part of a form that decides what would be proposed. */
export interface IngressForm {
  target: ServiceTarget;
  tlsMode: string;
  subjectAltNames: string[];
  entityRef?: string;
}

/** What can be validated, or the sentence that says why it cannot be right. */
export type IngressInput = { input: JsonObject } | { problem: string };

/** Reads the parts that surround the host; undefined until the target is whole. */
export function readIngressForm(
  formData: Record<string, unknown> | undefined,
  names: IngressParameterNames = {},
): IngressForm | undefined {
  const target = formData?.[names.targetField ?? 'target'];
  if (!isWhole(target)) return undefined;
  const tlsMode = formData?.[names.tlsModeField ?? 'tlsMode'];
  const entityRef = formData?.[names.entityField ?? 'entityRef'];
  const subjects = formData?.[names.subjectAltNamesField ?? 'subjectAltNames'];
  return {
    target,
    tlsMode: typeof tlsMode === 'string' ? tlsMode : 'SIMPLE',
    subjectAltNames: Array.isArray(subjects)
      ? subjects.filter(item => typeof item === 'string' && item !== '')
      : [],
    ...(typeof entityRef === 'string' && entityRef && { entityRef }),
  };
}

/** The intent that a form with this host stands for. */
export function ingressInput(
  host: string,
  { target, tlsMode, subjectAltNames }: IngressForm,
  zones: readonly ExposureZone[],
): IngressInput {
  const wrong = hostProblem(host);
  if (wrong) return { problem: capital(`${wrong}.`) };
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
