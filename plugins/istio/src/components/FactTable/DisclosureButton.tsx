import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { textColours } from '../../theme/textColours';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    font: 'inherit',
    fontWeight: 600,
    padding: 0,
    border: 0,
    background: 'none',
    textAlign: 'left',
    cursor: 'pointer',
    overflowWrap: 'break-word',
    color: textColours(theme).link,
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
      borderRadius: 2,
    },
  },
}));

interface DisclosureButtonProps {
  open: boolean;
  /** What opens, for who does not see the row. */
  label: string;
  onToggle: () => void;
  children: ReactNode;
}

/** Opens and closes what belongs to a row. */
export function DisclosureButton(props: DisclosureButtonProps) {
  const classes = useStyles();
  return (
    <button
      type="button"
      className={classes.root}
      aria-expanded={props.open}
      title={props.label}
      onClick={props.onToggle}
    >
      {props.children}
    </button>
  );
}
