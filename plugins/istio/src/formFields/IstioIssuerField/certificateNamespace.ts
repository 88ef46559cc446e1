import { namespaceOfForm } from './namespaceOfForm';

/** How a template says in which namespace the Certificate stands. @public */
export interface CertificateNamespaceOptions {
  namespace?: string;
  namespaceField?: string;
  namespaceBy?: { field: string; choices: Record<string, string> };
}

/**
 * The namespace of the Certificate, as far as the form says it by now: the one
 * that the template gives, or that of the parameter which another one chooses.
 */
export function certificateNamespace(
  formData: Record<string, unknown> | undefined,
  options: CertificateNamespaceOptions = {},
): string | undefined {
  const { namespace, namespaceField, namespaceBy } = options;
  if (namespace) return namespace;
  if (!namespaceBy) return namespaceOfForm(formData, namespaceField);
  const chosen = String(formData?.[namespaceBy.field] ?? '');
  const parameter = Object.entries(namespaceBy.choices).find(
    ([choice]) => choice === chosen,
  )?.[1];
  return parameter ? namespaceOfForm(formData, parameter) : undefined;
}
