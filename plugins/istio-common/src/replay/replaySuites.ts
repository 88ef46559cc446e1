import type { ReplayLine } from './replayCase';
import { replayAuthorization } from './replayAuthorization';
import { replayClientTls } from './replayClientTls';
import { replayEgress } from './replayEgress';
import { replayExposure } from './replayExposure';
import { replayFindings } from './replayFindings';
import { replayInjection } from './replayInjection';
import { replayMtls } from './replayMtls';

const SUITES: ReadonlyMap<string, () => ReplayLine> = new Map<
  string,
  () => ReplayLine
>([
  ['mtls', () => replayMtls],
  ['injection', replayInjection],
  ['client-tls', () => replayClientTls],
  ['exposure', () => replayExposure],
  ['findings', () => replayFindings],
  ['egress', () => replayEgress],
  ['authorization', () => replayAuthorization],
]);

/** The suites of recorded facts that can be replayed. @public */
export const REPLAY_SUITES: readonly string[] = [...SUITES.keys()];

/** A fresh run of a suite; undefined when there is none of that name. @public */
export function startReplay(suite: string): ReplayLine | undefined {
  return SUITES.get(suite)?.();
}
