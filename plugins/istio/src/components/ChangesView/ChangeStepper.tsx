import { makeStyles, type Theme } from '@material-ui/core/styles';
import RadioButtonCheckedIcon from '@material-ui/icons/RadioButtonChecked';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ChangeStatus } from '@meshwright/backstage-plugin-istio-common';
import { useTimeText } from '../../hooks/useTimeText';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { SHAPES } from '../StateWord/shapes';
import { changeSteps, type ChangeStep } from './changeSteps';

const NARROW = '@container (max-width: 619px)';

const useStyles = makeStyles((theme: Theme) => {
  const colours = toneColours(theme);
  return {
    root: { containerType: 'inline-size' },
    list: {
      display: 'flex',
      listStyle: 'none',
      margin: 0,
      padding: 0,
      [NARROW]: { flexDirection: 'column' },
    },
    step: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      fontSize: '0.8125rem',
      lineHeight: 1.45,
      '&:not(:last-child)': { flex: 1 },
      // The line to the next step.
      '&:not(:last-child)::after': {
        content: '""',
        flex: 1,
        minWidth: 16,
        margin: '11px 12px 0 4px',
        borderTop: `1px solid ${theme.palette.text.disabled}`,
      },
      [NARROW]: {
        padding: theme.spacing(0.5, 0),
        '&:not(:last-child)::after': { content: 'none' },
      },
    },
    icon: { fontSize: '1.4rem', flexShrink: 0 },
    done: { color: colours.ok.text },
    waits: { color: colours.info.text },
    failed: { color: colours.warning.text },
    stopped: { color: colours.neutral.text },
    later: { color: theme.palette.text.disabled },
    name: { fontWeight: 600 },
    laterName: { fontWeight: 400, color: textColours(theme).quiet },
    quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
  };
});

const ICONS = {
  done: SHAPES.ok,
  waits: RadioButtonCheckedIcon,
  failed: SHAPES.warning,
  stopped: SHAPES.neutral,
  later: RadioButtonUncheckedIcon,
} satisfies Record<ChangeStep['state'], unknown>;

const REMARKS = {
  done: 'done',
  waits: 'waits',
  failed: 'later',
  stopped: 'stopped',
  later: 'later',
} as const satisfies Record<ChangeStep['state'], string>;

/** Proposed → merged → synced → effective. */
export function ChangeStepper({ change }: { change: ChangeStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { stamp } = useTimeText();
  return (
    <div className={classes.root}>
      <ol className={classes.list}>
        {changeSteps(change).map(step => {
          const Icon = ICONS[step.state];
          return (
            <li
              key={step.id}
              className={classes.step}
              aria-current={step.state === 'waits' ? 'step' : undefined}
            >
              <Icon
                className={`${classes.icon} ${classes[step.state]}`}
                aria-hidden="true"
              />
              <div>
                <div
                  className={
                    step.state === 'later' ? classes.laterName : classes.name
                  }
                >
                  {t(`changes.${step.id}`)}
                </div>
                <div className={classes.quiet}>
                  {step.state === 'done' && step.time
                    ? stamp(step.time)
                    : t(`changes.${REMARKS[step.state]}`)}
                </div>
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
