import { useMemo } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ControlPlaneStatus,
  FleetRow,
} from '@meshwright/backstage-plugin-istio-common';
import { type IstioApi, istioApiRef } from '../../api/IstioApi';
import { useRead, type ReadState } from '../useRead';

/** The backend gives no more on a page. */
const PAGE = 200;
/** Of so many at a time is asked, which an address has room for. */
const NAMESPACES = 50;
/** An intent takes no more. */
const MOST = 2_000;

/** The workloads of a wave. */
export interface WaveRows {
  rows: Array<FleetRow<'workloads'>>;
  /** There are more than were read. */
  isCut: boolean;
  /** Why no row names an owner. */
  entitiesUnread?: string;
}

async function readWorkloads(
  api: Pick<IstioApi, 'getFleetPage'>,
  cluster: string,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<WaveRows> {
  const rows: WaveRows['rows'] = [];
  let entitiesUnread: string | undefined;
  for (let start = 0; start < namespaces.length; start += NAMESPACES) {
    const namespace = namespaces.slice(start, start + NAMESPACES);
    let cursor: string | undefined;
    do {
      if (rows.length >= MOST) return { rows, isCut: true, entitiesUnread };
      const page = await api.getFleetPage(
        'workloads',
        {
          ...{ cluster: [cluster], namespace, sort: 'name', limit: PAGE },
          ...(cursor && { cursor }),
        },
        { signal },
      );
      rows.push(...page.items);
      entitiesUnread = entitiesUnread ?? page.entitiesUnread;
      cursor = page.nextCursor;
    } while (cursor);
  }
  return { rows, isCut: false, entitiesUnread };
}

/** The workloads of namespaces, and the control planes of their cluster. */
export function useWaveSources(
  cluster: string | undefined,
  namespaces: readonly string[],
): {
  workloads: ReadState<WaveRows>;
  planes: ReadState<ControlPlaneStatus[]>;
} {
  const api = useApi(istioApiRef);
  const asked = JSON.stringify(namespaces);
  const workloads = useRead(
    useMemo(() => {
      // It was written above.
      const names = JSON.parse(asked) as string[];
      return cluster && names.length > 0
        ? (signal: AbortSignal) => readWorkloads(api, cluster, names, signal)
        : undefined;
    }, [api, cluster, asked]),
  );
  const planes = useRead(
    useMemo(
      () =>
        cluster
          ? async (signal: AbortSignal) => {
              const { items } = await api.getFleetPage(
                'control-planes',
                { cluster: [cluster], limit: PAGE },
                { signal },
              );
              return items.map(({ fact }) => fact);
            }
          : undefined,
      [api, cluster],
    ),
  );
  return { workloads, planes };
}
