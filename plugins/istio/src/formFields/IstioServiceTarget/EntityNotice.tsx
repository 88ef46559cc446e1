import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { CodeBlock } from '../../components/CodeBlock/CodeBlock';
import { annotationYaml } from '../../components/DataState/annotationYaml';
import { Notice } from '../../components/Notice/Notice';
import { objectText } from '../../text/objectText';
import { istioFormTranslationRef } from '../../translations/istioFormTranslationRef';

/** What the entity lacks for the form to know its service. */
export function EntityNotice(props: {
  entityRef: string;
  status: EntityStatus;
}) {
  const { entityRef, status } = props;
  const { t } = useTranslationRef(istioFormTranslationRef);
  const selection = status.selection;
  if (status.state === 'no-annotation') {
    return (
      <Notice tone="error">
        {t('target.noAnnotation')}
        <CodeBlock
          keepLines
          text={annotationYaml(entityRef, selection?.nearest)}
        />
      </Notice>
    );
  }
  if (status.state !== 'no-workload' || !selection) return null;
  const { selector, nearest } = selection;
  return (
    <Notice tone="warning">
      {nearest
        ? t('target.noWorkloadNearest', {
            selector,
            nearest: objectText(nearest.ref),
            cluster: nearest.cluster,
          })
        : t('target.noWorkload', { selector })}
    </Notice>
  );
}
