import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { clusterFolder } from '@meshwright/backstage-plugin-istio-node';
import { z } from 'zod';
import type { WorkspaceChange } from '../workspace/GeneratedChange';
import type { GitopsTarget } from './gitopsTarget';

/** Kinds whose values Argo CD may take from files of the repository. */
const DELIVERED: ReadonlySet<string> = new Set(['install', 'upgrade']);

const valuesFields = z.looseObject({
  cluster: z.string(),
  delivery: z.looseObject({
    valuesFrom: z.looseObject({ path: z.string().optional() }),
  }),
});

/**
 * The fields of an intent with what the layout of the repository decides: the
 * folder in which Argo CD looks for values is the one in which they are
 * written.
 *
 * @internal
 */
export function completeFromLayout(
  kind: string,
  fields: Record<string, unknown>,
  config: Config,
): Record<string, unknown> {
  const parsed = DELIVERED.has(kind)
    ? valuesFields.safeParse(fields)
    : undefined;
  if (!parsed?.success || parsed.data.delivery.valuesFrom.path) return fields;
  const { cluster, delivery } = parsed.data;
  const layout = config.getOptionalConfig('istio.gitops');
  const path = clusterFolder({
    cluster,
    path: layout?.getOptionalString('path'),
    clusterPath: layout?.getOptionalString('clusterPath'),
  });
  const valuesFrom = { ...delivery.valuesFrom, path };
  return { ...fields, delivery: { ...delivery, valuesFrom } };
}

/**
 * Refuses values that Argo CD would look for in another folder than that in
 * which they are written.
 *
 * @internal
 */
export function assertValuesFound(
  { kind, intent, place }: WorkspaceChange,
  { path, clusterPath }: GitopsTarget,
): void {
  const parsed = DELIVERED.has(kind)
    ? valuesFields.safeParse(intent)
    : undefined;
  if (!parsed?.success) return;
  const { cluster } = place;
  const named = parsed.data.delivery.valuesFrom.path ?? `clusters/${cluster}`;
  const written = clusterFolder({ cluster, path, clusterPath });
  if (named === written) return;
  throw new InputError(
    `Argo CD would look for values in ${named}, and they are written to ${written}: give delivery.valuesFrom.path ${written}, or leave it out where istio.gitops has this layout`,
  );
}
