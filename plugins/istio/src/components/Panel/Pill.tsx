import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { Tone } from '@meshwright/backstage-plugin-istio-common';
import type { ReactNode } from 'react';
import { toneColours } from '../../theme/toneColours';
import { SHAPES } from '../StateWord/shapes';

const useStyles = makeStyles((theme: Theme) => ({
  root: (props: { tone: Tone }) => {
    const colours = toneColours(theme)[props.tone];
    const quiet = props.tone === 'neutral';
    return {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      padding: '2px 9px',
      borderRadius: 12,
      fontSize: '0.75rem',
      fontWeight: 600,
      whiteSpace: 'nowrap',
      background: quiet ? theme.palette.action.hover : colours.tint,
      color: quiet ? theme.palette.text.primary : colours.text,
    };
  },
  icon: { fontSize: '0.95rem' },
}));

/** A count or a name set apart from the text around it. */
export function Pill(props: { tone: Tone; children: ReactNode }) {
  const classes = useStyles({ tone: props.tone });
  const Icon = props.tone === 'neutral' ? undefined : SHAPES[props.tone];
  return (
    <span className={classes.root}>
      {Icon && <Icon className={classes.icon} aria-hidden="true" />}
      {props.children}
    </span>
  );
}
