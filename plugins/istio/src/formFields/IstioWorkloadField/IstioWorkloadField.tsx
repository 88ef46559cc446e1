import { useEffect } from 'react';
import FormHelperText from '@material-ui/core/FormHelperText';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { ChoiceInput } from '../ClusterSource/ChoiceInput';
import { LabelsInput } from '../ClusterSource/LabelsInput';
import { labelsText } from '../ClusterSource/labelsText';
import { PlaceInputs } from '../ClusterSource/PlaceInputs';
import {
  inventoryOf,
  useClusterSources,
} from '../ClusterSource/useClusterSources';
import { withoutBlanks } from '../ClusterSource/withoutBlanks';
import { useEntityWorkload } from './useEntityWorkload';
import { WORKLOAD_RESOURCES } from './validateWorkload';
import type { workloadFieldSchema } from './workloadFieldSchema';
import {
  workloadProblem,
  workloadShape,
  workloadsIn,
} from './workloadProblems';
import type { WorkloadTarget } from './WorkloadTarget';

type Props = typeof workloadFieldSchema.TProps;

/** Chooses a workload; its labels come with it, or are typed where no cluster tells. */
export function IstioWorkloadField(props: Props) {
  const { formData: target = {}, onChange, schema, uiSchema } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const sources = useClusterSources(target.cluster, WORKLOAD_RESOURCES);
  const inventory = inventoryOf(sources);
  const entityRef =
    props.formContext?.formData?.[
      uiSchema['ui:options']?.entityField ?? 'entityRef'
    ];
  const entity = useEntityWorkload(
    typeof entityRef === 'string' && entityRef ? entityRef : undefined,
    target,
    onChange,
  );
  const workloads = workloadsIn(inventory, target.namespace);
  const found = workloads.find(({ name }) => name === target.workload);
  const problem = inventory
    ? workloadProblem(t, target, inventory)
    : workloadShape(t, target);
  const set = (change: Partial<WorkloadTarget>) =>
    onChange(withoutBlanks({ ...target, ...change }));
  useLabelsOf(found, target, onChange);
  const disabled = props.disabled || props.readonly;
  const id = props.idSchema.$id;
  return (
    <PlaceInputs
      id={id}
      title={schema.title}
      description={schema.description}
      place={target}
      problem={problem?.part === 'namespace' ? problem.sentence : undefined}
      disabled={disabled}
      required={props.required ?? false}
      sources={sources}
      reading={[[entity, t('read.entity', { entity: String(entityRef) })]]}
      onChange={set}
      inputs={
        <ChoiceInput
          id={`${id}_workload`}
          label={t('pick.workload')}
          value={target.workload ?? ''}
          options={workloads.map(({ name }) => name)}
          optionText={name => {
            const kind = workloads.find(item => item.name === name)?.kind;
            return kind ? `${name} · ${kind}` : name;
          }}
          problem={problem?.part === 'workload' ? problem.sentence : undefined}
          disabled={disabled}
          required={props.required ?? false}
          onChange={workload => set({ workload, labels: undefined })}
        />
      }
    >
      {found ? (
        <FormHelperText>
          {t('pick.labelsAre', { labels: labelsText(found.labels) })}
        </FormHelperText>
      ) : (
        target.workload &&
        !inventory && (
          <LabelsInput
            id={`${id}_labels`}
            labels={target.labels}
            disabled={disabled}
            onChange={labels => set({ labels })}
          />
        )
      )}
    </PlaceInputs>
  );
}

/** The labels follow the workload, and are never other than those of the cluster. */
function useLabelsOf(
  found: { labels: Record<string, string> } | undefined,
  target: Partial<WorkloadTarget>,
  onChange: (target: Partial<WorkloadTarget>) => void,
): void {
  useEffect(() => {
    if (!found || labelsText(found.labels) === labelsText(target.labels)) {
      return;
    }
    onChange({ ...target, labels: found.labels });
  }, [found, target, onChange]);
}
