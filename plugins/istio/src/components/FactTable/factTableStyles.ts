import { makeStyles, type Theme } from '@material-ui/core/styles';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';

/** Below these widths of the table a row becomes a block of labelled lines. */
const NARROW = '@container (max-width: 719px)';
const NARROW_COMPACT = '@container (max-width: 419px)';

const HEAD_CELLS = '& > thead > tr > th';
const ROWS = '& > tbody > tr';
const CELLS = '& > tbody > tr > td';

function stacked(theme: Theme, sidePadding: number) {
  return {
    '&, & > tbody, & > tbody > tr': { display: 'block' },
    // Out of sight only: assistive technology still reads the headings.
    '& > thead': {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
    },
    [ROWS]: {
      padding: theme.spacing(1, sidePadding),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    [CELLS]: {
      display: 'grid',
      gridTemplateColumns: '112px minmax(0, 1fr)',
      gap: theme.spacing(1),
      padding: `${theme.spacing(0.5)}px 0 !important`,
      border: 0,
      textAlign: 'left',
      overflowWrap: 'anywhere',
      '& > div': { minWidth: 0 },
      '&::before': {
        content: 'attr(data-label)',
        color: textColours(theme).quiet,
      },
      '&[data-detail]': {
        display: 'block',
        '&::before': { content: 'none' },
      },
    },
  } as const;
}

/**
 * Styles of the table. Child selectors throughout: a table may stand in the
 * opened row of another one, and has a width of its own.
 */
export const useFactTableStyles = makeStyles((theme: Theme) => {
  const colours = toneColours(theme);
  return {
    root: { containerType: 'inline-size', overflowX: 'auto' },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: '0.8125rem',
      lineHeight: 1.45,
      [HEAD_CELLS]: {
        textAlign: 'left',
        fontWeight: 600,
        color: textColours(theme).quiet,
        whiteSpace: 'nowrap',
      },
      [`${HEAD_CELLS}, ${CELLS}`]: {
        verticalAlign: 'top',
        borderBottom: `1px solid ${theme.palette.divider}`,
      },
      '& > tbody > tr:last-child > td': { borderBottom: 0 },
    },
    regular: {
      [`${HEAD_CELLS}, ${CELLS}`]: {
        padding: theme.spacing(1.25, 1),
        '&:first-child': { paddingLeft: theme.spacing(2) },
        '&:last-child': { paddingRight: theme.spacing(2) },
      },
      [NARROW]: stacked(theme, 2),
    },
    compact: {
      [`${HEAD_CELLS}, ${CELLS}`]: {
        padding: theme.spacing(0.75, 1),
        '&:first-child': { paddingLeft: 0 },
        '&:last-child': { paddingRight: 0 },
      },
      [NARROW_COMPACT]: stacked(theme, 0),
    },
    right: {
      '$table &': { textAlign: 'right' },
      [NARROW]: { '$table &': { textAlign: 'left' } },
    },
    opened: { borderBottom: '0 !important' },
    warning: { background: colours.warning.tint },
    error: { background: colours.error.tint },
    info: { background: colours.info.tint },
  };
});
