import type { Chance } from './chance';
import type { RequestFacts } from './requestFacts';
import {
  ANY,
  type TextPattern,
  patternChance,
  patternMatches,
  textPattern,
} from './textPattern';

/** Issuer and subject that a value of `requestPrincipals` asks for. */
export interface RequestPrincipal {
  issuer: TextPattern;
  subject: TextPattern;
}

function exact(text: string): TextPattern {
  return { kind: 'exact', text };
}

/**
 * Takes `issuer/subject` apart at the last slash, since issuers are URLs. Only
 * one end takes a star: after one in front the subject is literal, so that
 * a star on both ends matches no one.
 * Source: pilot/pkg/security/authz/model/generator.go, requestPrincipalGenerator.
 */
export function requestPrincipal(value: string): RequestPrincipal {
  if (value === '*') return { issuer: ANY, subject: ANY };
  const slash = value.lastIndexOf('/');
  const split = slash >= 0;
  const issuer = split ? value.slice(0, slash) : value;
  const subject = split ? value.slice(slash + 1) : '';
  if (value.startsWith('*')) {
    return split
      ? {
          issuer: issuer === '*' ? ANY : textPattern(`*${issuer.slice(1)}`),
          subject: exact(subject),
        }
      : { issuer: ANY, subject: textPattern(value) };
  }
  if (value.endsWith('*')) {
    return split
      ? { issuer: exact(issuer), subject: textPattern(subject) }
      : { issuer: textPattern(value), subject: ANY };
  }
  return { issuer: exact(issuer), subject: exact(subject) };
}

/** Whether a validated token can be that principal; without a token none is. */
export function requestPrincipalChance(
  value: string,
  { token }: RequestFacts,
): Chance {
  if (!token) return 'never';
  const { issuer, subject } = requestPrincipal(value);
  const bySubject = patternChance(subject, token.subject);
  const byIssuer = token.issuers.map((name): Chance => {
    if (name === undefined) return patternChance(issuer, undefined);
    return patternMatches(issuer, name) ? 'always' : 'never';
  });
  if (bySubject === 'never' || byIssuer.every(one => one === 'never')) {
    return 'never';
  }
  return bySubject === 'always' && byIssuer.every(one => one === 'always')
    ? 'always'
    : 'sometimes';
}
