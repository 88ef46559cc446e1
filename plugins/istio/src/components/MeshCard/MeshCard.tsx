import { useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useEntityStatus } from '../../hooks/useEntityStatus';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { ClusterTable } from '../ClusterChip/ClusterTable';
import { DataState } from '../DataState/DataState';
import { KeptRowsNotice } from '../DataState/KeptRowsNotice';
import { viewOf } from '../DataState/viewOf';
import { CardFooter } from './CardFooter';
import { CardHeader } from './CardHeader';
import type { CardShell } from './CardShell';
import { CardSkeleton } from './CardSkeleton';
import { FactRows } from './FactRows';

/** The overview card: five facts, each with where it comes from. */
export function MeshCard({ shell: Shell }: { shell: CardShell }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const state = useEntityStatus(entityRef);
  const [clustersOpen, setClustersOpen] = useState(false);
  const { status, error, slow } = state;
  const view = viewOf(state);
  const inputs = { entityRef, view, status, error, slow };
  return (
    <Shell
      title={t('title')}
      header={
        <CardHeader
          {...inputs}
          clustersOpen={clustersOpen}
          onToggleClusters={() => setClustersOpen(open => !open)}
          onRefresh={state.refreshClusters}
        />
      }
      footer={
        <CardFooter
          {...inputs}
          entityName={entity.metadata.title ?? entity.metadata.name}
          onRefresh={state.refreshClusters}
        />
      }
    >
      <KeptRowsNotice {...inputs} />
      {clustersOpen && status && <ClusterTable status={status} />}
      <DataState {...inputs} skeleton={<CardSkeleton />}>
        {status && <FactRows status={status} view={view} />}
      </DataState>
    </Shell>
  );
}
