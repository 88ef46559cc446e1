import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';
import { useClusterStateWord } from '../../hooks/useClusterStateWord';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { useInputStyles } from './useInputStyles';

interface ClusterInputProps {
  id: string;
  /** "Cluster" unless the form calls it otherwise. */
  label?: string;
  value: string;
  /** Absent while, or because, they are not known: then the name is typed. */
  clusters: readonly ClusterFreshness[] | undefined;
  disabled?: boolean;
  /** True unless it may stay empty. */
  required?: boolean;
  onChange: (value: string) => void;
}

/** Chooses a cluster; each says in a word what is known of it. */
export function ClusterInput(props: ClusterInputProps) {
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useInputStyles();
  const stateWord = useClusterStateWord();
  const { clusters, value } = props;
  const unknown =
    clusters && value && !clusters.some(({ cluster }) => cluster === value);
  return (
    <TextField
      id={props.id}
      className={classes.input}
      label={props.label ?? t('target.cluster')}
      variant="outlined"
      margin="dense"
      fullWidth
      required={props.required ?? true}
      select={clusters !== undefined}
      SelectProps={{ SelectDisplayProps: { id: `${props.id}-select` } }}
      InputLabelProps={clusters && { htmlFor: `${props.id}-select` }}
      disabled={props.disabled}
      value={value}
      error={Boolean(unknown)}
      onChange={event => props.onChange(event.target.value)}
    >
      {clusters?.map(({ cluster, title, state }) => (
        <MenuItem key={cluster} value={cluster}>
          {t('target.clusterOption', {
            name: title ? `${cluster} (${title})` : cluster,
            state: stateWord(state),
          })}
        </MenuItem>
      ))}
      {unknown && (
        <MenuItem value={value}>
          {t('target.unknownCluster', { name: value })}
        </MenuItem>
      )}
    </TextField>
  );
}
