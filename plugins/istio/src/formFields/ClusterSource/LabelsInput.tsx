import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { labelsText, parseLabels } from './labelsText';
import { useInputStyles } from './useInputStyles';

interface LabelsInputProps {
  id: string;
  labels: Record<string, string> | undefined;
  disabled?: boolean;
  onChange: (labels: Record<string, string> | undefined) => void;
}

/** Labels by hand, where no cluster tells them. */
export function LabelsInput(props: LabelsInputProps) {
  const { id, labels, disabled, onChange } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useInputStyles();
  const [text, setText] = useState(labelsText(labels));
  // Labels from elsewhere replace what is typed; half a label does not.
  const shown =
    labelsText(parseLabels(text)) === labelsText(labels)
      ? text
      : labelsText(labels);
  const wrong = shown !== '' && parseLabels(shown) === undefined;
  return (
    <TextField
      id={id}
      className={classes.input}
      label={t('pick.labels')}
      variant="outlined"
      margin="dense"
      fullWidth
      required
      disabled={disabled}
      value={shown}
      error={wrong}
      helperText={wrong ? t('pick.labelsWrong') : t('pick.labelsHint')}
      onChange={event => {
        setText(event.target.value);
        onChange(parseLabels(event.target.value));
      }}
    />
  );
}
