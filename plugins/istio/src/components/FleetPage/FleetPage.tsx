import { useCallback, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FleetSummary } from '@meshwright/backstage-plugin-istio-common';
import { istioApiRef } from '../../api/IstioApi';
import { LowerBound } from '../../hooks/useCountText';
import { useKeptRead } from '../../hooks/useKeptRead';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { LateNotice } from '../DataState/LateNotice';
import { MissingClustersNotice } from '../DataState/MissingClustersNotice';
import { isMissing, viewOfFleet } from '../DataState/viewOf';
import { TabSkeleton } from '../MeshTab/TabSkeleton';
import { Panel } from '../Panel/Panel';
import { ViewNav } from '../ViewNav/ViewNav';
import { ClusterList } from './ClusterList';
import { FleetDataState } from './FleetDataState';
import { FleetHeader } from './FleetHeader';
import { FLEET_TABS } from './fleetTabs';
import { FleetViews } from './FleetViews';
import { OverviewView } from './OverviewView';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    color: theme.palette.text.primary,
    // It stands on the page, whose font the shell chooses.
    '& button, & select, & input': { fontFamily: 'inherit' },
  },
}));

/** The whole mesh: every cluster, every row, with its why and what to do. */
export function FleetPage() {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const api = useApi(istioApiRef);
  const [clustersOpen, setClustersOpen] = useState(false);
  const read = useKeptRead(
    useCallback(
      (signal: AbortSignal) => api.getFleetSummary({ signal }),
      [api],
    ),
  );
  const summary = read.value;
  const rows = summary ? rowsOf(summary) : 0;
  const view = viewOfFleet({ ...read, status: summary, rows });
  const refresh = async () => {
    const names = summary?.clusters.map(({ cluster }) => cluster) ?? [];
    await Promise.allSettled(names.map(name => api.refreshCluster(name)));
    read.refetch();
  };
  const views = (
    <LowerBound value={summary?.lowerBound ?? false}>
      <Views summary={summary} slow={read.slow} />
    </LowerBound>
  );
  return (
    <section className={classes.root} aria-label={t('fleet.title')}>
      <FleetHeader
        status={view === 'forbidden' ? undefined : summary}
        clustersOpen={clustersOpen}
        onToggleClusters={() => setClustersOpen(open => !open)}
        onRefresh={refresh}
      />
      {clustersOpen && summary && (
        <Panel flush>
          <ClusterList clusters={summary.clusters} />
        </Panel>
      )}
      {summary && view === 'partial' && summary.clusters.some(isMissing) && (
        <MissingClustersNotice status={summary} />
      )}
      {/* The lists wait for themselves, so that they need not wait for this. */}
      {view === 'loading' && !summary ? (
        views
      ) : (
        <FleetDataState {...read} rows={rows} onAgain={refresh}>
          {views}
        </FleetDataState>
      )}
    </section>
  );
}

const VIEW_STYLE = {
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
} as const;

interface ViewsProps {
  /** Absent until it was read. */
  summary?: FleetSummary;
  slow: boolean;
}

function Views({ summary, slow }: ViewsProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <div style={VIEW_STYLE}>
      <ViewNav
        views={FLEET_TABS.map(tab => ({
          path: tab,
          title: t(`fleetTab.${tab}`),
        }))}
      />
      <Routes>
        <Route
          path="overview"
          element={
            summary ? (
              <OverviewView summary={summary} />
            ) : (
              <Panel>
                <div aria-busy="true">
                  <TabSkeleton />
                </div>
                <LateNotice slow={slow} />
              </Panel>
            )
          }
        />
        <Route
          path=":tab"
          element={<FleetViews clusters={summary?.clusters ?? []} />}
        />
        <Route path="*" element={<Navigate to="overview" replace />} />
      </Routes>
    </div>
  );
}

/** How much there is of whatever kind, clusters apart. */
function rowsOf({ tiles }: FleetSummary): number {
  const { clustersUnreachable, ...counts } = tiles;
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
