const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Says what is wrong with a host of a Gateway server, or nothing.
 *
 * The rules of RFC 1123 in lower case, with one `*` allowed as the whole first
 * label, as Istio's host validation has it (pkg/config/validation,
 * ValidateWildcardDomain). Bare hosts only: `namespace/host` hides a host from
 * Istio's duplicate check. At least two labels after a wildcard, because `*.com`
 * is never one team's.
 *
 * @public
 */
export function hostProblem(host: string): string | undefined {
  if (host.includes('/')) {
    return `"${host}" has a namespace or path in it, give the bare host name`;
  }
  if (host.includes(':')) {
    return `"${host}" has a port or scheme in it, give the bare host name`;
  }
  if (host.length > 253) {
    return `the host has ${host.length} characters, at most 253 are allowed`;
  }
  const labels = host.split('.');
  const wildcard = labels[0] === '*';
  const rest = wildcard ? labels.slice(1) : labels;
  if (rest.length < 2) {
    return `"${host}" is not a full host name, write it as name.domain.tld`;
  }
  const bad = rest.find(label => !LABEL.test(label));
  if (bad !== undefined) {
    return bad === ''
      ? `"${host}" has an empty part, write it as name.domain.tld`
      : `"${bad}" in "${host}" is not a DNS label, use at most 63 lower-case letters, digits and inner "-"`;
  }
  if (/^\d+$/.test(rest[rest.length - 1])) {
    return `"${host}" looks like an address, give a DNS name`;
  }
  return undefined;
}
