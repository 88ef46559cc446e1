import { makeStyles, type Theme } from '@material-ui/core/styles';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';

const NARROW = '@container (max-width: 619px)';

/** Styles of the lifetime bar. */
export const useLifetimeBarStyles = makeStyles((theme: Theme) => {
  const { ok, warning, error } = toneColours(theme);
  return {
    root: { containerType: 'inline-size', padding: theme.spacing(0, 2) },
    empty: { fontSize: '0.8125rem', color: textColours(theme).quiet },
    bar: {
      position: 'relative',
      height: 10,
      marginTop: 30,
      borderRadius: 2,
      background: theme.palette.action.disabledBackground,
    },
    span: { position: 'absolute', top: 0, bottom: 0 },
    good: { background: ok.tint, borderRadius: '2px 0 0 2px' },
    late: {
      background: `repeating-linear-gradient(135deg, ${warning.text} 0 4px, ${warning.tint} 4px 8px)`,
    },
    risk: { background: error.tint, borderRadius: '0 2px 2px 0' },
    tick: {
      position: 'absolute',
      top: -5,
      bottom: -5,
      width: 2,
      marginLeft: -1,
      background: textColours(theme).quiet,
    },
    now: {
      position: 'absolute',
      top: -8,
      bottom: -8,
      width: 2,
      marginLeft: -1,
      background: theme.palette.text.primary,
      '&::before': {
        content: '""',
        position: 'absolute',
        top: 0,
        left: -5,
        border: '6px solid transparent',
        borderTopColor: theme.palette.text.primary,
        borderBottomWidth: 0,
      },
    },
    nowText: {
      position: 'absolute',
      bottom: 17,
      fontSize: '0.75rem',
      fontWeight: 600,
      whiteSpace: 'nowrap',
    },
    labels: {
      position: 'relative',
      height: 18,
      marginTop: 8,
      fontSize: '0.75rem',
      color: textColours(theme).quiet,
      '& > span': { position: 'absolute', whiteSpace: 'nowrap' },
      // Beside one another they would overlap, so they become lines.
      [NARROW]: {
        height: 'auto',
        '& > span': {
          position: 'static !important',
          display: 'block',
          transform: 'none !important',
        },
      },
    },
  };
});
