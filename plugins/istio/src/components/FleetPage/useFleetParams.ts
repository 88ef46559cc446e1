import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The address of a view: what is filtered, and which row is open. */
export interface FleetParams {
  get(name: string): string | undefined;
  /** Sets a filter or the order, which leads back to the first page. */
  filter(name: string, value: string | undefined): void;
  /** Opens a row, or closes it. */
  open(row: string | undefined): void;
  clear(names: readonly string[]): void;
}

const PAGING = /-(after|page)$/;

/** {@link FleetParams} of the present view; parameters of others are left alone. */
export function useFleetParams(): FleetParams {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (edit: (next: URLSearchParams) => void) =>
      setParams(
        previous => {
          const next = new URLSearchParams(previous);
          edit(next);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const filter = useCallback(
    (name: string, value: string | undefined) =>
      change(next => {
        set(next, name, value);
        for (const key of [...next.keys()]) {
          if (PAGING.test(key)) next.delete(key);
        }
      }),
    [change],
  );
  return {
    get: name => params.get(name) ?? undefined,
    filter,
    open: row => change(next => set(next, 'row', row)),
    clear: names =>
      change(next => {
        for (const key of [...next.keys()]) {
          if (names.includes(key) || PAGING.test(key)) next.delete(key);
        }
      }),
  };
}

function set(params: URLSearchParams, name: string, value?: string): void {
  if (value === undefined) params.delete(name);
  else params.set(name, value);
}
