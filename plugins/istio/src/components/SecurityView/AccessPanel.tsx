import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { useUrlParams } from '../../hooks/useUrlParams';
import { objectText } from '../../text/objectText';
import { needsAttention, worstFirst } from '../../text/worstFirst';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { FactTable } from '../FactTable/FactTable';
import { accessTone } from '../MeshTab/attention';
import { Panel } from '../Panel/Panel';
import { SideDrawer } from '../SideDrawer/SideDrawer';
import { AuthorizationSection } from '../WorkloadFacts/AuthorizationSection';
import { NetworkSection } from '../WorkloadFacts/NetworkSection';
import { workloadKey } from '../WorkloadsView/workloadKey';
import { useAccessColumns } from './useAccessColumns';

/** Who may call each workload, with which token, and what its network lets through. */
export function AccessPanel(props: { workloads: readonly WorkloadStatus[] }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const params = useUrlParams();
  const cluster = params.get('cluster');
  const rows = worstFirst(props.workloads, accessTone, workloadKey).filter(
    row => cluster === undefined || row.cluster === cluster,
  );
  const selected = params.get('access');
  const columns = useAccessColumns(key => params.set('access', key));
  const open = rows.find(row => workloadKey(row) === selected);
  if (rows.length === 0) return null;
  return (
    <Panel
      flush
      foot={t('authorization.note')}
      head={<h3>{t('authorization.heading')}</h3>}
    >
      <FactTable
        label={t('authorization.heading')}
        columns={columns}
        rows={rows}
        keyOf={workloadKey}
        highlight={row =>
          needsAttention(accessTone(row)) ? accessTone(row) : undefined
        }
      />
      <SideDrawer
        onClose={() => params.set('access', undefined)}
        content={
          open && {
            title: t('authorization.heading'),
            place: `${open.cluster} · ${objectText(open.ref)}`,
            body: (
              <>
                <AuthorizationSection workload={open} />
                <NetworkSection workload={open} />
              </>
            ),
          }
        }
      />
    </Panel>
  );
}
