import { badRequest, invalid, type FieldError } from '../apiErrors';
import type { KubeObject } from '../KubeObject';
import type { ResourceType } from '../ResourceType';
import { parseFieldSelector } from '../selectors/parseFieldSelector';
import { parseLabelSelector } from '../selectors/parseLabelSelector';
import { matchesRequirements } from '../selectors/Requirement';
import { isOn } from './RequestInfo';

/** The options of a list or watch, checked. @internal */
export interface ListQuery {
  matches: (object: KubeObject) => boolean;
  /** Whether anything but the namespace narrows the list. */
  selects: boolean;
  limit: number;
  continueToken: string;
  resourceVersion: string;
  resourceVersionMatch: string;
  timeoutSeconds?: number;
  allowWatchBookmarks: boolean;
  sendInitialEvents?: boolean;
}

const LIST_OPTIONS = { group: 'meta.k8s.io', kind: 'ListOptions' };

/** Rules of k8s.io/apimachinery/pkg/apis/meta/internalversion/validation. */
function optionErrors(
  query: URLSearchParams,
  watching: boolean,
  watchList: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  const forbid = (field: string, text: string) =>
    errors.push({
      type: 'FieldValueForbidden',
      field,
      body: `Forbidden: ${text}`,
    });
  const match = query.get('resourceVersionMatch') ?? '';
  const initialEvents = query.get('sendInitialEvents');
  if (watching) {
    if (initialEvents !== null && match !== 'NotOlderThan') {
      forbid(
        'resourceVersionMatch',
        'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      );
    }
    if (initialEvents !== null && !watchList) {
      forbid(
        'sendInitialEvents',
        'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
      );
    }
    if (match && initialEvents === null) {
      forbid(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      );
    }
    return errors;
  }
  if (match && !['Exact', 'NotOlderThan'].includes(match)) {
    errors.push({
      type: 'FieldValueNotSupported',
      field: 'resourceVersionMatch',
      body: `Unsupported value: ${JSON.stringify(
        match,
      )}: supported values: "Exact", "NotOlderThan", ""`,
    });
  }
  if (match && !query.get('resourceVersion')) {
    forbid(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (match && query.get('continue')) {
    forbid(
      'resourceVersionMatch',
      'resourceVersionMatch is forbidden when continue is provided',
    );
  }
  if (match === 'Exact' && query.get('resourceVersion') === '0') {
    forbid(
      'resourceVersionMatch',
      'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    );
  }
  if (initialEvents !== null) {
    forbid('sendInitialEvents', 'sendInitialEvents is forbidden for list');
  }
  return errors;
}

function integer(text: string | null): number {
  if (!text) return 0;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw badRequest(
    `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
  );
}

/** Reads the options of a list or watch, refusing what the API server refuses. @internal */
export function parseListQuery(
  type: ResourceType,
  namespace: string | undefined,
  query: URLSearchParams,
  watching: boolean,
  watchList = true,
): ListQuery {
  const errors = optionErrors(query, watching, watchList);
  if (errors.length > 0) throw invalid(LIST_OPTIONS, '', errors);
  const requirements = parseLabelSelector(query.get('labelSelector') ?? '');
  const fieldMatches = parseFieldSelector(
    type,
    query.get('fieldSelector') ?? '',
  );
  const timeout = integer(query.get('timeoutSeconds'));
  const initialEvents = query.get('sendInitialEvents');
  return {
    matches: object =>
      (!namespace || object.metadata.namespace === namespace) &&
      matchesRequirements(requirements, object.metadata.labels) &&
      fieldMatches(object),
    selects: Boolean(query.get('labelSelector') || query.get('fieldSelector')),
    limit: Math.max(0, integer(query.get('limit'))),
    continueToken: query.get('continue') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    ...(timeout > 0 && { timeoutSeconds: timeout }),
    allowWatchBookmarks: isOn(query.get('allowWatchBookmarks')),
    ...(initialEvents !== null && { sendInitialEvents: isOn(initialEvents) }),
  };
}
