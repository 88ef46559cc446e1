import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { AgeText } from '../ClusterChip/AgeText';
import { ClusterChip } from '../ClusterChip/ClusterChip';
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

interface TabHeaderProps {
  /** Absent while nothing may be counted. */
  status?: EntityStatus;
  clustersOpen: boolean;
  onToggleClusters: () => void;
  onRefresh: () => void;
}

/** Title, clusters, age, refresh, link: the same on every view. */
export function TabHeader(props: TabHeaderProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <h2>{t('title')}</h2>
      {props.status && (
        <>
          <ClusterChip
            status={props.status}
            open={props.clustersOpen}
            onToggle={props.onToggleClusters}
          />
          <AgeText clusters={props.status.clusters} />
        </>
      )}
      <PageActions onRefresh={props.onRefresh} />
    </div>
  );
}
