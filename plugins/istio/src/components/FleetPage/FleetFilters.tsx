import { useCallback } from 'react';
import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  FLEET_KINDS,
  TONES,
  type ClusterFreshness,
} from '@meshwright/backstage-plugin-istio-common';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { useFilterStyles } from '../Filters/filterStyles';
import { SelectFilter } from '../Filters/SelectFilter';
import { TextFilter } from '../Filters/TextFilter';
import { listParam, MINE, SHARED_PARAMS } from './useFleetList';
import { useFleetParams } from './useFleetParams';

interface FleetFiltersProps {
  clusters: readonly ClusterFreshness[];
  /** Whether the rows are findings, which have a code and may be muted. */
  findings?: boolean;
}

/** Whatever narrows a list of its own is a filter, too. */
const OF_LISTS = FLEET_KINDS.map(kind => listParam(kind, 'state'));

/** What the lists of a view show, and in which order; all of it in the address. */
export function FleetFilters({ clusters, findings }: FleetFiltersProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useFilterStyles();
  const params = useFleetParams();
  const { filter } = params;
  const byText = (name: 'namespace' | 'code' | 'q') => (
    <UrlTextFilter name={name} label={t(`filter.${name}`)} />
  );
  const filters = [...SHARED_PARAMS, ...OF_LISTS].filter(
    name => name !== 'sort',
  );
  const active = filters.some(name => params.get(name) !== undefined);
  return (
    <div className={classes.root} role="search">
      <SelectFilter
        label={t('filter.cluster')}
        value={params.get('cluster')}
        options={clusters.map(({ cluster, title }) => ({
          value: cluster,
          text: title ?? cluster,
        }))}
        onChange={value => filter('cluster', value)}
      />
      {byText('namespace')}
      <SelectFilter
        label={t('filter.owner')}
        value={params.get('owner')}
        options={ownersOf(params.get('owner'), t('filter.mine'))}
        onChange={value => filter('owner', value)}
      />
      <SelectFilter
        label={t('filter.tone')}
        value={params.get('tone')}
        options={[
          { value: 'error,warning', text: t('tone.attention') },
          ...[...TONES]
            .reverse()
            .map(tone => ({ value: tone, text: t(`tone.${tone}`) })),
        ]}
        onChange={value => filter('tone', value)}
      />
      {findings && byText('code')}
      {byText('q')}
      <SelectFilter
        label={t('filter.sort')}
        value={params.get('sort')}
        none={t('filter.worstFirst')}
        options={[
          { value: 'name', text: t('filter.byName') },
          { value: 'cluster', text: t('filter.byCluster') },
        ]}
        onChange={value => filter('sort', value)}
      />
      {active && (
        <Button
          size="small"
          color="primary"
          onClick={() => params.clear(filters)}
        >
          {t('filter.clear')}
        </Button>
      )}
    </div>
  );
}

/** A typed filter that stands in the address. */
function UrlTextFilter(props: { name: string; label: string }) {
  const { name, label } = props;
  const { get, filter } = useFleetParams();
  return (
    <TextFilter
      label={label}
      value={get(name)}
      onChange={useCallback(
        (value: string | undefined) => filter(name, value),
        [filter, name],
      )}
    />
  );
}

/** Mine, and the owner that a link may name. */
function ownersOf(present: string | undefined, mine: string) {
  const others = present && present !== MINE ? [present] : [];
  return [
    { value: MINE, text: mine },
    ...others.map(value => ({ value, text: value })),
  ];
}
