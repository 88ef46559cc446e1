import {
  stringifyObjectRef,
  type FactKind,
  type FactOf,
  type ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { FactTable } from '../database/tables';

/** Where a fact is stored: the object that it is found by, and what tells it from others of that object. */
interface Place {
  ref: ObjectRef;
  more: readonly string[];
}

/** How the facts of one kind become rows. */
interface FactPlaces<TFact> {
  table: FactTable;
  /** Absent for a fact that no object stands for. */
  placeOf(fact: TFact): Place | undefined;
  /** The fact as it is stored; as it is when absent. */
  stored?(fact: TFact): TFact;
}

/** It shrinks every second; in steps of a hundredth it changes rarely. */
function inSteps<T extends { lifetimeLeft?: number }>(fact: T): T {
  const { lifetimeLeft } = fact;
  return lifetimeLeft === undefined
    ? fact
    : { ...fact, lifetimeLeft: Math.round(lifetimeLeft * 100) / 100 };
}

/** How each kind of facts becomes rows. */
export const FACT_PLACES: {
  readonly [K in FactKind]: FactPlaces<FactOf<K>>;
} = {
  workloads: {
    table: 'workloads',
    placeOf: ({ ref }) => ({ ref, more: [] }),
  },
  certificates: {
    table: 'certificates',
    placeOf: ({ ref }) => ({ ref, more: [] }),
    stored: inSteps,
  },
  exposures: {
    table: 'exposures',
    placeOf: ({ gateway, host, server }) => ({
      ref: gateway,
      more: [host, String(server.port), server.name ?? ''],
    }),
  },
  findings: {
    table: 'findings',
    placeOf: ({ ref, code }) => ({ ref, more: [code] }),
  },
  controlPlanes: {
    table: 'control_planes',
    placeOf: ({ ref, revision }) => ({ ref, more: [revision] }),
  },
  egress: {
    table: 'egress',
    placeOf: ({ serviceEntry, virtualServices, host }) => {
      const [ref] = serviceEntry ? [serviceEntry] : virtualServices;
      return ref && { ref, more: [host] };
    },
  },
  trustRoots: {
    table: 'trust_roots',
    placeOf: ({ ref, certificates: [first] }) => ({
      ref,
      more: [first?.fingerprint ?? ''],
    }),
    stored: inSteps,
  },
  strictReadiness: {
    table: 'strict_readiness',
    placeOf: ({ scope, namespace, revision }) => ({
      ref: { group: '', kind: 'Namespace', name: namespace },
      more: [scope, revision ?? ''],
    }),
  },
};

/** The key of a place; several facts may share it. */
export function placeKey({ ref, more }: Place): string {
  return [stringifyObjectRef(ref), ...more].join('|');
}
