import { makeStyles, type Theme } from '@material-ui/core/styles';
import { textColours } from '../../theme/textColours';

/** Styles that the parts of the preview share. */
export const usePreviewStyles = makeStyles((theme: Theme) => ({
  block: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
    minWidth: 0,
    overflow: 'hidden',
  },
  panel: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
    minWidth: 0,
    padding: theme.spacing(1.75, 2),
    display: 'grid',
    gap: theme.spacing(1.25),
    alignContent: 'start',
    overflowWrap: 'anywhere',
    fontSize: '0.8125rem',
    lineHeight: 1.45,
  },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 1),
    margin: 0,
    fontSize: '1rem',
    fontWeight: 600,
  },
  subtitle: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    margin: 0,
    fontSize: '0.8125rem',
    fontWeight: 600,
  },
  quiet: { color: textColours(theme).quiet, margin: 0 },
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    display: 'grid',
    gap: theme.spacing(0.75),
  },
  plain: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1),
  },
  mono: {
    fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
    fontSize: '0.75rem',
  },
}));
