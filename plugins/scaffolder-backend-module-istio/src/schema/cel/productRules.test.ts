import { StepBudget } from '@meshwright/backstage-plugin-istio-node';
import { nativeImport } from '@meshwright/test-kit';
import { PRODUCT_SCHEMAS } from '../../__testUtils__/productSchemas';
import type { CelRule } from '../KindSchema';
import { celDialect } from './celDialect';
import { celEnvironment } from './celEnvironment';
import { loadCel } from './loadCel';

/** Rules below a schema; each once. */
function rulesOf(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'x-kubernetes-validations') {
      for (const { rule } of value as CelRule[]) found.add(rule);
    } else {
      rulesOf(value, found);
    }
  }
  return found;
}

describe('the rules of the products', () => {
  it('are all understood', async () => {
    const budget = new StepBudget(Infinity);
    const env = celEnvironment(await loadCel(nativeImport), () => budget);
    const rules = [...rulesOf(Object.values(PRODUCT_SCHEMAS))];
    const refused = rules.flatMap(rule => {
      const { valid, error } = env.check(celDialect(rule));
      return valid ? [] : [`${rule}: ${error?.message.split('\n')[0]}`];
    });
    process.stdout.write(
      `CEL: ${rules.length - refused.length} of ${
        rules.length
      } different rules of Istio, cert-manager, Gateway API and trust-manager are understood\n`,
    );
    expect(refused).toEqual([]);
    expect(rules.length).toBeGreaterThan(80);
  });
});
