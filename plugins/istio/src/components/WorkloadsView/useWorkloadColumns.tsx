import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WorkloadStatus } from '@meshwright/backstage-plugin-istio-common';
import { useVerdictWords } from '../../hooks/useVerdictWords';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import type { FactColumn } from '../FactTable/FactTable';
import { StateWord } from '../StateWord/StateWord';
import { PodBar } from './PodBar';
import { ModeCell } from './ModeCell';
import { NameCell, ProxyCell, RevisionCell, StepCell } from './workloadCells';
import { workloadKey } from './workloadKey';

/** Columns of the workload table; `onOpen` gets the row to open, or nothing. */
export function useWorkloadColumns(
  open: string | undefined,
  onOpen: (key: string | undefined) => void,
): Array<FactColumn<WorkloadStatus>> {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useVerdictWords();
  const nameCell = (row: WorkloadStatus) => {
    const key = workloadKey(row);
    const isOpen = key === open;
    const onToggle = () => onOpen(isOpen ? undefined : key);
    return <NameCell workload={row} open={isOpen} onToggle={onToggle} />;
  };
  const column = (
    id: string,
    title: string,
    render: FactColumn<WorkloadStatus>['render'],
  ) => ({ id, title, render });
  return [
    column('cluster', t('workloads.cluster'), row => (
      <strong>{row.cluster}</strong>
    )),
    column('namespace', t('workloads.namespace'), row => row.ref.namespace),
    column('name', t('workloads.name'), nameCell),
    column('mode', t('workloads.mode'), row => <ModeCell workload={row} />),
    column('expected', t('workloads.expected'), row => (
      <RevisionCell revision={row.revision} />
    )),
    column('proxy', t('workloads.proxy'), row => (
      <ProxyCell proxyVersions={row.proxyVersions} />
    )),
    column('pods', t('workloads.podsCurrent'), row => (
      <PodBar pods={row.pods} tone={row.revision.tone} />
    )),
    column('verdict', t('workloads.verdict'), ({ revision }) => (
      <StateWord word={words.revision(revision.verdict)} tone={revision.tone} />
    )),
    {
      ...column('step', t('tab.nextStep'), row => <StepCell workload={row} />),
      align: 'right',
    },
  ];
}
