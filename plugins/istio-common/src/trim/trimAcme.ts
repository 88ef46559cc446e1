import type { ChallengeObject, OrderObject } from '../model/certificateObjects';
import { briefText, compact, fields, text } from './fields';
import { objectBase, ownerOf } from './objectBase';
import type { WatchedResource } from './watchedResources';

export function trimOrder(
  resource: WatchedResource,
  raw: unknown,
): OrderObject | undefined {
  const base = objectBase('order', resource, raw);
  if (!base) return undefined;
  const status = fields(fields(raw).status);
  return compact({
    ...base,
    request: ownerOf(raw, 'CertificateRequest')?.name,
    state: text(status.state),
    reason: briefText(status.reason),
  });
}

export function trimChallenge(
  resource: WatchedResource,
  raw: unknown,
): ChallengeObject | undefined {
  const base = objectBase('challenge', resource, raw);
  if (!base) return undefined;
  const spec = fields(fields(raw).spec);
  const status = fields(fields(raw).status);
  return compact({
    ...base,
    order: ownerOf(raw, 'Order')?.name,
    dnsName: text(spec.dnsName),
    challenge: text(spec.type),
    state: text(status.state),
    reason: briefText(status.reason),
    presented: status.presented === true ? true : undefined,
    processing: status.processing === true ? true : undefined,
  });
}
