import { useState } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { LowerBound } from '../../hooks/useCountText';
import { useEntityStatus } from '../../hooks/useEntityStatus';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { ClusterTable } from '../ClusterChip/ClusterTable';
import { DataState } from '../DataState/DataState';
import { DataStateAction } from '../DataState/DataStateAction';
import { KeptRowsNotice } from '../DataState/KeptRowsNotice';
import { LateNotice } from '../DataState/LateNotice';
import { MissingClustersNotice } from '../DataState/MissingClustersNotice';
import { viewOf, type ViewKind } from '../DataState/viewOf';
import { Panel } from '../Panel/Panel';
import { TabHeader } from './TabHeader';
import { TabSkeleton } from './TabSkeleton';
import { TabViews } from './TabViews';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    color: theme.palette.text.primary,
    // The tab stands on the page, whose font the shell chooses.
    '& button, & select': { fontFamily: 'inherit' },
  },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
  },
}));

/** In these the tab has tables to show, be they old or incomplete. */
const WITH_VIEWS: ReadonlySet<ViewKind> = new Set([
  'ready',
  'partial',
  'stale',
  'unreachable',
  'not-installed',
]);

/** In these no count may be given, or there is none. */
const WITHOUT_CLUSTERS: ReadonlySet<ViewKind> = new Set([
  'loading',
  'forbidden',
  'not-permitted',
  'no-annotation',
]);

/** Everything that is known of the entity's mesh, certificates and changes. */
export function EntityMeshTab() {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const state = useEntityStatus(entityRef);
  const [clustersOpen, setClustersOpen] = useState(false);
  const { status, error, slow } = state;
  const view = viewOf(state);
  const inputs = { entityRef, view, status, error, slow };
  const clusters = status?.clusters.map(c => c.cluster) ?? [];
  const hasViews = status !== undefined && WITH_VIEWS.has(view);
  const withRows = hasViews && status.facts.length > 0;
  const content = (
    <DataState {...inputs} skeleton={<TabSkeleton />} frame={Panel}>
      {status && (
        <LowerBound value={view === 'partial'}>
          <TabViews status={status} />
        </LowerBound>
      )}
    </DataState>
  );
  return (
    <section className={classes.root} aria-label={t('title')}>
      <TabHeader
        status={WITHOUT_CLUSTERS.has(view) ? undefined : status}
        clustersOpen={clustersOpen}
        onToggleClusters={() => setClustersOpen(open => !open)}
        onRefresh={() => state.refreshClusters(clusters)}
      />
      {clustersOpen && status && (
        <Panel>
          <ClusterTable status={status} />
        </Panel>
      )}
      <KeptRowsNotice {...inputs} />
      {status && view === 'partial' && (
        <MissingClustersNotice status={status} />
      )}
      {withRows ? content : <Panel>{content}</Panel>}
      {view === 'loading' && <LateNotice {...inputs} />}
      {view !== 'loading' && view !== 'ready' && view !== 'partial' && (
        <DataStateAction
          {...inputs}
          entityName={entity.metadata.title ?? entity.metadata.name}
          onRefresh={state.refreshClusters}
        >
          {(note, button) => (
            <div className={classes.foot}>
              <span>{note}</span>
              {button}
            </div>
          )}
        </DataStateAction>
      )}
    </section>
  );
}
