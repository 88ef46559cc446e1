import {
  INTENTS,
  intentKindOf,
  type MeshIndex,
  type ObjectRef,
  type ProposedDefinitions,
} from '@meshwright/backstage-plugin-istio-common';
import type { KeptIntent } from './KeptIntent';
import { type LiveChange, liveChanges } from './liveChanges';

/**
 * What was proposed for a cluster: the intents that are kept, and beside them
 * what the objects of the cluster say where none is. What is in the cluster
 * comes first.
 */
export function proposedDefinitions(
  cluster: string,
  kept: readonly KeptIntent[],
  index: MeshIndex | undefined,
): ProposedDefinitions[] {
  const live = index && liveChanges(index);
  const byChange = new Map<string, KeptIntent[]>();
  for (const intent of kept) {
    const list = byChange.get(intent.change) ?? [];
    list.push(intent);
    byChange.set(intent.change, list);
  }
  const known = [...byChange.values()].flatMap(
    list => ofIntent(list, live) ?? [],
  );
  const unknown = [...(live ?? [])]
    .filter(([change]) => !byChange.has(change))
    .map(([change, found]) => ofObjects(change, cluster, found));
  return [...known, ...unknown].sort(
    (a, b) => Number(isLive(b)) - Number(isLive(a)),
  );
}

function isLive({ live }: ProposedDefinitions): boolean {
  return live !== undefined && live.length > 0;
}

/** The intent that the cluster has, else the newest, of those of one change. */
function ofIntent(
  list: readonly KeptIntent[],
  changes: Map<string, LiveChange> | undefined,
): ProposedDefinitions | undefined {
  const found = changes?.get(list[0].change);
  const intent =
    list.find(({ intentHash }) => found?.hashes.has(intentHash)) ?? list[0];
  const result = intentKindOf(intent.kind)?.build(intent.intent);
  // Kept by a version whose intents were others: the pull request has it.
  if (!result || 'problems' in result) return undefined;
  const { change, cluster, kind, entityRef, proposedAt } = intent;
  return {
    ...{ change, cluster, kind, proposedAt },
    ...(entityRef && { entityRef }),
    title: result.built.summary,
    intent: result.intent,
    ...(changes && { live: found?.objects ?? [] }),
  };
}

/** What the objects tell, where the intent is not kept. */
function ofObjects(
  change: string,
  cluster: string,
  { entityRef, objects }: LiveChange,
): ProposedDefinitions {
  const kind = kindOf(change, cluster);
  return {
    ...{ change, cluster },
    ...(kind && { kind }),
    ...(entityRef && { entityRef }),
    title: listOf(objects),
    live: objects,
  };
}

/** The kind that an id says: it ends with `<cluster>-<kind>-<name>`. */
function kindOf(change: string, cluster: string): string | undefined {
  const intent = change.split('/')[2] ?? '';
  return INTENTS.find(
    ({ name, isStep }) => !isStep && intent.startsWith(`${cluster}-${name}-`),
  )?.name;
}

function listOf(objects: readonly ObjectRef[]): string {
  const names = objects.map(
    ({ kind, namespace, name }) =>
      `${kind} ${namespace ? `${namespace}/` : ''}${name}`,
  );
  const rest = names.length - 2;
  return `${names.slice(0, 2).join(', ')}${
    rest > 0 ? ` and ${rest} more` : ''
  }`;
}
