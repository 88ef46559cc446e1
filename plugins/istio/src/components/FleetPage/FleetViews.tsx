import type { ReactNode } from 'react';
import { Navigate, useParams } from 'react-router-dom';
import type { ClusterFreshness } from '@meshwright/backstage-plugin-istio-common';
import { CertificateList } from './CertificateList';
import { ControlPlaneList } from './ControlPlaneList';
import { EgressList } from './EgressList';
import { ExposureList } from './ExposureList';
import { FindingList } from './FindingList';
import { FleetFilters } from './FleetFilters';
import type { FleetTab } from './fleetTabs';
import { ReadinessList } from './ReadinessList';
import { SecurityList } from './SecurityList';
import { TrustRootList } from './TrustRootList';
import { WorkloadList } from './WorkloadList';

const LISTS: Record<Exclude<FleetTab, 'overview'>, ReactNode> = {
  workloads: <WorkloadList />,
  security: (
    <>
      <ReadinessList />
      <SecurityList />
    </>
  ),
  certificates: <CertificateList />,
  traffic: (
    <>
      <ExposureList />
      <EgressList />
    </>
  ),
  'control-planes': (
    <>
      <ControlPlaneList />
      <TrustRootList />
    </>
  ),
  findings: <FindingList />,
};

interface FleetViewsProps {
  clusters: readonly ClusterFreshness[];
}

/** The lists of one view below the filters that they share. */
export function FleetViews({ clusters }: FleetViewsProps) {
  const { tab = '' } = useParams();
  if (!isList(tab)) return <Navigate to="../overview" replace />;
  return (
    <>
      <FleetFilters clusters={clusters} findings={tab === 'findings'} />
      {LISTS[tab]}
    </>
  );
}

function isList(tab: string): tab is keyof typeof LISTS {
  return Object.keys(LISTS).includes(tab);
}
