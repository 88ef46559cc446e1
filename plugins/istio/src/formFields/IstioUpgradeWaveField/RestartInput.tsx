import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { useInputStyles } from '../ClusterSource/useInputStyles';
import { useTypedText } from '../ClusterSource/useTypedText';
import { parseRestart, restartText, type UpgradeWave } from './UpgradeWave';

const useStyles = makeStyles(theme => ({
  text: {
    fontFamily: 'Menlo, Consolas, monospace',
    fontSize: theme.typography.body2.fontSize,
  },
}));

/** The workloads that are restarted, a line each, as read or as written by hand. */
export function RestartInput(props: {
  id: string;
  value: UpgradeWave['restart'];
  /** Somebody wrote it. */
  isOwn: boolean;
  problem?: string;
  disabled?: boolean;
  onChange: (restart: UpgradeWave['restart'], isOwn: boolean) => void;
}) {
  const { id, value, isOwn, problem, disabled } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const classes = useStyles();
  const input = useInputStyles();
  const [text, setText] = useTypedText(value, restartText, parseRestart);
  const hint = isOwn ? t('wave.restartOwn') : t('wave.restartHint');
  return (
    <TextField
      id={id}
      className={input.input}
      label={t('wave.restart')}
      helperText={problem ?? hint}
      error={Boolean(problem)}
      variant="outlined"
      margin="dense"
      fullWidth
      multiline
      minRows={3}
      maxRows={18}
      inputProps={{ className: classes.text }}
      disabled={disabled}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        props.onChange(parseRestart(target.value), target.value.trim() !== '');
      }}
    />
  );
}
