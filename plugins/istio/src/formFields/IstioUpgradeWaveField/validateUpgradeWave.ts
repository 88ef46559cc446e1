import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { istioApiRef } from '../../api/IstioApi';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { formTexts } from '../ClusterSource/formTexts';
import { liveProblems } from '../ClusterSource/liveProblems';
import { firstProblem } from '../ClusterSource/nameProblems';
import { NAMESPACE_RESOURCES } from '../IstioNamespaceField/validateNamespace';
import type { UpgradeWave, WaveStep } from './UpgradeWave';
import { restartProblem, waveProblem, waveShape } from './waveProblems';

/** Lists that can be read, and namespaces that exist while anybody can tell. */
export const validateUpgradeWave: CustomFieldValidator<
  UpgradeWave,
  { step?: WaveStep; clusterField?: string }
> = async (wave = {}, field, { apiHolder, formData, uiSchema }) => {
  const t = await formTexts(apiHolder);
  const { step = 'move', clusterField } = uiSchema?.['ui:options'] ?? {};
  if (step === 'move' && !wave.namespaces?.length) {
    field.addError(t('wave.noNamespaces'));
  }
  for (const one of firstProblem(restartProblem(t, wave, step))) {
    field.addError(one);
  }
  const found = await liveProblems({
    api: apiHolder.get(istioApiRef),
    t,
    cluster: clusterOfForm(formData, clusterField),
    resources: NAMESPACE_RESOURCES,
    live: inventory => firstProblem(waveProblem(t, wave, inventory)),
    shape: () => firstProblem(waveShape(t, wave)),
  });
  for (const sentence of found) field.addError(sentence);
};
