import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../clock/useNow';
import { useCopy } from '../../hooks/useCopy';
import { useMeshHref } from '../../hooks/useMeshHref';
import { useTimeText } from '../../hooks/useTimeText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { NextStepButton } from '../NextStep/NextStepButton';
import { annotationYaml } from './annotationYaml';
import type { DataStateInputs } from './DataStateProps';
import { missingRule } from './missingRule';

interface DataStateActionProps extends DataStateInputs {
  entityName: string;
  onRefresh: (clusters: readonly string[]) => Promise<void>;
  /** Lays out the remark and the one button. */
  children: (note: ReactNode, button: ReactNode) => ReactNode;
}

/** The one next step of a state in which the data itself offers none. */
export function DataStateAction(props: DataStateActionProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const { view, status, entityRef, entityName: entity, children } = props;
  const nextTry = useNextTry(props);
  const href = useMeshHref(entityRef)('workloads');
  const clusters = status?.clusters.map(c => c.cluster) ?? [];
  const again = (label: string) => (
    <OutlinedButton label={label} onClick={() => props.onRefresh(clusters)} />
  );
  switch (view) {
    case 'no-annotation':
      return children(
        entity,
        <CopyButton
          label={t('state.noAnnotation.copy')}
          text={annotationYaml(entityRef, status?.selection?.nearest)}
        />,
      );
    case 'no-workload': {
      const selector = status?.selection?.nearest?.selector;
      const button = selector ? (
        <CopyButton
          label={t('state.noWorkload.copy', { selector })}
          text={selector}
        />
      ) : (
        again(t('state.noWorkload.action'))
      );
      return children(entity, button);
    }
    case 'not-in-mesh': {
      const step = status?.workloads[0]?.revision.action;
      return children(
        t('state.notInMesh.footer', { entity }),
        step && <NextStepButton step={step} detailsHref={href} />,
      );
    }
    case 'not-installed':
      return children(
        t('state.notInstalled.footer', { entity }),
        again(t('state.notInstalled.action')),
      );
    case 'forbidden': {
      const rule = status && missingRule(status);
      return children(
        rule ? t('state.forbidden.footer') : entity,
        rule ? (
          <CopyButton label={t('state.forbidden.copy')} text={rule} />
        ) : (
          again(t('state.notPermitted.action'))
        ),
      );
    }
    case 'not-permitted':
      return children(entity, again(t('state.notPermitted.action')));
    case 'stale': {
      const stale = status?.clusters.filter(c => c.state === 'stale') ?? [];
      return children(
        t('state.stale.footer', { entity }),
        again(
          stale.length === 1
            ? t('state.stale.action', { cluster: stale[0].cluster })
            : t('state.stale.actionAll'),
        ),
      );
    }
    case 'unreachable':
      return children(nextTry ?? entity, again(t('state.unreachable.action')));
    default:
      return children(t('state.failed.hint'), again(t('state.failed.action')));
  }
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

function OutlinedButton(props: { label: string; onClick: () => void }) {
  return (
    <Button
      variant="outlined"
      color="primary"
      style={{ flexShrink: 0, textTransform: 'none', fontWeight: 600 }}
      onClick={props.onClick}
    >
      {props.label}
    </Button>
  );
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
