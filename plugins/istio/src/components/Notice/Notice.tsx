import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { Tone } from '@meshwright/backstage-plugin-istio-common';
import type { ReactNode } from 'react';
import { toneColours } from '../../theme/toneColours';
import { SHAPES, type Shape } from '../StateWord/shapes';

const useStyles = makeStyles((theme: Theme) => ({
  root: (props: { tone: Tone }) => {
    const { tint, text } = toneColours(theme)[props.tone];
    return {
      display: 'flex',
      gap: theme.spacing(1.25),
      alignItems: 'flex-start',
      padding: theme.spacing(1.25, 1.5),
      borderRadius: 6,
      fontSize: '0.8125rem',
      lineHeight: 1.45,
      background: tint,
      color:
        props.tone === 'neutral' || props.tone === 'unknown'
          ? theme.palette.text.primary
          : text,
    };
  },
  icon: { fontSize: '1.1rem', flexShrink: 0, marginTop: 1 },
  body: { minWidth: 0, flex: 1, overflowWrap: 'anywhere' },
}));

interface NoticeProps {
  tone: Tone;
  shape?: Shape;
  children: ReactNode;
  action?: ReactNode;
  /**
   * Read out when it appears: for what people wait for, or what happens behind
   * their back. Never for a text in which a time grows, which would be read out
   * with every second.
   */
  announce?: boolean;
}

/** A remark about the data below it: shape, sentence, at most one action. */
export function Notice(props: NoticeProps) {
  const { tone, shape, children, action, announce } = props;
  const classes = useStyles({ tone });
  const Icon = SHAPES[shape ?? tone];
  return (
    <div className={classes.root} role={announce ? 'status' : undefined}>
      <Icon className={classes.icon} aria-hidden="true" />
      <div className={classes.body}>{children}</div>
      {action}
    </div>
  );
}
