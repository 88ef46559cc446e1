import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import type { ViewKind } from './viewOf';

/** What every part of the data state needs to know. */
export interface DataStateInputs {
  entityRef: string;
  view: ViewKind;
  status?: EntityStatus;
  error?: Error;
  /** True when the first answer is late. */
  slow: boolean;
}
