import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { textColours } from '../../theme/textColours';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    borderRadius: 8,
    minWidth: 0,
    overflow: 'hidden',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 1.5),
    padding: theme.spacing(1.75, 2),
    '& h3': { margin: 0, fontSize: '1rem', fontWeight: 600 },
  },
  body: { padding: theme.spacing(2), '$head + &': { paddingTop: 0 } },
  flush: { padding: 0 },
  foot: {
    padding: theme.spacing(1.5, 2),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: '0.75rem',
    color: textColours(theme).quiet,
  },
}));

interface PanelProps {
  /** Heading of level 3 and what stands beside it. */
  head?: ReactNode;
  /** Remark below the content. */
  foot?: ReactNode;
  /** Whether the content reaches the edge, as tables do. */
  flush?: boolean;
  children: ReactNode;
}

/** A white block of the tab with an optional head and remark. */
export function Panel({ head, foot, flush, children }: PanelProps) {
  const classes = useStyles();
  return (
    <section className={classes.root}>
      {head && <div className={classes.head}>{head}</div>}
      {children && (
        <div className={flush ? classes.flush : classes.body}>{children}</div>
      )}
      {foot && <div className={classes.foot}>{foot}</div>}
    </section>
  );
}
