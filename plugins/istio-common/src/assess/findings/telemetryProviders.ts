import type { AssessScope } from '../AssessScope';
import { type RawFinding, nameOf, objectRule } from './findingRule';
import { notesOf } from './noteRule';

/** The notes of the mesh configuration that the default revision reads. */
function meshConfig({ index, tags }: AssessScope) {
  const revision = tags.get('default') ?? 'default';
  const configs = [...index.all('configmap')].filter(({ mesh }) => mesh);
  const named = (name: string) => configs.find(({ ref }) => ref.name === name);
  return (
    named(revision === 'default' ? 'istio' : `istio-${revision}`) ??
    named('istio') ??
    configs.sort((a, b) => (a.ref.name < b.ref.name ? -1 : 1))[0]
  );
}

/**
 * Access logs that go to no provider, and traces that go to one which is gone.
 * Source: pkg/config/analysis/analyzers/telemetry/providers.go and lightstep.go.
 */
export const telemetryProviders = objectRule({
  name: 'telemetry-providers',
  raises: ['telemetryProvider', 'deprecated'],
  subjects: ['telemetry'],
  reads: [
    ['telemetries.telemetry.istio.io', 'telemetry'],
    ['configmaps', 'configmap'],
  ],
  *judge({ scope }, telemetry): Iterable<RawFinding> {
    const { ref, logsToNobody, tracingProviders } = telemetry;
    const config = scope.memo(meshConfig, undefined);
    const hasDefault =
      config && notesOf(config, 'access-log-provider').length > 0;
    if (logsToNobody && !hasDefault) {
      yield {
        kind: 'telemetryProvider',
        object: telemetry,
        cause: `${nameOf(
          ref,
        )} sets up access logs without a provider, and the mesh has no default one`,
        fix: 'Name a provider, such as envoy, in spec.accessLogging.',
      };
    }
    const lightstep = new Set(
      (config ? notesOf(config, 'lightstep-provider') : []).flatMap(
        ({ details = [] }) => details,
      ),
    );
    for (const provider of new Set(tracingProviders)) {
      if (!lightstep.has(provider)) continue;
      yield {
        kind: 'deprecated',
        object: telemetry,
        cause: `${nameOf(
          ref,
        )} sends traces to ${provider}, a Lightstep provider, which Istio has dropped`,
        fix: 'Move to an OpenTelemetry provider.',
      };
    }
  },
});
