import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { useInputStyles } from '../ClusterSource/useInputStyles';
import { type ChangeChoice, REMOVABLE_KINDS } from './ChangeChoice';

const useStyles = makeStyles(theme => ({
  text: {
    fontFamily: 'Menlo, Consolas, monospace',
    fontSize: theme.typography.body2.fontSize,
  },
}));

/** Kind and fields of an intent, as the choice fills them in or people write them. */
export function IntentInputs(props: {
  id: string;
  value: ChangeChoice;
  disabled?: boolean;
  onChange: (value: Pick<ChangeChoice, 'kind' | 'intent'>) => void;
}) {
  const { id, value, disabled, onChange } = props;
  const { kind = '', intent = '' } = value;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useStyles();
  const input = useInputStyles();
  return (
    <>
      <TextField
        id={`${id}_kind`}
        className={input.input}
        label={t('change.kind')}
        variant="outlined"
        margin="dense"
        fullWidth
        required
        select
        SelectProps={{ SelectDisplayProps: { id: `${id}_kind-select` } }}
        InputLabelProps={{ htmlFor: `${id}_kind-select` }}
        disabled={disabled}
        value={kind}
        onChange={event => onChange({ kind: event.target.value, intent })}
      >
        {REMOVABLE_KINDS.map(name => (
          <MenuItem key={name} value={name}>
            {t(`change.kinds.${name}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        id={`${id}_intent`}
        className={input.input}
        label={t('change.intent')}
        helperText={t('change.intentHint')}
        variant="outlined"
        margin="dense"
        fullWidth
        required
        multiline
        minRows={4}
        maxRows={18}
        inputProps={{ className: classes.text }}
        disabled={disabled}
        value={intent}
        onChange={event => onChange({ kind, intent: event.target.value })}
      />
    </>
  );
}
