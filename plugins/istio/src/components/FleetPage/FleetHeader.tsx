import IconButton from '@material-ui/core/IconButton';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import LinkIcon from '@material-ui/icons/Link';
import RefreshIcon from '@material-ui/icons/Refresh';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCopy } from '../../hooks/useCopy';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { AgeText } from '../ClusterChip/AgeText';
import { ClusterChip } from '../ClusterChip/ClusterChip';
import type { KnownClusters } from '../DataState/KnownClusters';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    '& h2': { margin: 0, fontSize: '1.25rem', fontWeight: 600, flexGrow: 1 },
  },
}));

interface FleetHeaderProps {
  /** Absent while nothing may be counted. */
  status?: KnownClusters;
  clustersOpen: boolean;
  onToggleClusters: () => void;
  onRefresh: () => void;
}

/** Clusters, age, refresh, link: the same on every view of the page. */
export function FleetHeader(props: FleetHeaderProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { copied, copy } = useCopy();
  const copyLabel = copied ? t('tab.copied') : t('tab.copyLink');
  const { status } = props;
  return (
    <div className={classes.root}>
      <h2>{t('fleet.title')}</h2>
      {status && (
        <>
          <ClusterChip
            status={status}
            open={props.clustersOpen}
            onToggle={props.onToggleClusters}
          />
          <AgeText clusters={status.clusters} />
        </>
      )}
      <IconButton
        size="small"
        title={copyLabel}
        aria-label={copyLabel}
        onClick={() => copy(window.location.href)}
      >
        <LinkIcon fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        title={t('tab.refresh')}
        aria-label={t('tab.refresh')}
        onClick={props.onRefresh}
      >
        <RefreshIcon fontSize="small" />
      </IconButton>
    </div>
  );
}
