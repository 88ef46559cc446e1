import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';

/** What names are chosen of. @public */
export type NameOf = 'namespace' | 'service' | 'host' | 'credential';

/** Where names are looked for: a namespace, and gateway pods in it. */
export interface NamePlace {
  namespace?: string;
  selector?: Record<string, string>;
}

/** Types that each list is read from. */
export const NAME_RESOURCES: Record<NameOf, readonly string[]> = {
  namespace: ['namespaces'],
  service: ['services'],
  host: ['gateways.networking.istio.io'],
  credential: ['certificates.cert-manager.io'],
};

function isPart(
  part: Record<string, string>,
  whole: Record<string, string>,
): boolean {
  return Object.entries(part).every(([key, value]) => whole[key] === value);
}

/** Labels of the gateway pods that the selector chooses: what is of theirs may say less or more. */
function labelsOf(
  { gatewayPods }: ClusterInventory,
  { namespace, selector }: NamePlace,
): Array<Record<string, string>> {
  return gatewayPods
    .filter(
      pods =>
        (!namespace || pods.namespace === namespace) &&
        isPart(selector ?? {}, pods.labels),
    )
    .map(({ labels }) => labels);
}

function servicesAt(inventory: ClusterInventory, place: NamePlace): string[] {
  const { namespace, selector } = place;
  const labels = selector && labelsOf(inventory, place);
  return inventory.services
    .filter(
      service =>
        (!namespace || service.namespace === namespace) &&
        (!labels ||
          (Object.keys(service.selector).length > 0 &&
            labels.some(one => isPart(service.selector, one)))),
    )
    .map(({ name }) => name);
}

/** A Gateway takes the pods that its selector chooses, in any namespace unless the mesh says else. */
function hostsAt(inventory: ClusterInventory, place: NamePlace): string[] {
  const labels = place.selector && labelsOf(inventory, place);
  return (inventory.gateways ?? [])
    .filter(
      ({ selector }) => !labels || labels.some(one => isPart(selector, one)),
    )
    .flatMap(({ hosts }) => hosts)
    .filter(host => !host.includes('*'));
}

/** The names to choose from, each once. */
export function offeredNames(
  of: NameOf,
  inventory: ClusterInventory,
  place: NamePlace,
): string[] {
  const names = {
    namespace: () => inventory.namespaces.map(({ name }) => name),
    service: () => servicesAt(inventory, place),
    host: () => hostsAt(inventory, place),
    credential: () =>
      (inventory.credentials ?? [])
        .filter(
          ({ namespace }) => !place.namespace || namespace === place.namespace,
        )
        .map(({ name }) => name),
  };
  return [...new Set(names[of]())].sort();
}

/** The place that another parameter of the form names. */
export function placeOfForm(
  formData: Record<string, unknown> | undefined,
  parameter: string | undefined,
): NamePlace {
  const value = parameter ? formData?.[parameter] : undefined;
  if (typeof value === 'string') return value ? { namespace: value } : {};
  const { namespace, selector } = (value ?? {}) as NamePlace;
  return {
    ...(typeof namespace === 'string' && namespace && { namespace }),
    ...(selector && typeof selector === 'object' && { selector }),
  };
}
