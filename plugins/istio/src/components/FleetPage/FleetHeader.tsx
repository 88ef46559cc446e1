import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { AgeText } from '../ClusterChip/AgeText';
import { ClusterChip } from '../ClusterChip/ClusterChip';
import type { KnownClusters } from '../DataState/KnownClusters';
import { PageActions } from '../PageActions/PageActions';

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
      <PageActions onRefresh={props.onRefresh} />
    </div>
  );
}
