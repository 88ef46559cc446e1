import { makeStyles, type Theme } from '@material-ui/core/styles';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { CARD_PADDING } from './CardShell';

/** Above this width of the card a fact takes one line. */
const WIDE = '@container (min-width: 560px)';

/** Styles of the rows of the card; the skeleton shares them to keep its height. */
export const useFactRowStyles = makeStyles((theme: Theme) => {
  const colours = toneColours(theme);
  const lead = (tone: 'warning' | 'error' | 'info') => ({
    background: colours[tone].tint,
    boxShadow: `inset 3px 0 0 ${colours[tone].solid}`,
    '&:hover': { background: colours[tone].tint },
  });
  return {
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      containerType: 'inline-size',
    },
    row: {
      position: 'relative',
      display: 'grid',
      gridTemplateColumns: 'clamp(84px, 27cqi, 116px) minmax(0, 1fr) 20px',
      columnGap: theme.spacing(1),
      alignItems: 'start',
      boxSizing: 'border-box',
      minHeight: 56,
      margin: `0 calc(-1 * var(${CARD_PADDING}, 0px))`,
      padding: `9px var(${CARD_PADDING}, 0px)`,
      fontSize: '0.875rem',
      lineHeight: 1.4,
      // The line ends where the text of the card ends.
      '&::before': {
        content: '""',
        position: 'absolute',
        top: 0,
        left: `var(${CARD_PADDING}, 0px)`,
        right: `var(${CARD_PADDING}, 0px)`,
        borderTop: `1px solid ${theme.palette.divider}`,
      },
      '&:hover': { background: theme.palette.action.hover },
      '&:focus-within': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
      [WIDE]: {
        gridTemplateColumns: '112px minmax(0, 1fr) 20px',
        minHeight: 40,
      },
    },
    leadwarning: lead('warning'),
    leaderror: lead('error'),
    leadinfo: lead('info'),
    label: {
      fontSize: '0.8125rem',
      lineHeight: 1.5,
      color: textColours(theme).quiet,
      '&:hover': { textDecoration: 'none' },
      '&:focus': { outline: 'none' },
      // The whole row is the target of its link.
      '&::after': { content: '""', position: 'absolute', inset: 0 },
    },
    facts: {
      minWidth: 0,
      overflowWrap: 'anywhere',
      [WIDE]: {
        display: 'grid',
        gridTemplateColumns: '164px minmax(0, 1fr)',
        alignItems: 'baseline',
      },
    },
    word: { marginRight: theme.spacing(1) },
    origin: {
      display: 'block',
      fontSize: '0.75rem',
      lineHeight: 1.5,
      color: textColours(theme).quiet,
      [WIDE]: { display: 'inline' },
    },
    // Beside other text; alone it stands where that would.
    beside: { [WIDE]: { marginLeft: theme.spacing(1) } },
    chevron: {
      alignSelf: 'center',
      fontSize: '1.25rem',
      color: textColours(theme).quiet,
    },
  };
});
