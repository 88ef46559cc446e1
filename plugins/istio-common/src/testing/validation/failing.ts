import { raw, type RawObject, type ValidationCase } from '../validationWorld';
import { GOOD_INPUTS } from './goodInputs';

/** One case for a check, and what it must say. */
export interface FailingExample extends ValidationCase {
  /** `code field` of a finding that must be there; the field may be absent. */
  finds: string;
}

/** A good input with a change, and what must be said of it. */
export function failing(
  kind: keyof typeof GOOD_INPUTS,
  finds: string,
  change: object = {},
  rest: Partial<ValidationCase> = {},
): FailingExample {
  return { kind, finds, input: { ...GOOD_INPUTS[kind], ...change }, ...rest };
}

export function peerAuthentication(place: string, mode: string): RawObject {
  return raw('security.istio.io/v1', 'PeerAuthentication', place, {
    spec: { mtls: { mode } },
  });
}

export const GATEWAY_API = 'gateway.networking.k8s.io';
