import type { ReactNode } from 'react';
import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { ChoiceInput } from './ChoiceInput';
import { Reading } from './Reading';
import { SourceNotice } from './SourceNotice';
import type { ClusterSources } from './useClusterSources';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(0.5) },
}));

interface LivePickerProps {
  id: string;
  label: string;
  description?: string;
  /** What is in the input. */
  text: string;
  options: readonly string[];
  optionText?: (option: string) => string;
  problem?: string;
  disabled?: boolean;
  required?: boolean;
  /** The cluster that the form names elsewhere. */
  cluster: string | undefined;
  sources: ClusterSources;
  onText: (text: string) => void;
  /** What is to be known of the choice. */
  children?: ReactNode;
}

/** One choice from what a cluster holds, with where the choices come from. */
export function LivePicker(props: LivePickerProps) {
  const { cluster, sources, problem, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  return (
    <div className={classes.root}>
      <ChoiceInput
        id={props.id}
        label={props.label}
        value={props.text}
        options={props.options}
        optionText={props.optionText}
        problem={problem}
        disabled={props.disabled}
        required={props.required ?? false}
        onChange={props.onText}
      />
      {props.description && (
        <FormHelperText>{props.description}</FormHelperText>
      )}
      {children}
      {!cluster && <FormHelperText>{t('pick.noCluster')}</FormHelperText>}
      <Reading
        sources={[
          [sources.clusters, t('read.clusters')],
          [sources.inventory, t('read.holds', { cluster: cluster ?? '' })],
        ]}
      />
      <SourceNotice {...sources} brief />
    </div>
  );
}
