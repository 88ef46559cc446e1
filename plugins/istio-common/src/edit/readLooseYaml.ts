import { parseYaml } from './parseYaml';
import { assertReadable, YAML_LIMITS } from './yamlLimits';

/**
 * The plain value of one document that was not written for us, such as the
 * settings of a mesh: of keys that are there twice the last one counts. Throws
 * where it is no YAML, or more than is read.
 *
 * @internal
 */
export function readLooseYaml(text: string): unknown {
  assertReadable(text);
  return parseYaml(text).toJS({ maxAliasCount: YAML_LIMITS.aliases });
}
