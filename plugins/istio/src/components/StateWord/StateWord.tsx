import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { Tone } from '@meshwright/backstage-plugin-istio-common';
import { toneColours } from '../../theme/toneColours';
import { SHAPES, type Shape } from './shapes';

const useStyles = makeStyles((theme: Theme) => {
  const colours = toneColours(theme);
  return {
    root: {
      fontWeight: 600,
    },
    // A short word keeps its shape beside it; a long one may break.
    short: { whiteSpace: 'nowrap' },
    // In the line of the text, so that it stays beside the last word.
    icon: { fontSize: '1.15em', marginLeft: 5, verticalAlign: '-0.18em' },
    ok: { color: colours.ok.text },
    neutral: { color: colours.neutral.text },
    info: { color: colours.info.text },
    unknown: { color: colours.unknown.text },
    warning: { color: colours.warning.text },
    error: { color: colours.error.text },
  };
});

/** So many letters fit into every column. */
const SHORT = 16;

interface StateWordProps {
  word: string;
  tone: Tone;
  /** Where the tone alone does not say enough: a clock, a lock, a plug. */
  shape?: Shape;
  className?: string;
}

/** The word of a verdict, then its shape; the colour only repeats the shape. */
export function StateWord(props: StateWordProps) {
  const classes = useStyles();
  const Icon = SHAPES[props.shape ?? props.tone];
  return (
    <span
      className={[
        classes.root,
        classes[props.tone],
        props.word.length <= SHORT && classes.short,
        props.className,
      ]
        .filter(Boolean)
        .join(' ')}
    >
      {props.word}
      <Icon className={classes.icon} aria-hidden="true" />
    </span>
  );
}
