import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Notice } from '../../components/Notice/Notice';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { LivePicker } from '../ClusterSource/LivePicker';
import {
  inventoryOf,
  useClusterSources,
} from '../ClusterSource/useClusterSources';
import type { revisionFieldSchema } from './revisionFieldSchema';
import {
  offeredRevisions,
  revisionProblem,
  revisionShape,
} from './revisionProblem';
import { REVISION_RESOURCES } from './validateRevision';

type Props = typeof revisionFieldSchema.TProps;

/** Chooses a revision tag or a revision; each says which version it stands for. */
export function IstioRevisionField(props: Props) {
  const { formData: name = '', onChange, schema, uiSchema } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { clusterField, only } = uiSchema['ui:options'] ?? {};
  const cluster = clusterOfForm(props.formContext?.formData, clusterField);
  const sources = useClusterSources(cluster, REVISION_RESOURCES);
  const inventory = inventoryOf(sources);
  const offered = offeredRevisions(inventory?.revisions ?? [], only);
  const found = offered.find(revision => revision.name === name);
  const optionText = (option: string): string => {
    const revision = offered.find(item => item.name === option);
    if (!revision) return option;
    const version = revision.version ?? t('pick.noVersion');
    return revision.kind === 'tag'
      ? t('pick.tagOption', {
          name: option,
          revision: revision.revision,
          version,
        })
      : t('pick.revisionOption', { name: option, version });
  };
  return (
    <LivePicker
      id={props.idSchema.$id}
      label={schema.title ?? t('pick.revision')}
      description={schema.description}
      text={name}
      options={offered.map(revision => revision.name)}
      optionText={optionText}
      problem={
        inventory
          ? revisionProblem(t, name, inventory, only)
          : revisionShape(t, name)
      }
      disabled={props.disabled || props.readonly}
      required={props.required}
      cluster={cluster}
      sources={sources}
      onText={typed => onChange(typed || undefined)}
    >
      {found && !found.ready && (
        <Notice tone="warning">
          {t('pick.revisionNotReady', {
            name,
            revision: found.revision,
            cluster: cluster ?? '',
          })}
        </Notice>
      )}
    </LivePicker>
  );
}
