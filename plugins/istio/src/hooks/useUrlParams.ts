import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Query parameters of the page: what a reader opened or filtered survives in the link. */
export interface UrlParams {
  get(name: string): string | undefined;
  /** Sets a parameter, or removes it. */
  set(name: string, value: string | undefined): void;
  clear(names: readonly string[]): void;
}

/** {@link UrlParams} of the present page; parameters of others are left alone. */
export function useUrlParams(): UrlParams {
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
  return {
    get: name => params.get(name) ?? undefined,
    set: (name, value) =>
      change(next =>
        value === undefined ? next.delete(name) : next.set(name, value),
      ),
    clear: names => change(next => names.forEach(name => next.delete(name))),
  };
}
