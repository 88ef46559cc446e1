/** One cause inside a Status. @public */
export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** The details of a Status. @public */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** The body of every refusal of the Kubernetes API. @public */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: StatusDetails;
  code?: number;
}

/** A refusal in the API server's own form. @public */
export class ApiError extends Error {
  readonly status: Status;

  constructor(
    readonly code: number,
    reason: string,
    message: string,
    details?: StatusDetails,
    listMeta: { continue?: string } = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: listMeta,
      status: 'Failure',
      message,
      ...(reason && { reason }),
      ...(details && { details }),
      code,
    };
  }
}

/** Whether an error is a refusal with that reason, as `apierrors.IsNotFound` and its like tell. @public */
export function isApiError(error: unknown, reason?: string): error is ApiError {
  return (
    error instanceof Error &&
    error.name === 'ApiError' &&
    (!reason || (error as ApiError).status.reason === reason)
  ); // the name is ours alone, so the shape is known
}
