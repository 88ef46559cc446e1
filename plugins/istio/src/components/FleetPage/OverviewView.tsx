import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetSummary } from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { Panel } from '../Panel/Panel';
import { ClusterList } from './ClusterList';
import { Tile } from './Tile';
import { TILES } from './tiles';

const useStyles = makeStyles((theme: Theme) => ({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(160px, 1fr))',
    gap: theme.spacing(1.5),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    '@media (max-width: 420px)': {
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    },
  },
}));

const CLUSTERS_ID = 'meshwright-clusters';

/** The fleet in numbers, and the clusters that they rest on. */
export function OverviewView({ summary }: { summary: FleetSummary }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const showClusters = () => {
    const panel = document.getElementById(CLUSTERS_ID);
    panel?.scrollIntoView?.({ block: 'start' });
    panel?.focus();
  };
  // Zeros would read as good news.
  if (summary.clusters.length === 0) {
    return (
      <Panel>
        {t('fleet.noCluster', {
          key: <code>istio.clusters</code>,
          otherKey: <code>kubernetes.clusterLocatorMethods</code>,
        })}
      </Panel>
    );
  }
  return (
    <>
      <ul className={classes.tiles} aria-label={t('fleet.numbers')}>
        {TILES.map(tile => (
          <Tile
            key={tile.id}
            {...tile}
            value={summary.tiles[tile.id]}
            onOpen={showClusters}
          />
        ))}
      </ul>
      <div id={CLUSTERS_ID} tabIndex={-1}>
        <Panel
          flush
          head={
            <h3>
              {t('fleet.heading', {
                title: t('fleet.clusters'),
                value: String(summary.clusters.length),
              })}
            </h3>
          }
        >
          <ClusterList clusters={summary.clusters} />
        </Panel>
      </div>
    </>
  );
}
