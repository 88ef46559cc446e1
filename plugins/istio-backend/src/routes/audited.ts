import type { AuditorServiceEventSeverityLevel } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import type { RouteContext } from './RouteContext';

/** What is written of a call. */
export interface AuditedCall {
  request: Request;
  /** What was done, `entity-status-read`. */
  eventId: string;
  /** Reads are `low`, writes `medium`. */
  severityLevel?: AuditorServiceEventSeverityLevel;
  /** On what, never any content. */
  meta: JsonObject;
}

/** Runs a call between the two halves of an audit event. */
export async function audited<T>(
  { auditor }: Pick<RouteContext, 'auditor'>,
  call: AuditedCall,
  run: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    severityLevel: 'low',
    ...call,
  });
  try {
    const result = await run();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: isError(error) ? error : new Error(String(error)),
    });
    throw error;
  }
}
