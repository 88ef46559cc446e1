import { makeStyles, type Theme } from '@material-ui/core/styles';
import { textColours } from '../../theme/textColours';

/** Styles of a row of filters. */
export const useFilterStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: 34,
  },
  filter: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    boxSizing: 'border-box',
    minHeight: 34,
    minWidth: 0,
    maxWidth: '100%',
    paddingLeft: theme.spacing(1.25),
    border: `1px solid ${theme.palette.text.disabled}`,
    borderRadius: 4,
    background: theme.palette.background.paper,
    fontSize: '0.8125rem',
    color: textColours(theme).quiet,
    '&:focus-within': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -1,
    },
    '& select, & input': {
      font: 'inherit',
      fontWeight: 600,
      height: 32,
      minWidth: 0,
      border: 0,
      outline: 'none',
      background: theme.palette.background.paper,
      color: theme.palette.text.primary,
      borderRadius: 4,
      paddingRight: 4,
    },
    '& select': { maxWidth: 148, textOverflow: 'ellipsis', cursor: 'pointer' },
    '& input[type=search]': { width: 88 },
    '& input[type=checkbox]': {
      height: 16,
      marginRight: theme.spacing(1),
      accentColor: theme.palette.primary.main,
    },
  },
  count: {
    marginLeft: 'auto',
    fontSize: '0.8125rem',
    color: textColours(theme).quiet,
  },
}));
