import { stringifyEntityRef } from '@backstage/catalog-model';
import { useParams } from 'react-router-dom';

/**
 * The template whose form this is. A field is not told, but the page of a form
 * is `templates/:namespace/:templateName` in both frontend systems
 * (`selectedTemplateRouteRef` of plugin-scaffolder).
 */
export function useTemplateRef(given: string | undefined): string | undefined {
  const { namespace, templateName } = useParams();
  if (given) return given;
  return namespace && templateName
    ? stringifyEntityRef({ kind: 'Template', namespace, name: templateName })
    : undefined;
}
