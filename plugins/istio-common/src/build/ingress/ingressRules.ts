import type { IngressIntent } from './ingressIntent';

type Route = IngressIntent['routes'][number];

/** Paths that one Service answers, in the order in which they are tried. @internal */
export interface IngressRule {
  service: { name: string; port: number };
  routes: Route[];
}

function firstTried(a: Route, b: Route): number {
  if (a.type !== b.type) return a.type === 'exact' ? -1 : 1;
  return b.path.length - a.path.length;
}

/**
 * The routes by the Service that answers. Envoy takes the first that matches,
 * so with more than one Service the narrow paths stand before the broad ones:
 * "/" first would take everything.
 *
 * @internal
 */
export function ingressRules(intent: IngressIntent): IngressRule[] {
  const { routes, service } = intent;
  if (routes.every(route => !route.service)) return [{ service, routes }];
  const rules: IngressRule[] = [];
  for (const route of [...routes].sort(firstTried)) {
    const answers = route.service ?? service;
    const last = rules.at(-1);
    if (
      last?.service.name === answers.name &&
      last.service.port === answers.port
    ) {
      last.routes.push(route);
    } else {
      rules.push({ service: answers, routes: [route] });
    }
  }
  return rules;
}
