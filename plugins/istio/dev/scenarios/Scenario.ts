import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';

/** One state of the world as the backend would answer it. */
export interface Scenario {
  /** Name of the catalog entity that shows it. */
  name: string;
  /** Heading in the gallery. */
  title: string;
  /** What to look at. */
  remark: string;
  /** The answer; absent while it is waited for or when it fails. */
  status?: EntityStatus;
  /** HTTP status and message of a failed request. */
  failure?: { status: number; name: string; message: string };
}
