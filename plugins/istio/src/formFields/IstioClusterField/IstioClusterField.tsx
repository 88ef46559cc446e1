import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Notice } from '../../components/Notice/Notice';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { ClusterInput } from '../ClusterSource/ClusterInput';
import { Reading } from '../ClusterSource/Reading';
import { SourceNotice } from '../ClusterSource/SourceNotice';
import { useClusterSources } from '../ClusterSource/useClusterSources';
import type { clusterFieldSchema } from './clusterFieldSchema';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1) },
}));

/** The cluster alone: none of its types is needed to name it. */
const NOTHING = [] as const;

type Props = typeof clusterFieldSchema.TProps;

/** Chooses a cluster that Meshwright reads. */
export function IstioClusterField(props: Props) {
  const { formData = '', idSchema, onChange, schema } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const sources = useClusterSources(formData, NOTHING);
  const { clusters, cluster } = sources;
  const withMesh = props.uiSchema['ui:options']?.mesh ?? true;
  return (
    <div className={classes.root}>
      <ClusterInput
        id={idSchema.$id}
        label={schema.title}
        value={formData}
        clusters={clusters.state === 'ready' ? clusters.value : undefined}
        disabled={props.disabled || props.readonly}
        required={props.required ?? false}
        onChange={onChange}
      />
      {schema.description && (
        <FormHelperText>{schema.description}</FormHelperText>
      )}
      <Reading sources={[[clusters, t('read.clusters')]]} />
      {withMesh && cluster?.istio === 'not-installed' && (
        <Notice tone="warning">
          {t('pick.noMesh', { cluster: cluster.title ?? cluster.cluster })}
        </Notice>
      )}
      <SourceNotice {...sources} />
    </div>
  );
}
