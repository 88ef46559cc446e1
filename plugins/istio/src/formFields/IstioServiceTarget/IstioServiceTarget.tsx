import { useEffect, useRef } from 'react';
import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';
import { ChoiceInput } from '../ClusterSource/ChoiceInput';
import { ClusterInput } from '../ClusterSource/ClusterInput';
import { Reading } from '../ClusterSource/Reading';
import { SourceNotice } from '../ClusterSource/SourceNotice';
import { inventoryOf } from '../ClusterSource/useClusterSources';
import type { ReadState } from '../useRead';
import {
  isBlank,
  parsePort,
  type PartialServiceTarget,
} from './ServiceTarget';
import { likelyPort } from './suggestTargets';
import type { targetFieldSchema } from './targetFieldSchema';
import { EntityNotice } from './EntityNotice';
import { portText, targetProblems, targetShape } from './targetProblems';
import { useTargetSources, type EntityPrefill } from './useTargetSources';

const useStyles = makeStyles(theme => ({
  root: { display: 'grid', gap: theme.spacing(1) },
  pair: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
  },
}));

type Props = typeof targetFieldSchema.TProps;

/** Chooses cluster, namespace, Service and port, each from what the one before holds. */
export function IstioServiceTarget(props: Props) {
  const { idSchema, schema, uiSchema, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(istioFormTranslationRef);
  const entityRef = entityRefOf(
    props.formContext,
    uiSchema['ui:options']?.entityField,
  );
  const target = props.formData ?? {};
  const sources = useTargetSources(target.cluster, entityRef);
  const inventory = inventoryOf(sources);
  const prefilled = usePrefill(sources.entity, target, onChange);
  const problems = inventory
    ? targetProblems(t, target, inventory)
    : targetShape(t, target);
  const problemOf = (part: string) =>
    problems.find(problem => problem.part === part)?.sentence;
  const services = inventory?.services.filter(
    ({ namespace }) => namespace === target.namespace,
  );
  const ports = services?.find(({ name }) => name === target.service)?.ports;
  const set = (change: PartialServiceTarget) =>
    onChange(withoutBlanks({ ...target, ...change }));
  const disabled = props.disabled || props.readonly;
  const id = idSchema.$id;

  return (
    <div className={classes.root} role="group" aria-label={schema.title}>
      {schema.title && <Typography variant="h6">{schema.title}</Typography>}
      {entityRef &&
        sources.entity.state === 'ready' &&
        sources.entity.value.status && (
          <EntityNotice
            entityRef={entityRef}
            status={sources.entity.value.status}
          />
        )}
      <div className={classes.pair}>
        <ClusterInput
          id={`${id}_cluster`}
          value={target.cluster ?? ''}
          clusters={
            sources.clusters.state === 'ready'
              ? sources.clusters.value
              : undefined
          }
          disabled={disabled}
          onChange={cluster => set({ cluster })}
        />
        <ChoiceInput
          id={`${id}_namespace`}
          label={t('target.namespace')}
          value={target.namespace ?? ''}
          options={inventory?.namespaces.map(({ name }) => name) ?? []}
          problem={problemOf('namespace')}
          disabled={disabled}
          onChange={namespace => set({ namespace })}
        />
        <ChoiceInput
          id={`${id}_service`}
          label={t('target.service')}
          value={target.service ?? ''}
          options={services?.map(({ name }) => name) ?? []}
          problem={problemOf('service')}
          disabled={disabled}
          onChange={service => {
            const chosen = services?.find(({ name }) => name === service);
            const port = chosen && likelyPort(chosen.ports)?.port;
            set({ service, ...(port && { port, typedPort: undefined }) });
          }}
        />
        <ChoiceInput
          id={`${id}_port`}
          label={t('target.port')}
          value={target.typedPort ?? (target.port ? String(target.port) : '')}
          options={ports?.map(({ port }) => String(port)) ?? []}
          optionText={option => {
            const port = ports?.find(item => String(item.port) === option);
            return port ? portText(port) : option;
          }}
          problem={problemOf('port')}
          disabled={disabled}
          onChange={text => set(parsePort(text))}
        />
      </div>
      <Reading
        sources={[
          [sources.clusters, t('read.clusters')],
          [sources.entity, t('read.entity', { entity: entityRef ?? '' })],
          [
            sources.inventory,
            t('read.inventory', { cluster: target.cluster ?? '' }),
          ],
        ]}
      />
      {prefilled && entityRef && (
        <FormHelperText>
          {t('target.prefilled', { entity: entityRef })}{' '}
          {prefilled.others.length > 0 &&
            t('target.alsoIn', { places: prefilled.others.join(', ') })}
        </FormHelperText>
      )}
      <SourceNotice {...sources} />
    </div>
  );
}

/**
 * Fills the target in once per entity, unless something was chosen already;
 * a target that came from the entity before goes with it.
 */
function usePrefill(
  entity: ReadState<EntityPrefill>,
  target: PartialServiceTarget,
  onChange: (target: PartialServiceTarget) => void,
): { others: string[] } | undefined {
  const filled = useRef<PartialServiceTarget>();
  const value = entity.state === 'ready' ? entity.value : undefined;
  const first = value?.targets[0];
  const untouched =
    isBlank(target) || (filled.current && same(filled.current, target));

  useEffect(() => {
    if (!first || first === filled.current || !untouched) return;
    filled.current = first;
    onChange(first);
  }, [first, untouched, onChange]);

  if (!value || !first || !same(first, target)) return undefined;
  return {
    others: value.targets
      .slice(1)
      .map(({ cluster, namespace }) => `${cluster}/${namespace}`),
  };
}

function same(a: PartialServiceTarget, b: PartialServiceTarget): boolean {
  return (
    a.cluster === b.cluster &&
    a.namespace === b.namespace &&
    a.service === b.service &&
    a.port === b.port &&
    a.typedPort === b.typedPort
  );
}

function withoutBlanks(target: PartialServiceTarget): PartialServiceTarget {
  return Object.fromEntries(
    Object.entries(target).filter(([, part]) => Boolean(part)),
  );
}

function entityRefOf(
  context: { formData?: Record<string, unknown> } | undefined,
  field = 'entityRef',
): string | undefined {
  const value = context?.formData?.[field];
  return typeof value === 'string' && value ? value : undefined;
}
