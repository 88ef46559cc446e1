import { useMemo, type ReactNode } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  FLEET_STATES,
  type ClusterFreshness,
  type FleetKind,
  type FleetRow,
  type Tone,
} from '@meshwright/backstage-plugin-istio-common';
import { LowerBound, useCountText } from '../../hooks/useCountText';
import { needsAttention } from '../../text/worstFirst';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import type { KnownClusters } from '../DataState/KnownClusters';
import { DisclosureButton } from '../FactTable/DisclosureButton';
import { FactTable, type FactColumn } from '../FactTable/FactTable';
import { SelectFilter } from '../Filters/SelectFilter';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { SideDrawer, type DrawerContent } from '../SideDrawer/SideDrawer';
import { FleetDataState } from './FleetDataState';
import { fleetKey } from './fleetKey';
import { MutedFilter } from './MutedFilter';
import { Pager } from './Pager';
import { TonePills } from './TonePills';
import { listParam, useFleetList, type FleetList } from './useFleetList';
import { useFleetParams } from './useFleetParams';
import { useFleetStateWord } from './useFleetStateWord';

const useStyles = makeStyles((theme: Theme) => ({
  state: { marginLeft: 'auto', minWidth: 0 },
  pending: { opacity: 0.6 },
  text: { padding: theme.spacing(0, 2, 2) },
}));

const NO_CLUSTERS: KnownClusters = { clusters: [] };

/** Shows the name of a row as what opens its drawer. */
export type OpenRow<K extends FleetKind> = (
  row: FleetRow<K>,
  name: ReactNode,
) => ReactNode;

interface FleetListPanelProps<K extends FleetKind> {
  kind: K;
  /** Of the table; the count is added. */
  title: string;
  /** Remark below the table. */
  foot?: ReactNode;
  /** What is said when there is no row and no filter. */
  empty: string;
  columns: (open: OpenRow<K>) => Array<FactColumn<FleetRow<K>>>;
  toneOf: (row: FleetRow<K>) => Tone;
  drawer: (
    row: FleetRow<K>,
    clusters: readonly ClusterFreshness[],
  ) => DrawerContent;
}

/** One list of the fleet: filtered, sorted and paged by the backend. */
export function FleetListPanel<K extends FleetKind>(
  props: FleetListPanelProps<K>,
) {
  const list = useFleetList(props.kind);
  const { value } = list;
  return (
    <FleetDataState
      {...list}
      // What the clusters lack is said once, above all lists of the page.
      value={value && NO_CLUSTERS}
      rows={0}
      onAgain={list.refetch}
    >
      <LowerBound value={value?.lowerBound ?? false}>
        <Rows {...props} list={list} />
      </LowerBound>
    </FleetDataState>
  );
}

interface RowsProps<K extends FleetKind> extends FleetListPanelProps<K> {
  list: FleetList<K>;
}

function Rows<K extends FleetKind>(props: RowsProps<K>) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { kind, list, title, toneOf, drawer } = props;
  const { value, page } = list;
  const { items = [], total = 0 } = value ?? {};
  const { open, opened, close, rowGone } = useOpenRow(kind, list);
  const columns = props.columns(open);
  return (
    <Panel flush foot={props.foot} head={<Head {...props} />}>
      {value?.entitiesUnread && (
        <Notice tone="unknown">
          {t('fleet.entitiesUnread', { message: value.entitiesUnread })}
        </Notice>
      )}
      {rowGone && <Notice tone="neutral">{t('fleet.rowGone')}</Notice>}
      {items.length === 0 ? (
        <div className={classes.text}>
          {isFiltered(list) ? t('filter.none') : props.empty}
        </div>
      ) : (
        <div
          className={list.pending ? classes.pending : undefined}
          aria-busy={list.pending}
        >
          <FactTable
            label={title}
            columns={columns}
            rows={items}
            keyOf={row => fleetKey(kind, row.fact)}
            highlight={row =>
              needsAttention(toneOf(row)) ? toneOf(row) : undefined
            }
          />
        </div>
      )}
      <Pager
        label={t('fleet.pagesOf', { title })}
        page={page}
        rows={items.length}
        total={total}
        onNext={list.onNext}
        onPrevious={list.onPrevious}
      />
      <SideDrawer
        content={opened && drawer(opened, value?.clusters ?? [])}
        onClose={close}
      />
    </Panel>
  );
}

function Head<K extends FleetKind>({ kind, list, title }: RowsProps<K>) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const countText = useCountText();
  const stateWord = useFleetStateWord(kind);
  const params = useFleetParams();
  const { value } = list;
  const name = listParam(kind, 'state');
  return (
    <>
      <h3>
        {t('fleet.heading', { title, value: countText(value?.total ?? 0) })}
      </h3>
      <TonePills byTone={value?.byTone ?? {}} />
      {kind === 'findings' && <MutedFilter count={value?.muted ?? 0} />}
      <div className={classes.state}>
        <SelectFilter
          label={t('filter.only')}
          value={params.get(name)}
          options={FLEET_STATES[kind].map(state => ({
            value: state,
            text: stateWord(state),
          }))}
          onChange={state => params.filter(name, state)}
        />
      </div>
    </>
  );
}

/** The row that the address names, and the way to name another. */
function useOpenRow<K extends FleetKind>(kind: K, list: FleetList<K>) {
  const { t } = useTranslationRef(istioTranslationRef);
  const params = useFleetParams();
  const items = list.value?.items;
  const byName = useMemo(
    () =>
      new Map(items?.map(row => [`${kind} ${fleetKey(kind, row.fact)}`, row])),
    [items, kind],
  );
  const named = params.get('row');
  const opened = named === undefined ? undefined : byName.get(named);
  const open: OpenRow<K> = (row, name) => (
    <DisclosureButton
      open={row === opened}
      label={t('fleet.openRow', { row: fleetKey(kind, row.fact) })}
      onToggle={() => params.open(`${kind} ${fleetKey(kind, row.fact)}`)}
    >
      {name}
    </DisclosureButton>
  );
  return {
    open,
    opened,
    close: () => params.open(undefined),
    rowGone: named?.startsWith(`${kind} `) && items && !list.pending && !opened,
  };
}

function isFiltered<K extends FleetKind>({ query }: FleetList<K>): boolean {
  const { sort, limit, cursor, muted, ...filters } = query;
  return Object.values(filters).some(filter => filter !== undefined);
}
