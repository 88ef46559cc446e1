import type { ClusterInventory } from '@meshwright/backstage-plugin-istio-common';
import type { FormTexts } from '../ClusterSource/formTexts';
import {
  namespaceProblem,
  namespaceShape,
} from '../IstioNamespaceField/namespaceProblem';
import { restartText, type UpgradeWave, type WaveStep } from './UpgradeWave';

const KINDS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
]);

/** What is wrong with the restarts, whatever the cluster holds. */
export function restartProblem(
  t: FormTexts,
  { namespaces = [], restart = [] }: UpgradeWave,
  step: WaveStep,
): string | undefined {
  const unread = restart.find(({ kind }) => !KINDS.has(kind));
  if (unread) return t('wave.wrongRestart', { text: restartText([unread]) });
  if (step !== 'move') return undefined;
  const moved = new Set(namespaces.map(({ name }) => name));
  const outside = restart.find(({ namespace }) => !moved.has(namespace));
  return outside && t('wave.outside', { text: restartText([outside]) });
}

/** What is wrong with the names of the namespaces, whatever the cluster holds. */
export function waveShape(
  t: FormTexts,
  { namespaces = [] }: UpgradeWave,
): string | undefined {
  return namespaces.map(({ name }) => namespaceShape(t, name)).find(Boolean);
}

/** What is wrong with the namespaces, by what the cluster holds. */
export function waveProblem(
  t: FormTexts,
  { namespaces = [] }: UpgradeWave,
  inventory: ClusterInventory,
): string | undefined {
  return namespaces
    .map(({ name }) => namespaceProblem(t, name, inventory, false))
    .find(Boolean);
}
