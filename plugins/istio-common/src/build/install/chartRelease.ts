import type { JsonObject } from '@backstage/types';

/** One chart as it is to be installed. @internal */
export interface ChartRelease {
  /** Name of the Helm release, and of what delivers it. */
  name: string;
  chart: string;
  repository: string;
  version: string;
  namespace: string;
  /** What has a lower one is there first. */
  wave: number;
  /** `null` is a value that the intent leaves empty. */
  values: JsonObject;
  /** The change says nothing of values that it does not have. */
  isPart?: boolean;
}
