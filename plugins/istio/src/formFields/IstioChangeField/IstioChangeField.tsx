import { useEffect, useMemo, useState } from 'react';
import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ProposedDefinitions } from '@meshwright/backstage-plugin-istio-common';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { ChoiceInput } from '../ClusterSource/ChoiceInput';
import { ClusterInput } from '../ClusterSource/ClusterInput';
import { Reading } from '../ClusterSource/Reading';
import { withoutBlanks } from '../ClusterSource/withoutBlanks';
import { type ChangeChoice, changeTexts, choiceOf } from './ChangeChoice';
import type { changeFieldSchema } from './changeFieldSchema';
import { ChosenNotes, SourceNotes } from './ChangeNotes';
import { IntentInputs } from './IntentInputs';
import { useProposed } from './useProposed';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1) },
}));

type Props = typeof changeFieldSchema.TProps;

/**
 * Chooses definitions that were proposed for a cluster; the intent that made
 * them comes with the choice, or is written by hand where nobody kept it.
 */
export function IstioChangeField(props: Props) {
  const { formData: value = {}, onChange, schema } = props;
  const id = props.idSchema.$id;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const { clusters, proposed } = useProposed(value.cluster);
  const known = proposed.state === 'ready' ? proposed.value : undefined;
  const texts = useMemo(() => changeTexts(known ?? []), [known]);
  const chosen = [...texts].find(([, { change }]) => change === value.change);
  const [typed, setTyped] = useState('');
  const disabled = props.disabled || props.readonly;
  const write = (next: ChangeChoice) => onChange(withoutBlanks(next));
  useIntentOf(chosen?.[1], value, onChange);
  const optionText = (text: string) => {
    const { live } = texts.get(text) ?? {};
    if (!live) return text;
    return live.length > 0
      ? t('change.optionLive', { text, count: live.length })
      : t('change.optionGone', { text });
  };
  return (
    <div className={classes.root} role="group" aria-label={schema.title}>
      {schema.title && <Typography variant="h6">{schema.title}</Typography>}
      {schema.description && (
        <FormHelperText>{schema.description}</FormHelperText>
      )}
      <ClusterInput
        id={`${id}_cluster`}
        value={value.cluster ?? ''}
        clusters={clusters.state === 'ready' ? clusters.value : undefined}
        disabled={disabled}
        required={false}
        onChange={cluster => write({ cluster })}
      />
      <ChoiceInput
        id={`${id}_change`}
        label={t('change.label')}
        value={chosen?.[0] ?? typed}
        options={[...texts.keys()]}
        optionText={optionText}
        required={false}
        disabled={disabled}
        onChange={text => {
          setTyped(text);
          const found = texts.get(text);
          // Half a text chooses nothing, and takes nothing away but a choice.
          if (found) write(choiceOf(found));
          else if (value.change) write({ cluster: value.cluster });
        }}
      />
      {chosen && <ChosenNotes chosen={chosen[1]} />}
      <SourceNotes
        cluster={value.cluster}
        source={clusters.state === 'ready' ? proposed : clusters}
        isEmpty={known?.length === 0}
      />
      <Reading
        sources={[
          [clusters, t('read.clusters')],
          [proposed, t('read.proposed', { cluster: value.cluster ?? '' })],
        ]}
      />
      <IntentInputs
        id={id}
        value={value}
        disabled={disabled}
        onChange={written =>
          // Written by hand it is another intent; for whom it was stays.
          write({ ...value, ...written, change: undefined })
        }
      />
    </div>
  );
}

/** A link may name the change alone: its intent is filled in once it is known. */
function useIntentOf(
  chosen: ProposedDefinitions | undefined,
  value: ChangeChoice,
  onChange: (value: ChangeChoice) => void,
): void {
  useEffect(() => {
    if (!chosen?.intent || value.intent) return;
    onChange(choiceOf(chosen));
  }, [chosen, value, onChange]);
}
