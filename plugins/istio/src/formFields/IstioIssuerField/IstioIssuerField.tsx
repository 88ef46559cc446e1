import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Notice } from '../../components/Notice/Notice';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { clusterOfForm } from '../ClusterSource/clusterOfForm';
import { LivePicker } from '../ClusterSource/LivePicker';
import {
  inventoryOf,
  useClusterSources,
} from '../ClusterSource/useClusterSources';
import { useTypedText } from '../ClusterSource/useTypedText';
import { certificateNamespace } from './certificateNamespace';
import { issuersFor, issuerText, parseIssuer } from './IssuerChoice';
import type { issuerFieldSchema } from './issuerFieldSchema';
import { issuerProblem, issuerShape } from './issuerProblem';
import { ISSUER_RESOURCES } from './validateIssuer';

const STATES = {
  true: 'pick.issuerReady',
  false: 'pick.issuerNotReady',
  unknown: 'pick.issuerUnknown',
} as const;

type Props = typeof issuerFieldSchema.TProps;

/** Chooses who signs a certificate; one that is not ready says why. */
export function IstioIssuerField(props: Props) {
  const { formData: value, onChange, schema, uiSchema } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const options = uiSchema['ui:options'] ?? {};
  const form = props.formContext?.formData;
  const cluster = clusterOfForm(form, options.clusterField);
  const namespace = certificateNamespace(form, options);
  const sources = useClusterSources(cluster, ISSUER_RESOURCES);
  const inventory = inventoryOf(sources);
  const issuers = issuersFor(inventory?.issuers ?? [], namespace);
  const found = issuers.find(
    ({ ref }) => issuerText(ref) === issuerText(value),
  );
  const [text, setText] = useTypedText(value, issuerText, parseIssuer);
  return (
    <LivePicker
      id={props.idSchema.$id}
      label={schema.title ?? t('pick.issuer')}
      description={schema.description}
      text={text}
      options={issuers.map(({ ref }) => issuerText(ref))}
      optionText={option => {
        const issuer = issuers.find(({ ref }) => issuerText(ref) === option);
        return issuer ? t(STATES[issuer.ready], { name: option }) : option;
      }}
      problem={
        inventory
          ? issuerProblem(t, value, inventory, namespace)
          : issuerShape(t, value)
      }
      disabled={props.disabled || props.readonly}
      required={props.required}
      cluster={cluster}
      sources={sources}
      onText={typed => {
        setText(typed);
        onChange(parseIssuer(typed));
      }}
    >
      {found?.ready === 'false' && (
        <Notice tone="warning">
          {t('pick.issuerWaits', {
            name: text,
            reason: found.message ?? t('pick.noReason'),
          })}
        </Notice>
      )}
      {sources.cluster?.certManager === 'not-installed' && (
        <Notice tone="warning">
          {t('pick.noCertManager', { cluster: cluster ?? '' })}
        </Notice>
      )}
    </LivePicker>
  );
}
