import { ClusterDataState, type DataStateFrame } from './ClusterDataState';
import type { DataStateInputs } from './DataStateProps';
import { NoAnnotationBody } from './NoAnnotationBody';
import { NotInMeshBody } from './NotInMeshBody';
import { NoWorkloadBody } from './NoWorkloadBody';

interface DataStateProps extends DataStateInputs, DataStateFrame {}

/**
 * The one place that decides what a reader sees of an entity while the data is
 * not simply there: loading, four kinds of empty, forbidden, unreachable,
 * stale, partial. Card and tab use it alike, so that a state reads the same
 * everywhere; what does not depend on the entity is decided for the fleet too.
 */
export function DataState(props: DataStateProps) {
  const { view, status } = props;
  if (status && view === 'no-annotation') {
    return <NoAnnotationBody {...props} status={status} />;
  }
  if (status && view === 'no-workload') {
    return <NoWorkloadBody status={status} />;
  }
  if (status && view === 'not-in-mesh') {
    return <NotInMeshBody status={status} />;
  }
  return (
    <ClusterDataState
      {...props}
      hasValues={status !== undefined && status.facts.length > 0}
    />
  );
}
