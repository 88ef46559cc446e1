import type { PolicyScope, PolicyTarget } from '../model/securityObjects';
import { type Fields, compact, fields, list, stringMap, text } from './fields';
import { trimMatchLabels } from './trimSelector';

function target(raw: Fields): PolicyTarget[] {
  const kind = text(raw.kind);
  const name = text(raw.name);
  if (!kind || !name) return [];
  return [
    compact({
      group: text(raw.group) ?? '',
      kind,
      name,
      namespace: text(raw.namespace),
    }),
  ];
}

/**
 * Selector and targets of a security policy. The one `targetRef` of old counts
 * only where `targetRefs` is empty.
 * Source: pilot/pkg/model/policyattachment.go, GetTargetRefs.
 */
export function trimPolicyScope(spec: Fields): PolicyScope {
  const several = list(spec.targetRefs).map(fields);
  const targets = (
    several.length > 0 ? several : [fields(spec.targetRef)]
  ).flatMap(target);
  return compact({
    selector: trimMatchLabels(spec.selector),
    targets: targets.length > 0 ? targets : undefined,
    strayLabels: stringMap(spec.matchLabels),
  });
}
