import {
  type ClusterInventory,
  revisionOf,
} from '@meshwright/backstage-plugin-istio-common';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import type { WaveStep } from './UpgradeWave';

/** What a form says of an upgrade before its wave is chosen. */
export interface WavePlan {
  step: WaveStep;
  cluster?: string;
  from?: string;
  to?: string;
  tag: string;
  canaryTag: string;
}

/** Reads the parameters of the template upgrade-mesh. */
export function planOfForm(
  formData: Record<string, unknown> | undefined,
  step: WaveStep,
  clusterField: string | undefined,
): WavePlan {
  const text = (parameter: string) => {
    const value = formData?.[parameter];
    return typeof value === 'string' && value ? value : undefined;
  };
  const revision = (end: 'from' | 'to') => {
    const version = text(`${end}Version`);
    return text(`${end}Revision`) ?? (version && revisionOf(version));
  };
  return {
    step,
    cluster: clusterOfForm(formData, clusterField),
    from: revision('from'),
    to: revision('to'),
    tag: text('tag') ?? 'prod',
    canaryTag: text('canaryTag') ?? 'canary',
  };
}

/** The revision that pods get by the step. */
export function targetOf({ step, from, to }: WavePlan): string | undefined {
  return step === 'rollback' ? from : to;
}

/**
 * Namespaces that the step can move: a wave takes those of the old tag or
 * revision, the others those that went first.
 */
export function movable(
  { step, from, tag, canaryTag }: WavePlan,
  inventory: ClusterInventory | undefined,
): ClusterInventory['namespaces'] {
  return (inventory?.namespaces ?? []).filter(({ label, revision }) =>
    step === 'move'
      ? label !== canaryTag &&
        (label === tag || (revision !== undefined && revision === from))
      : label === canaryTag,
  );
}

/** Namespaces that name the old revision itself, so that no tag moves them. */
export function pinned(
  { step, from }: WavePlan,
  inventory: ClusterInventory | undefined,
): string[] {
  return step === 'promote'
    ? (inventory?.namespaces ?? [])
        .filter(({ label }) => label !== undefined && label === from)
        .map(({ name }) => name)
    : [];
}

/** Namespaces whose pods get other proxies by the step, and so restart. */
export function restarted(
  { step, tag }: WavePlan,
  inventory: ClusterInventory | undefined,
  chosen: readonly string[],
): string[] {
  if (step === 'move') return [...chosen];
  const followers = (inventory?.namespaces ?? [])
    .filter(({ label }) => label === tag)
    .map(({ name }) => name);
  // Those that went first have the new proxies already: a promotion keeps them.
  return step === 'promote'
    ? followers.filter(name => !chosen.includes(name))
    : [...new Set([...followers, ...chosen])].sort();
}
