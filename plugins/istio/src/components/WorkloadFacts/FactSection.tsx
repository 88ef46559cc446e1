import type { ReactNode } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import type {
  NextStep,
  Tone,
  Why,
} from '@meshwright/backstage-plugin-istio-common';
import { StateWord } from '../StateWord/StateWord';
import { WhyAndStep } from '../Why/WhyAndStep';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minWidth: 0,
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    '& + &': {
      paddingTop: theme.spacing(2),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
    '& h3': { margin: 0, fontSize: '0.875rem', fontWeight: 600 },
  },
}));

interface FactSectionProps {
  title: string;
  word: string;
  tone: Tone;
  why?: Why;
  step?: NextStep;
  /** What belongs to the fact besides its reason. */
  children?: ReactNode;
}

/** One fact: its word, why, the one thing to do, and what belongs to it. */
export function FactSection(props: FactSectionProps) {
  const classes = useStyles();
  return (
    <section className={classes.root} aria-label={props.title}>
      <div className={classes.head}>
        <h3>{props.title}</h3>
        <StateWord word={props.word} tone={props.tone} />
      </div>
      {props.why && <WhyAndStep why={props.why} step={props.step} />}
      {props.children}
    </section>
  );
}
