import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../clock/useNow';
import { useCopy } from '../../hooks/useCopy';
import { useMeshHref } from '../../hooks/useMeshHref';
import { useTimeText } from '../../hooks/useTimeText';
import { useOnboardStep } from '../../steps/useOnboardStep';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { NextStepButton } from '../NextStep/NextStepButton';
import { annotationYaml } from './annotationYaml';
import type { DataStateInputs } from './DataStateProps';
import { missingRule } from './missingRule';
import type { ViewKind } from './viewOf';

interface DataStateActionProps extends DataStateInputs {
  entityName: string;
  onRefresh: (clusters: readonly string[]) => Promise<void>;
  /** Lays out the remark and the one button. */
  children: (note: ReactNode, button: ReactNode) => ReactNode;
}

/** The one next step of a state in which the data itself offers none. */
export function DataStateAction(props: DataStateActionProps) {
  const note = useNote(props);
  return <>{props.children(note, <StateButton {...props} />)}</>;
}

function useNote(props: DataStateActionProps): string {
  const { t } = useTranslationRef(istioTranslationRef);
  const { view, status, entityName: entity } = props;
  const nextTry = useNextTry(props);
  switch (view) {
    case 'not-in-mesh':
      return t('state.notInMesh.footer', { entity });
    case 'not-installed':
      return t('state.notInstalled.footer', { entity });
    case 'forbidden':
      return status && missingRule(status)
        ? t('state.forbidden.footer')
        : entity;
    case 'stale':
      return t('state.stale.footer', { entity });
    case 'unreachable':
      return nextTry ?? entity;
    case 'failed':
      return t('state.failed.hint');
    default:
      return entity;
  }
}

function StateButton(props: DataStateActionProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { view, status, entityRef } = props;
  const href = useMeshHref(entityRef)('workloads');
  const onboardStep = useOnboardStep();
  if (view === 'not-in-mesh') {
    const step = onboardStep(status?.workloads[0]);
    return step ? <NextStepButton step={step} detailsHref={href} /> : null;
  }
  const nearest = status?.selection?.nearest;
  if (view === 'no-annotation') {
    const text = annotationYaml(entityRef, nearest);
    return <CopyButton label={t('state.noAnnotation.copy')} text={text} />;
  }
  if (view === 'no-workload' && nearest) {
    const { selector } = nearest;
    const label = t('state.noWorkload.copy', { selector });
    return <CopyButton label={label} text={selector} />;
  }
  const rule = view === 'forbidden' && status ? missingRule(status) : '';
  if (rule) return <CopyButton label={t('state.forbidden.copy')} text={rule} />;
  return <AgainButton {...props} />;
}

type AgainKey =
  | 'state.noWorkload.action'
  | 'state.notInstalled.action'
  | 'state.notPermitted.action'
  | 'state.unreachable.action';

const AGAIN: Partial<Record<ViewKind, AgainKey>> = {
  'no-workload': 'state.noWorkload.action',
  'not-installed': 'state.notInstalled.action',
  forbidden: 'state.notPermitted.action',
  'not-permitted': 'state.notPermitted.action',
  unreachable: 'state.unreachable.action',
};

function AgainButton({ view, status, onRefresh }: DataStateActionProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const clusters = status?.clusters.map(c => c.cluster) ?? [];
  const stale = status?.clusters.filter(c => c.state === 'stale') ?? [];
  const label = () => {
    if (view !== 'stale') {
      return t(AGAIN[view] ?? 'state.failed.action');
    }
    return stale.length === 1
      ? t('state.stale.action', { cluster: stale[0].cluster })
      : t('state.stale.actionAll');
  };
  return (
    <Button
      variant="outlined"
      color="primary"
      style={{ flexShrink: 0, textTransform: 'none', fontWeight: 600 }}
      onClick={() => onRefresh(clusters)}
    >
      {label()}
    </Button>
  );
}

function useNextTry(props: DataStateActionProps): string | undefined {
  const { t } = useTranslationRef(istioTranslationRef);
  const { duration } = useTimeText();
  const now = useNow();
  const next = props.status?.clusters
    .flatMap(cluster => cluster.nextAttemptAt ?? [])
    .sort()[0];
  const left = next ? Date.parse(next) - now.getTime() : 0;
  return left > 0
    ? t('state.unreachable.nextTry', {
        entity: props.entityName,
        duration: duration(left),
      })
    : undefined;
}

function CopyButton(props: { label: string; text: string }) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { copied, copy } = useCopy();
  return (
    <Button
      variant="contained"
      color="primary"
      disableElevation
      style={{ textTransform: 'none', fontWeight: 600, lineHeight: 1.35 }}
      onClick={() => copy(props.text)}
    >
      {copied ? t('state.noAnnotation.copied') : props.label}
    </Button>
  );
}
