import { parseEntityRef } from '@backstage/catalog-model';
import type { NextStep } from '@meshwright/backstage-plugin-istio-common';

/** Where the scaffolder opens the template of a step with its form filled in. */
export function templateHref(
  template: NonNullable<NextStep['template']>,
): string {
  const { namespace, name } = parseEntityRef(template.entityRef, {
    defaultKind: 'template',
    defaultNamespace: 'default',
  });
  const formData = encodeURIComponent(JSON.stringify(template.formData));
  const path = [namespace, name].map(encodeURIComponent).join('/');
  return `/create/templates/${path}?formData=${formData}`;
}
