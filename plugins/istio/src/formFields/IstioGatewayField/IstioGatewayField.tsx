import FormHelperText from '@material-ui/core/FormHelperText';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { LivePicker } from '../ClusterSource/LivePicker';
import {
  inventoryOf,
  useClusterSources,
} from '../ClusterSource/useClusterSources';
import { useTypedText } from '../ClusterSource/useTypedText';
import {
  gatewayChoice,
  gatewayChoices,
  gatewayText,
  isGateway,
  parseGateway,
  type GatewayValue,
} from './GatewayChoice';
import type { gatewayFieldSchema } from './gatewayFieldSchema';
import { gatewayProblem, gatewayShape } from './gatewayProblem';
import { GATEWAY_RESOURCES } from './validateGateway';

type Props = typeof gatewayFieldSchema.TProps;

/** Chooses the pods of a gateway. */
export function IstioGatewayField(props: Props) {
  const { formData: value, onChange, schema, uiSchema } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { clusterField, purpose = 'any' } = uiSchema['ui:options'] ?? {};
  const cluster = clusterOfForm(props.formContext?.formData, clusterField);
  const sources = useClusterSources(cluster, GATEWAY_RESOURCES);
  const inventory = inventoryOf(sources);
  const choices = gatewayChoices(inventory?.gatewayPods ?? [], purpose);
  const choiceOf = (text: string): GatewayValue | undefined =>
    choices.find(choice => gatewayText(choice) === text) ?? parseGateway(text);
  const [text, setText] = useTypedText(value, gatewayText, choiceOf);
  const podsOf = (option: string): number =>
    (inventory?.gatewayPods ?? [])
      .filter(pods => gatewayText(gatewayChoice(pods)) === option)
      .reduce((sum, { pods }) => sum + pods, 0);
  return (
    <LivePicker
      id={props.idSchema.$id}
      label={schema.title ?? t('pick.gateway')}
      description={schema.description}
      text={text}
      options={choices.map(gatewayText)}
      optionText={option =>
        t('pick.gatewayOption', { name: option, count: podsOf(option) })
      }
      problem={
        inventory
          ? gatewayProblem(t, value, inventory, purpose)
          : gatewayShape(t, value)
      }
      disabled={props.disabled || props.readonly}
      required={props.required}
      cluster={cluster}
      sources={sources}
      onText={typed => {
        setText(typed);
        onChange(choiceOf(typed));
      }}
    >
      {isGateway(value) && value.serviceAccount && (
        <FormHelperText>
          {t('pick.runsAs', { account: value.serviceAccount })}
        </FormHelperText>
      )}
    </LivePicker>
  );
}
