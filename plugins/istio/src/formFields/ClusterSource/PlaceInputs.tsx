import type { ReactNode } from 'react';
import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { ChoiceInput } from './ChoiceInput';
import { ClusterInput } from './ClusterInput';
import { Reading, type Readable } from './Reading';
import { SourceNotice } from './SourceNotice';
import { inventoryOf, type ClusterSources } from './useClusterSources';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1) },
  parts: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 220px), 1fr))',
  },
}));

interface PlaceInputsProps {
  id: string;
  title?: string;
  description?: string;
  place: { cluster?: string; namespace?: string };
  problem?: string;
  disabled?: boolean;
  required: boolean;
  sources: ClusterSources;
  /** What else is read. */
  reading?: readonly Readable[];
  onChange: (change: { cluster?: string; namespace?: string }) => void;
  /** Further inputs beside the two. */
  inputs?: ReactNode;
  /** What is to be known of the choice. */
  children?: ReactNode;
}

/** A cluster, a namespace in it, and what a field adds to them. */
export function PlaceInputs(props: PlaceInputsProps) {
  const { id, place, sources, disabled, required } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { clusters } = sources;
  const namespaces = inventoryOf(sources)?.namespaces;
  const injection = (name: string): string => {
    const found = namespaces?.find(namespace => namespace.name === name);
    if (!found) return name;
    return found.injected
      ? t('pick.injected', { name, revision: found.revision ?? '' })
      : t('pick.notInjected', { name });
  };
  return (
    <div className={classes.root} role="group" aria-label={props.title}>
      {props.title && <Typography variant="h6">{props.title}</Typography>}
      {props.description && (
        <FormHelperText>{props.description}</FormHelperText>
      )}
      <div className={classes.parts}>
        <ClusterInput
          id={`${id}_cluster`}
          value={place.cluster ?? ''}
          clusters={clusters.state === 'ready' ? clusters.value : undefined}
          disabled={disabled}
          required={required}
          onChange={cluster => props.onChange({ cluster })}
        />
        <ChoiceInput
          id={`${id}_namespace`}
          label={t('target.namespace')}
          value={place.namespace ?? ''}
          options={namespaces?.map(({ name }) => name) ?? []}
          optionText={injection}
          problem={props.problem}
          disabled={disabled}
          required={required}
          onChange={namespace => props.onChange({ namespace })}
        />
        {props.inputs}
      </div>
      {props.children}
      <Reading
        sources={[
          [clusters, t('read.clusters')],
          ...(props.reading ?? []),
          [
            sources.inventory,
            t('read.holds', { cluster: place.cluster ?? '' }),
          ],
        ]}
      />
      <SourceNotice {...sources} />
    </div>
  );
}
