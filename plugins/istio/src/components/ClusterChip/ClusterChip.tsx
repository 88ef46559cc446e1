import { makeStyles, type Theme } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { toneColours } from '../../theme/toneColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import type { KnownClusters } from '../DataState/KnownClusters';
import { isMissing } from '../DataState/viewOf';
import { SHAPES } from '../StateWord/shapes';

const useStyles = makeStyles((theme: Theme) => {
  const { warning } = toneColours(theme);
  return {
    root: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      height: 24,
      padding: '0 9px',
      margin: 0,
      borderRadius: 12,
      border: `1px solid ${theme.palette.text.disabled}`,
      background: 'none',
      color: theme.palette.text.primary,
      font: 'inherit',
      fontSize: '0.75rem',
      fontWeight: 600,
      whiteSpace: 'nowrap',
      flexShrink: 0,
    },
    button: {
      cursor: 'pointer',
      '&:hover': { background: theme.palette.action.hover },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 1,
      },
    },
    partial: {
      borderColor: warning.text,
      background: warning.tint,
      color: warning.text,
    },
    icon: { fontSize: '1rem' },
  };
});

interface ClusterChipProps {
  status: KnownClusters;
  open: boolean;
  onToggle: () => void;
}

/** How many clusters the facts rest on; opens the list of them. */
export function ClusterChip({ status, open, onToggle }: ClusterChipProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { clusters } = status;
  if (clusters.length === 0) return null;
  if (clusters.length === 1) {
    return <span className={classes.root}>{clusters[0].cluster}</span>;
  }
  const answered = clusters.filter(cluster => !isMissing(cluster)).length;
  const partial = answered > 0 && answered < clusters.length;
  const Chevron = open ? ExpandLessIcon : ExpandMoreIcon;
  return (
    <button
      type="button"
      className={`${classes.root} ${classes.button} ${
        partial ? classes.partial : ''
      }`}
      aria-expanded={open}
      title={t('clusters.show')}
      onClick={onToggle}
    >
      {partial && (
        <SHAPES.unreachable className={classes.icon} aria-hidden="true" />
      )}
      {partial
        ? t('clusters.partial', {
            answered: String(answered),
            total: String(clusters.length),
          })
        : t('clusters.count', { count: clusters.length })}
      <Chevron className={classes.icon} aria-hidden="true" />
    </button>
  );
}
