import type { FleetKind } from '@meshwright/backstage-plugin-istio-common';

/** The views of the mesh page, as they stand in its address. */
export const FLEET_TABS = [
  'overview',
  'workloads',
  'security',
  'certificates',
  'traffic',
  'control-planes',
  'findings',
] as const;

/** One of {@link FLEET_TABS}. */
export type FleetTab = (typeof FLEET_TABS)[number];

/** Where the rows of each kind are shown. */
export const TAB_OF_KIND: Record<FleetKind, FleetTab> = {
  workloads: 'workloads',
  'strict-readiness': 'security',
  certificates: 'certificates',
  exposures: 'traffic',
  egress: 'traffic',
  'control-planes': 'control-planes',
  'trust-roots': 'control-planes',
  findings: 'findings',
};
