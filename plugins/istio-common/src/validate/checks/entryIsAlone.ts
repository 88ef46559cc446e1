import type { ValidationFinding } from '../../api/validation';
import { scopesOf } from '../../assess/findings/serviceEntryProtocols';
import { serviceHost } from '../../assess/hosts';
import { CHANGE_CODES } from '../../findings/changeCodes';
import type { ServiceEntryObject } from '../../model/networkingObjects';
import { type LiveChangeCheck, type LiveInput, ofKind } from '../changeCheck';
import { named } from '../ingressCheck';
import { fieldHolding } from '../intentLeaves';
import { takenWay } from './wayOutIsFree';

function ownEntries({ view }: LiveInput): ServiceEntryObject[] {
  return [...view.after.index.all('serviceentry')].filter(({ ref }) =>
    view.writes(ref),
  );
}

function seenTogether(a: ServiceEntryObject, b: ServiceEntryObject): boolean {
  const first = scopesOf(a.exportTo, a.ref.namespace);
  const second = scopesOf(b.exportTo, b.ref.namespace);
  return (
    first.includes('*') ||
    second.includes('*') ||
    first.some(one => second.includes(one))
  );
}

function portsOf({ ports }: ServiceEntryObject): string {
  return ports.map(({ port, protocol }) => `${port} ${protocol}`).join(', ');
}

/** What the other one does to the host, as far as it is known. */
function overlap(
  own: ServiceEntryObject,
  other: ServiceEntryObject,
  host: string,
): Pick<ValidationFinding, 'cause' | 'fix'> {
  const near = own.ref.namespace === other.ref.namespace;
  return {
    cause: `Host ${host} is defined by ServiceEntry ${named(
      other.ref,
    )} too (${portsOf(other)}): proxies that see both take the older${
      near ? ', with the ports of the other where the two can be merged' : ''
    }.`,
    fix: near
      ? `Add what is missing to ${named(other.ref)}, and leave this one out.`
      : `Use ${named(
          other.ref,
        )}, or let its owner export it to fewer namespaces.`,
  };
}

function entryFindings(
  own: ServiceEntryObject,
  input: LiveInput,
): ValidationFinding[] {
  const { index, view, intent } = input;
  const services = new Map(
    [...index.all('service')].map(({ ref }) => [serviceHost(ref), ref]),
  );
  return own.hosts.flatMap(host => {
    const field = fieldHolding(intent, host, /host/i);
    const shared = {
      ...ofKind(CHANGE_CODES.entryOverlaps),
      ...(field && { field }),
    };
    const service = services.get(host);
    const ofService: ValidationFinding[] = service
      ? [
          {
            ...shared,
            ref: service,
            cause: `Host ${host} is Service ${named(
              service,
            )} of the cluster, which the mesh knows already.`,
            fix: 'Leave the ServiceEntry out: choose destination service.',
          },
        ]
      : [];
    const others = [...index.all('serviceentry')].filter(
      other =>
        !view.writes(other.ref) &&
        other.hosts.includes(host) &&
        seenTogether(own, other),
    );
    return ofService.concat(
      others.map(other => ({
        ...shared,
        ref: other.ref,
        ...overlap(own, other, host),
      })),
    );
  });
}

/**
 * Nobody else defines the hosts of a proposed ServiceEntry for the same
 * proxies. Source: pilot/pkg/model/sidecar.go, appendSidecarServices.
 *
 * @internal
 */
export const entryIsAlone: LiveChangeCheck = {
  id: 'entry-is-alone',
  title: 'other definitions of the external host',
  byFiles: true,
  needs: ['serviceentries.networking.istio.io', 'services'],
  concerns: ({ objects }) =>
    objects.some(({ kind }) => kind === 'ServiceEntry'),
  run: input =>
    // Told in better words, and gone once the way out is shared.
    takenWay(input)
      ? []
      : ownEntries(input).flatMap(own => entryFindings(own, input)),
};
