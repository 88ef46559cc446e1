import { useEffect, useMemo, useState } from 'react';
import {
  inventoryOf,
  useClusterSources,
} from '../ClusterSource/useClusterSources';
import { WORKLOAD_RESOURCES } from '../IstioWorkloadField/validateWorkload';
import type { UpgradeWave } from './UpgradeWave';
import { useWaveSources } from './useWaveSources';
import { movable, restarted, targetOf, type WavePlan } from './wavePlan';
import { restartOf } from './waveWorkloads';

/** Reads what a wave is made of: the namespaces, their workloads, the control planes. */
export function useWave(plan: WavePlan, value: UpgradeWave) {
  const sources = useClusterSources(plan.cluster, WORKLOAD_RESOURCES);
  const inventory = inventoryOf(sources);
  const chosen = (value.namespaces ?? []).map(({ name }) => name);
  const names = inventory ? restarted(plan, inventory, chosen) : [];
  const { workloads, planes } = useWaveSources(
    inventory && plan.cluster,
    names,
  );
  const found = workloads.state === 'ready' ? workloads.value : undefined;
  const target = targetOf(plan);
  const isEmpty = inventory !== undefined && names.length === 0;
  const computed = useMemo(() => {
    if (isEmpty) return [];
    return found && target ? restartOf(found.rows, target) : undefined;
  }, [found, target, isEmpty]);
  return { sources, inventory, workloads, planes, found, computed };
}

/** What is in the lists follows the cluster until somebody writes into them. */
export function useFilledIn(
  plan: WavePlan,
  value: UpgradeWave,
  {
    inventory,
    computed,
  }: Pick<ReturnType<typeof useWave>, 'inventory' | 'computed'>,
  onChange: (value: UpgradeWave | undefined) => void,
) {
  const [isOwn, setIsOwn] = useState(() => Boolean(value.restart?.length));
  // Those that went first get the tag back: all of them, unless some are chosen.
  const first = plan.step === 'move' ? [] : movable(plan, inventory);
  const namespaces =
    value.namespaces ?? first.map(({ name }): { name: string } => ({ name }));
  const restart = isOwn || !computed ? value.restart ?? [] : computed;
  const next: UpgradeWave = {
    // None is a choice, too, and is not filled in again.
    ...((value.namespaces || namespaces.length > 0) && { namespaces }),
    ...(restart.length > 0 && { restart }),
  };
  const [before, after] = [value, next].map(one => JSON.stringify(one));
  useEffect(() => {
    if (before === after) return;
    onChange(after === '{}' ? undefined : JSON.parse(after));
  }, [before, after, onChange]);
  return { isOwn, setIsOwn };
}
