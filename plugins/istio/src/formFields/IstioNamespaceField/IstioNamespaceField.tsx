import FormHelperText from '@material-ui/core/FormHelperText';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { PlaceInputs } from '../ClusterSource/PlaceInputs';
import {
  inventoryOf,
  useClusterSources,
} from '../ClusterSource/useClusterSources';
import { withoutBlanks } from '../ClusterSource/withoutBlanks';
import type { namespaceFieldSchema } from './namespaceFieldSchema';
import { namespaceProblem, namespaceShape } from './namespaceProblem';
import { NAMESPACE_RESOURCES } from './validateNamespace';

type Props = typeof namespaceFieldSchema.TProps;

/** Chooses a namespace of a cluster; each says whether its pods get a proxy. */
export function IstioNamespaceField(props: Props) {
  const { formData: place = {}, onChange, schema, uiSchema } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const sources = useClusterSources(place.cluster, NAMESPACE_RESOURCES);
  const inventory = inventoryOf(sources);
  const allowNew = uiSchema['ui:options']?.allowNew ?? false;
  const isNew =
    inventory !== undefined &&
    place.namespace !== undefined &&
    inventory.namespaces.every(({ name }) => name !== place.namespace);
  const problem = inventory
    ? namespaceProblem(t, place.namespace, inventory, allowNew)
    : namespaceShape(t, place.namespace);
  return (
    <PlaceInputs
      id={props.idSchema.$id}
      title={schema.title}
      description={schema.description}
      place={place}
      problem={problem}
      disabled={props.disabled || props.readonly}
      required={props.required ?? false}
      sources={sources}
      onChange={change => onChange(withoutBlanks({ ...place, ...change }))}
    >
      {isNew && !problem && (
        <FormHelperText>
          {t('pick.newNamespace', { name: place.namespace ?? '' })}
        </FormHelperText>
      )}
    </PlaceInputs>
  );
}
