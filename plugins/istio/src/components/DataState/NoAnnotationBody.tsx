import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityStatus } from '@meshwright/backstage-plugin-istio-common';
import { objectText } from '../../text/objectText';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { annotationYaml } from './annotationYaml';
import { BodyText } from './BodyText';

interface Props {
  entityRef: string;
  status: EntityStatus;
}

/** Empty, first kind: the entity does not say which workload it is. */
export function NoAnnotationBody({ entityRef, status }: Props) {
  const { t } = useTranslationRef(istioTranslationRef);
  const nearest = status.selection?.nearest;
  return (
    <BodyText>
      <p>
        {t('state.noAnnotation.text', {
          file: <code>catalog-info.yaml</code>,
        })}
      </p>
      <CodeBlock keepLines text={annotationYaml(entityRef, nearest)} />
      <p>
        {nearest
          ? t('state.noAnnotation.nearest', {
              cluster: nearest.cluster,
              object: objectText(nearest.ref),
            })
          : t('state.noAnnotation.hint')}
      </p>
    </BodyText>
  );
}
