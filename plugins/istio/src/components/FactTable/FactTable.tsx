// A narrow screen turns rows into blocks by `display`, which takes their roles away.
/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { Fragment, type ReactNode } from 'react';
import type { Tone } from '@meshwright/backstage-plugin-istio-common';
import { useFactTableStyles } from './factTableStyles';

/** One column of a {@link FactTable}. */
export interface FactColumn<Row> {
  id: string;
  title: string;
  render: (row: Row) => ReactNode;
  align?: 'right';
}

interface FactTableProps<Row> {
  /** Names the table for readers who do not see its heading. */
  label: string;
  columns: ReadonlyArray<FactColumn<Row>>;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Background of a row that stands out. */
  highlight?: (row: Row) => Tone | undefined;
  /** What opens below a row. */
  detail?: (row: Row) => ReactNode;
  /** For a table of few short columns inside something else. */
  compact?: boolean;
}

/**
 * A table that stays one for assistive technology when a narrow screen turns
 * its rows into blocks: the roles are spelt out, because `display` removes them.
 */
export function FactTable<Row>(props: FactTableProps<Row>) {
  const classes = useFactTableStyles();
  const { columns, rows, keyOf, highlight, detail, compact } = props;
  const density = compact ? classes.compact : classes.regular;
  return (
    <div className={classes.root}>
      <table
        className={`${classes.table} ${density}`}
        role="table"
        aria-label={props.label}
      >
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(column => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                className={column.align && classes[column.align]}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(row => {
            const tone = toneClass(highlight?.(row));
            const below = detail?.(row);
            return (
              <Fragment key={keyOf(row)}>
                <tr role="row" className={tone && classes[tone]}>
                  {columns.map(column => (
                    <td
                      key={column.id}
                      role="cell"
                      data-label={column.title}
                      className={cellClass(column, below, classes)}
                    >
                      <div>{column.render(row)}</div>
                    </td>
                  ))}
                </tr>
                {below && (
                  <tr role="row" className={tone && classes[tone]}>
                    <td role="cell" data-detail colSpan={columns.length}>
                      {below}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function cellClass<Row>(
  column: FactColumn<Row>,
  below: ReactNode,
  classes: ReturnType<typeof useFactTableStyles>,
): string {
  return [column.align && classes[column.align], below && classes.opened]
    .filter(Boolean)
    .join(' ');
}

function toneClass(tone: Tone | undefined) {
  return tone === 'warning' || tone === 'error' || tone === 'info'
    ? tone
    : undefined;
}
