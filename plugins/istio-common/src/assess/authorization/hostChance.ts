import { isWildcard } from '../hosts';
import type { Chance } from './chance';
import type { RequestFacts } from './requestFacts';
import { patternMatches, textPattern } from './textPattern';

/** Whether the name with some port behind it matches a value. */
function withPort(value: string, host: string): Chance {
  const pattern = textPattern(value);
  const start = `${host}:`;
  switch (pattern.kind) {
    case 'any':
      return 'always';
    case 'prefix':
      if (start.startsWith(pattern.text)) return 'always';
      return pattern.text.startsWith(start) ? 'sometimes' : 'never';
    case 'suffix':
      // Only an ending that spells a port can match one.
      return /:\d*$/.test(pattern.text) ? 'sometimes' : 'never';
    default:
      return pattern.text.startsWith(start) ? 'sometimes' : 'never';
  }
}

function oneHost(value: string, host: string): Chance {
  const bare = patternMatches(textPattern(value), host);
  const ported = withPort(value, host);
  if (bare && ported === 'always') return 'always';
  return bare || ported !== 'never' ? 'sometimes' : 'never';
}

/** Whether names under a wildcard such as `*.example.com` match a value. */
function manyHosts(value: string, ending: string): Chance {
  const pattern = textPattern(value);
  switch (pattern.kind) {
    case 'any':
      return 'always';
    case 'prefix':
      return 'sometimes';
    default: {
      const [name] = pattern.text.split(':');
      const related =
        name.endsWith(ending) ||
        (pattern.kind === 'suffix' && ending.endsWith(name));
      return related ? 'sometimes' : 'never';
    }
  }
}

/**
 * Whether requests for a host match a value of `hosts`. The proxy routes
 * `host:port` like `host`, but compares the whole `:authority` here, so that
 * a bare name leaves requests with a port out. Case does not matter.
 * Source: pilot/pkg/security/authz/matcher/header.go, HostMatcher;
 * pilot/pkg/networking/core/gateway.go, IgnorePortInHostMatching.
 */
export function hostChance(value: string, request: RequestFacts): Chance {
  const pattern = value.toLowerCase();
  const { authority, host } = request;
  if (authority !== undefined) {
    return patternMatches(textPattern(pattern), authority.toLowerCase())
      ? 'always'
      : 'never';
  }
  if (host === undefined || host === '*') {
    return value === '*' ? 'always' : 'sometimes';
  }
  const name = host.toLowerCase();
  return isWildcard(name)
    ? manyHosts(pattern, name.slice(1))
    : oneHost(pattern, name);
}
