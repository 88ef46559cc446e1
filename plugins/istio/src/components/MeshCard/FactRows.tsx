import {
  FACT_IDS,
  type EntityStatus,
} from '@meshwright/backstage-plugin-istio-common';
import type { ViewKind } from '../DataState/viewOf';
import { FactRow } from './FactRow';
import { useFactRowStyles } from './factRowStyles';

interface FactRowsProps {
  status: EntityStatus;
  view: ViewKind;
}

/** The facts in their fixed order, which no state ever changes. */
export function FactRows({ status, view }: FactRowsProps) {
  const classes = useFactRowStyles();
  const facts = FACT_IDS.flatMap(
    id => status.facts.find(f => f.id === id) ?? [],
  );
  return (
    <ul className={classes.list}>
      {facts.map(fact => (
        <FactRow
          key={fact.id}
          fact={fact}
          status={status}
          leads={view !== 'unreachable' && fact.id === status.leading}
        />
      ))}
    </ul>
  );
}
