import type { FormTexts } from './formTexts';

/** Names of clusters, namespaces and Services are labels of DNS, RFC 1123. */
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_LENGTH = 63;
/**
 * Names of most other objects are such labels with dots between them.
 * Source: apimachinery, pkg/util/validation (IsDNS1123Label, IsDNS1123Subdomain).
 */
const SUBDOMAIN_LENGTH = 253;
/** So much of a wrong name is shown. */
const SHOWN = 40;

/** A name in a sentence: what is too long to be one is cut. */
function shown(name: string): string {
  return name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name;
}

/** What is wrong with a name of one part, whatever there is in a cluster. */
export function labelProblem(
  t: FormTexts,
  what: string,
  name: string | undefined,
): string | undefined {
  if (!name || (name.length <= LABEL_LENGTH && LABEL.test(name))) {
    return undefined;
  }
  return t('wrong.label', { what, name: shown(name) });
}

/** What is wrong with a name that may have dots, whatever there is in a cluster. */
export function subdomainProblem(
  t: FormTexts,
  what: string,
  name: string | undefined,
): string | undefined {
  const fits = (text: string) =>
    text.length <= SUBDOMAIN_LENGTH &&
    text.split('.').every(part => LABEL.test(part));
  return !name || fits(name)
    ? undefined
    : t('wrong.subdomain', { what, name: shown(name) });
}

/** The first of several problems that is one. */
export function firstProblem(
  ...problems: ReadonlyArray<string | undefined>
): string[] {
  return problems.filter(problem => problem !== undefined).slice(0, 1);
}
