import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCountText, useIsLowerBound } from '../../hooks/useCountText';
import { textColours } from '../../theme/textColours';
import { toneColours } from '../../theme/toneColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { SHAPES } from '../StateWord/shapes';
import { tileHrefs, type TileDefinition } from './tiles';

const useStyles = makeStyles((theme: Theme) => {
  const colours = toneColours(theme);
  return {
    root: {
      position: 'relative',
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1.5, 2),
      minWidth: 0,
      borderRadius: 8,
      border: '2px solid transparent',
      background: theme.palette.background.paper,
      color: theme.palette.text.primary,
      '&:hover, &:focus-within': { borderColor: theme.palette.primary.main },
    },
    title: {
      fontSize: '0.8125rem',
      fontWeight: 600,
      color: theme.palette.text.primary,
      // The whole tile leads there; what else is a link lies above.
      '&::after': { content: '""', position: 'absolute', inset: 0 },
    },
    button: {
      padding: 0,
      border: 0,
      background: 'none',
      font: 'inherit',
      fontSize: '0.8125rem',
      fontWeight: 600,
      textAlign: 'left',
      cursor: 'pointer',
    },
    number: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      fontSize: '1.5rem',
      fontWeight: 700,
      lineHeight: 1.3,
    },
    hint: { fontSize: '0.75rem', color: textColours(theme).quiet },
    more: {
      position: 'relative',
      zIndex: 1,
      fontSize: '0.75rem',
      textDecoration: 'underline',
      color: textColours(theme).link,
    },
    ok: { color: colours.ok.text },
    neutral: { color: colours.neutral.text },
    info: { color: colours.info.text },
    unknown: { color: colours.unknown.text },
    warning: { color: colours.warning.text },
    error: { color: colours.error.text },
  };
});

interface TileProps extends TileDefinition {
  value: number;
  /** Opens what has no list of its own. */
  onOpen: () => void;
}

/** One number of the fleet: a link to the rows behind it. */
export function Tile({ id, tone, value, onOpen }: TileProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const countText = useCountText();
  const [first, second] = tileHrefs(id);
  // Nothing found is good news only when every cluster was asked.
  const none =
    useIsLowerBound() && id !== 'clustersUnreachable' ? 'unknown' : 'ok';
  const shown = value === 0 && id !== 'workloads' ? none : tone;
  const Icon =
    SHAPES[id === 'clustersUnreachable' && value ? 'unreachable' : shown];
  const title = t(`tile.${id}`);
  return (
    <li className={classes.root}>
      {first ? (
        <Link to={first} className={classes.title} underline="none">
          {title}
        </Link>
      ) : (
        <button
          type="button"
          className={`${classes.title} ${classes.button}`}
          onClick={onOpen}
        >
          {title}
        </button>
      )}
      <span className={classes.number}>
        {id === 'clustersUnreachable' ? value : countText(value)}
        {id !== 'workloads' && (
          <Icon className={classes[shown]} aria-hidden="true" />
        )}
      </span>
      <span className={classes.hint}>
        {id === 'clustersUnreachable' && value === 0
          ? t('tileHint.clustersReachable')
          : t(`tileHint.${id}`)}
      </span>
      {second && (
        <Link to={second} className={classes.more}>
          {t('tile.roots')}
        </Link>
      )}
    </li>
  );
}
