import { isWithheld, tlsSettings } from '../assess/egress/clientTls';
import {
  DestinationRuleIndex,
  type MergedRule,
} from '../assess/egress/DestinationRuleIndex';
import { DEFAULT_SETTINGS } from '../assess/meshSettings';
import { fields, list, stringMap, text } from '../trim/fields';
import type { ReplayLine, ReplayMismatch } from './replayCase';
import { trimRaw } from './trimRaw';

/** Service ports that any client of the case was seen to configure. */
function portsOf(clients: ReadonlyArray<Record<string, string>>): number[] {
  const keys = clients.flatMap(Object.keys);
  return [...new Set(keys.map(key => Number(key.split('/')[0])))];
}

const MODES: ReadonlySet<string> = new Set([
  'DISABLE',
  'SIMPLE',
  'MUTUAL',
  'ISTIO_MUTUAL',
]);

/** What a client speaks to a port; AUTO is decided per endpoint. */
function modeOf(
  rule: MergedRule | undefined,
  port: number,
  subset?: string,
): string {
  const tls = tlsSettings(rule, port, subset);
  if (!tls) return 'AUTO';
  return isWithheld(tls, rule) || !MODES.has(tls.mode) ? 'DISABLE' : tls.mode;
}

/** What a client speaks by key `port` and `port/subset`. */
function clientTlsByPort(
  rule: MergedRule | undefined,
  port: number,
): Array<[string, string]> {
  return [
    [String(port), modeOf(rule, port)],
    ...(rule?.subsets ?? []).map(({ name }): [string, string] => [
      `${port}/${name}`,
      modeOf(rule, port, name),
    ]),
  ];
}

/** TLS that clients originate to one Service, by port and subset. */
export const replayClientTls: ReplayLine = line => {
  const recorded = fields(line);
  const host = text(recorded.service) ?? '';
  const rules = list(recorded.destinationRules).flatMap(raw => {
    const object = trimRaw(raw);
    return object?.type === 'destinationrule' ? [object] : [];
  });
  const index = new DestinationRuleIndex(rules, {
    ...DEFAULT_SETTINGS,
    rootNamespace: text(recorded.rootNamespace) ?? 'istio-system',
  });
  const clients = list(recorded.clients).map(fields);
  if (clients.length === 0 || host === '') {
    return { kind: 'invalid', message: 'no service or no clients' };
  }
  const expectations = clients.map(
    client => stringMap(client.clientTlsByServicePortAndSubset) ?? {},
  );
  const ports = portsOf(expectations);
  const mismatches: ReplayMismatch[] = [];
  clients.forEach((client, position) => {
    const expected = expectations[position];
    const namespace = text(client.namespace) ?? '';
    const labels = stringMap(client.labels);
    const rule = index.ruleFor(
      { namespace, labels },
      { host, namespace: host.split('.')[1] },
    );
    const actual = new Map(ports.flatMap(port => clientTlsByPort(rule, port)));
    for (const key of new Set([...Object.keys(expected), ...actual.keys()])) {
      const [was, is] = [expected[key] ?? 'none', actual.get(key) ?? 'none'];
      if (was === is) continue;
      mismatches.push({
        about: `client in ${namespace} ${JSON.stringify(labels)}, ${key}`,
        expected: was,
        actual: is,
      });
    }
  });
  return { kind: 'case', mismatches };
};
