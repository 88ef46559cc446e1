import type {
  AttributeMatch,
  AuthorizationPolicyObject,
  AuthorizationRule,
} from '../../model/securityObjects';

/** So much of a rule is told. */
const LIMIT = 160;

function shown(values: readonly string[]): string {
  const first = values.slice(0, 3).map(value => value.slice(0, 60));
  const more = values.length - first.length;
  return first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function matchWords({ key, values, notValues }: AttributeMatch): string {
  if (key === 'requestPrincipals' && notValues?.includes('*')) {
    return 'no token';
  }
  const name = key.slice(0, 60);
  return [
    ...(values ? [`${name} ${shown(values)}`] : []),
    ...(notValues ? [`${name} not ${shown(notValues)}`] : []),
  ].join(', ');
}

function ruleWords({ from, to, when }: AuthorizationRule): string {
  const parts = [from, to].flatMap(several =>
    several && several.length > 0
      ? [several.map(one => one.map(matchWords).join(', ')).join(' or ')]
      : [],
  );
  const words = [...parts, ...(when ?? []).map(matchWords)]
    .filter(part => part !== '')
    .join('; ');
  return words || 'every request';
}

/** What a policy says, in a few words: `DENY: no token; hosts shop.example.com`. */
export function policyWords(policy: AuthorizationPolicyObject): string {
  const action = policy.action.slice(0, 40);
  if (policy.unreadable) return `${action}: not readable`;
  const [first, ...others] = policy.rules;
  if (!first) return `${action}: no rule`;
  const words = ruleWords(first);
  const short = words.length > LIMIT ? `${words.slice(0, LIMIT - 1)}…` : words;
  const more =
    others.length > 0
      ? ` (and ${others.length} more ${others.length > 1 ? 'rules' : 'rule'})`
      : '';
  return `${action}: ${short}${more}`;
}
