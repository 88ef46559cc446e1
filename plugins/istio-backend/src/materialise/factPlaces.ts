import { createHash } from 'node:crypto';
import {
  stringifyObjectRef,
  type FactKind,
  type FactOf,
  type ObjectRef,
} from '@meshwright/backstage-plugin-istio-common';
import type { FactRow, FactTable } from '../database/tables';

/** A longer key is cut; what tells facts of one place apart is added to it, and the column holds 1024. */
const LONGEST_KEY = 512;

/** So much of a long key is kept to be read by people. */
const READABLE = 128;

/** What the columns of names hold. */
const LONGEST_NAME = 255;

/** Control characters and halves of characters: no PostgreSQL text holds a NUL, and halves come back as others. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;
const EVERY_UNFIT = new RegExp(UNFIT, 'gu');

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
  plainClients: {
    table: 'plain_clients',
    placeOf: ({ ref }) => ({ ref, more: [] }),
  },
};

/**
 * The key of a place; several facts may share it. Names in it may be whatever
 * someone wrote into an object: a key that does not fit its column would fail
 * every write of the cluster, so that its hash stands for it.
 */
export function placeKey({ ref, more }: Place): string {
  const key = [stringifyObjectRef(ref), ...more].join('|');
  if (key.length <= LONGEST_KEY && !UNFIT.test(key)) return key;
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  return `${fitting(key, READABLE)}#${hash}`;
}

/** The names of a place as their columns hold them; the payload has them whole. */
export function placeNames({
  namespace,
  name,
}: ObjectRef): Pick<FactRow, 'namespace' | 'name'> {
  return {
    namespace:
      namespace === undefined ? null : fitting(namespace, LONGEST_NAME),
    name: fitting(name, LONGEST_NAME),
  };
}

function fitting(text: string, longest: number): string {
  return text.slice(0, longest).replace(EVERY_UNFIT, '');
}
