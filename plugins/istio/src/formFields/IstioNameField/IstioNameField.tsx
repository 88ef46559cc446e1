import FormHelperText from '@material-ui/core/FormHelperText';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { LivePicker } from '../ClusterSource/LivePicker';
import {
  inventoryOf,
  useClusterSources,
} from '../ClusterSource/useClusterSources';
import type { nameFieldSchema } from './nameFieldSchema';
import { NAME_RESOURCES, offeredNames, placeOfForm } from './offeredNames';
import { couldBeName } from './validateName';

type Props = typeof nameFieldSchema.TProps;

/**
 * Chooses one name from what a cluster holds. One that is not there is told of
 * and not refused: what it names may come with another change.
 */
export function IstioNameField(props: Props) {
  const { formData: name = '', onChange, schema, uiSchema } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const {
    of = 'namespace',
    clusterField,
    besideField,
  } = uiSchema['ui:options'] ?? {};
  const form = props.formContext?.formData;
  const cluster = clusterOfForm(form, clusterField);
  const sources = useClusterSources(cluster, NAME_RESOURCES[of]);
  const inventory = inventoryOf(sources);
  const options = inventory
    ? offeredNames(of, inventory, placeOfForm(form, besideField))
    : [];
  const isWrong = !couldBeName(name);
  const isElsewhere =
    inventory !== undefined &&
    name !== '' &&
    !isWrong &&
    !options.includes(name);
  return (
    <LivePicker
      id={props.idSchema.$id}
      label={schema.title ?? t(`name.${of}`)}
      description={schema.description}
      text={name}
      options={options}
      problem={
        isWrong ? t('name.wrong', { name: name.slice(0, 60) }) : undefined
      }
      disabled={props.disabled || props.readonly}
      required={props.required}
      cluster={cluster}
      sources={sources}
      onText={typed => onChange(typed || undefined)}
    >
      {isElsewhere && (
        <FormHelperText>
          {t('name.elsewhere', { name, cluster: cluster ?? '' })}
        </FormHelperText>
      )}
    </LivePicker>
  );
}
