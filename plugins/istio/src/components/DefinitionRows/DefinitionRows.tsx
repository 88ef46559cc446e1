import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { textColours } from '../../theme/textColours';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(84px, max-content) 1fr',
    gap: theme.spacing(0.75, 2),
    margin: 0,
    fontSize: '0.8125rem',
    lineHeight: 1.45,
  },
  term: { color: textColours(theme).quiet, margin: 0 },
  text: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
}));

/** One labelled value. */
export interface DefinitionRow {
  id: string;
  label: ReactNode;
  value: ReactNode;
}

/** A short list of labelled values. */
export function DefinitionRows(props: { rows: readonly DefinitionRow[] }) {
  const classes = useStyles();
  return (
    <dl className={classes.root}>
      {props.rows.map(row => (
        <Pair key={row.id} row={row} />
      ))}
    </dl>
  );
}

function Pair({ row }: { row: DefinitionRow }) {
  const classes = useStyles();
  return (
    <>
      <dt className={classes.term}>{row.label}</dt>
      <dd className={classes.text}>{row.value}</dd>
    </>
  );
}
