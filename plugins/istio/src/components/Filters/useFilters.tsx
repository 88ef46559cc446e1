import type { ReactNode } from 'react';
import { useUrlParams } from '../../hooks/useUrlParams';
import { FilterBar } from './FilterBar';

/** One thing by which rows can be chosen. */
export interface FilterDefinition<Row> {
  /** Name of the query parameter. */
  id: string;
  label: string;
  valueOf: (row: Row) => string | undefined;
  /** What the reader sees for a value; the value itself by default. */
  textOf?: (value: string) => string;
}

/** Rows that fit the filters in the URL, and the bar that changes them. */
export function useFilters<Row>(
  rows: readonly Row[],
  definitions: ReadonlyArray<FilterDefinition<Row>>,
): { shown: Row[]; bar: ReactNode } {
  const params = useUrlParams();
  const shown = rows.filter(row =>
    definitions.every(({ id, valueOf }) => {
      const wanted = params.get(id);
      return wanted === undefined || valueOf(row) === wanted;
    }),
  );
  const filters = definitions.map(({ id, label, valueOf, textOf }) => ({
    id,
    label,
    value: params.get(id),
    options: [...new Set(rows.flatMap(row => valueOf(row) ?? []))]
      .sort()
      .map(value => ({ value, text: textOf?.(value) ?? value })),
  }));
  const bar = (
    <FilterBar
      filters={filters}
      shown={shown.length}
      total={rows.length}
      onChange={params.set}
      onClear={() => params.clear(definitions.map(({ id }) => id))}
    />
  );
  return { shown, bar };
}
