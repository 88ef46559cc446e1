import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { textColours } from '../../theme/textColours';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    fontSize: '0.8125rem',
    lineHeight: 1.5,
    minWidth: 0,
    '& > p': { margin: 0, color: textColours(theme).quiet },
    '& code': {
      fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
      fontSize: '0.75rem',
    },
  },
}));

/** The running text of an empty or withheld view. */
export function BodyText(props: { children: ReactNode }) {
  const classes = useStyles();
  return <div className={classes.root}>{props.children}</div>;
}
