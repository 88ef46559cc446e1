import type { ReactNode } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { textColours } from '../../theme/textColours';

const useStyles = makeStyles((theme: Theme) => ({
  // Above the link of a row, so that it can be clicked by itself.
  root: {
    position: 'relative',
    zIndex: 1,
    color: textColours(theme).link,
    textDecoration: 'underline',
    textUnderlineOffset: 2,
  },
}));

/** A link inside a sentence: underlined, since colour alone does not tell it. */
export function InlineLink(props: { to: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <Link className={classes.root} to={props.to}>
      {props.children}
    </Link>
  );
}
