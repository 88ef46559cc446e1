import { useCallback, useMemo, useRef } from 'react';
import {
  FLEET_SORTS,
  TONES,
  type FleetKind,
  type FleetPage,
  type FleetQuery,
} from '@meshwright/backstage-plugin-istio-common';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useSearchParams } from 'react-router-dom';
import { istioApiRef } from '../../api/IstioApi';
import { useKeptRead, type KeptRead } from '../../hooks/useKeptRead';

/** Rows of one page. */
export const PAGE_SIZE = 50;
/** Value of the owner filter for "what is mine". */
export const MINE = 'mine';

/** Parameters that belong to one list, where a view has several. */
export function listParam(
  kind: FleetKind,
  name: 'state' | 'after' | 'page',
): string {
  return `${kind}-${name}`;
}

/** Parameters that every list of a view follows. */
export const SHARED_PARAMS = [
  'cluster',
  'namespace',
  'tone',
  'owner',
  'entity',
  'code',
  'muted',
  'q',
  'sort',
] as const;

/** One list of the fleet as the address asks for it. */
export interface FleetList<K extends FleetKind> extends KeptRead<FleetPage<K>> {
  query: FleetQuery;
  /** From 1. */
  page: number;
  /** To the next page; absent on the last one. */
  onNext?: () => void;
  /** Back one page, or to the first when the way here is not known. */
  onPrevious?: () => void;
}

/** Reads one page of rows; filters, order and page stand in the address. */
export function useFleetList<K extends FleetKind>(kind: K): FleetList<K> {
  const api = useApi(istioApiRef);
  const identity = useApi(identityApiRef);
  const [params, setParams] = useSearchParams();
  // Only what is asked for counts: an opened row changes the address too.
  const text = JSON.stringify(queryOf(kind, params));
  const query = useMemo(() => JSON.parse(text) as FleetQuery, [text]);
  const read = useKeptRead(
    useCallback(
      async (signal: AbortSignal) => {
        const owner = query.owner?.includes(MINE)
          ? (await identity.getBackstageIdentity()).ownershipEntityRefs
          : query.owner;
        return api.getFleetPage(kind, { ...query, owner }, { signal });
      },
      [api, identity, kind, query],
    ),
  );
  const page = Math.max(1, Number(params.get(listParam(kind, 'page'))) || 1);
  const trail = useRef(new Map<number, string>());
  if (query.cursor) trail.current.set(page, query.cursor);
  const goTo = (to: number, cursor: string | undefined) =>
    setParams(previous => {
      const next = new URLSearchParams(previous);
      const set = (name: 'after' | 'page', value?: string) =>
        value
          ? next.set(listParam(kind, name), value)
          : next.delete(listParam(kind, name));
      set('after', cursor);
      set('page', cursor && String(to));
      return next;
    });
  const nextCursor = read.value?.nextCursor;
  return {
    ...read,
    query,
    page,
    onNext: nextCursor ? () => goTo(page + 1, nextCursor) : undefined,
    onPrevious: query.cursor
      ? () => {
          const known = trail.current.get(page - 1);
          goTo(known ? page - 1 : 1, known);
        }
      : undefined,
  };
}

function queryOf(kind: FleetKind, params: URLSearchParams): FleetQuery {
  const list = (name: string) => {
    const values = params.getAll(name).flatMap(value => value.split(','));
    return values.length > 0 ? values : undefined;
  };
  const tones = list('tone');
  return {
    cluster: list('cluster'),
    namespace: list('namespace'),
    // An address may be typed by hand; the backend refuses what it does not know.
    tone: tones && TONES.filter(tone => tones.includes(tone)),
    state: list(listParam(kind, 'state')),
    code: kind === 'findings' ? list('code') : undefined,
    muted:
      kind === 'findings' && params.get('muted') === 'true' ? true : undefined,
    owner: list('owner'),
    entityRef: params.get('entity') ?? undefined,
    q: params.get('q') ?? undefined,
    sort: FLEET_SORTS.find(sort => sort === params.get('sort')),
    limit: PAGE_SIZE,
    cursor: params.get(listParam(kind, 'after')) ?? undefined,
  };
}
