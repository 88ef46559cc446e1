/**
 * What may have changed by an event. Keys are `stringifyObjectRef(ref)`.
 * Findings are not listed: any event may change them.
 *
 * @public
 */
export interface AffectedSet {
  /** True when nothing can be ruled out: assess the whole cluster again. */
  everything: boolean;
  workloads: ReadonlySet<string>;
  /** Gateways and Ingresses whose exposures may have changed. */
  gateways: ReadonlySet<string>;
  certificates: ReadonlySet<string>;
}

const NO_KEYS: ReadonlySet<string> = new Set();

/** An event that changed nothing. */
export const UNAFFECTED: AffectedSet = {
  everything: false,
  workloads: NO_KEYS,
  gateways: NO_KEYS,
  certificates: NO_KEYS,
};

/** An event whose reach is the whole cluster. */
export const ALL_AFFECTED: AffectedSet = { ...UNAFFECTED, everything: true };

/**
 * Whether an event leaves every assessment as it is.
 *
 * @public
 */
export function isUnaffected(affected: AffectedSet): boolean {
  return (
    !affected.everything &&
    affected.workloads.size === 0 &&
    affected.gateways.size === 0 &&
    affected.certificates.size === 0
  );
}
