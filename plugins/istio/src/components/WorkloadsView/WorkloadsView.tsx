import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EntityStatus,
  WorkloadStatus,
} from '@meshwright/backstage-plugin-istio-common';
import { useCountText } from '../../hooks/useCountText';
import { useUrlParams } from '../../hooks/useUrlParams';
import { needsAttention, worstFirst } from '../../text/worstFirst';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactTable } from '../FactTable/FactTable';
import { useFilters } from '../Filters/useFilters';
import { workloadTone } from '../MeshTab/attention';
import { Panel } from '../Panel/Panel';
import { Pill } from '../Panel/Pill';
import { useWorkloadColumns } from './useWorkloadColumns';
import { WorkloadDetail } from './WorkloadDetail';
import { workloadKey } from './workloadKey';

/** Nothing is open, and the reader wants it so. */
const CLOSED = 'none';

/** Every workload: what should run, what runs, what to do. */
export function WorkloadsView({ status }: { status: EntityStatus }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const params = useUrlParams();
  const rows = worstFirst(status.workloads, workloadTone, workloadKey);
  const { shown, bar } = useFilters(rows, [
    { id: 'cluster', label: t('filter.cluster'), valueOf: w => w.cluster },
    {
      id: 'namespace',
      label: t('filter.namespace'),
      valueOf: w => w.ref.namespace,
    },
  ]);
  // The worst row is open by itself when it asks for something.
  const worst = rows.find(row => needsAttention(workloadTone(row)));
  const open = params.get('open') ?? (worst && workloadKey(worst));
  const columns = useWorkloadColumns(open, key =>
    params.set('open', key ?? CLOSED),
  );
  return (
    <>
      {bar}
      <Panel flush head={<Head workloads={shown} />} foot={t('workloads.note')}>
        {shown.length === 0 ? (
          <Panel>
            {rows.length === 0 ? t('workloads.empty') : t('filter.none')}
          </Panel>
        ) : (
          <FactTable
            label={t('tab.workloads')}
            columns={columns}
            rows={shown}
            keyOf={workloadKey}
            highlight={row =>
              needsAttention(workloadTone(row)) ? workloadTone(row) : undefined
            }
            detail={row =>
              workloadKey(row) === open && (
                <WorkloadDetail workload={row} clusters={status.clusters} />
              )
            }
          />
        )}
      </Panel>
    </>
  );
}

function Head({ workloads }: { workloads: readonly WorkloadStatus[] }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const countText = useCountText();
  const inMesh = workloads.filter(w => w.revision.verdict !== 'not-in-mesh');
  const pods = workloads.reduce((sum, w) => sum + w.pods.total, 0);
  const behind = inMesh.reduce(
    (sum, w) => sum + w.pods.total - w.pods.current,
    0,
  );
  return (
    <>
      <h3>{t('workloads.heading', { value: countText(workloads.length) })}</h3>
      <Pill tone="neutral">
        {t('workloads.pods', { count: pods, value: countText(pods) })}
      </Pill>
      {behind > 0 && (
        <Pill tone="warning">
          {t('workloads.restart', { count: behind, value: countText(behind) })}
        </Pill>
      )}
    </>
  );
}
