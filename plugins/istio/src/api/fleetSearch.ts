import type { FleetQuery } from '@meshwright/backstage-plugin-istio-common';

/** The query as it stands in an address: a list as a parameter that repeats. */
export function fleetSearch(query: FleetQuery): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (one !== undefined) params.append(name, String(one));
    }
  }
  const search = params.toString();
  return search && `?${search}`;
}
