import type { FindingStatus } from '../../api/facts';
import type { ValidationFinding } from '../../api/validation';
import { FINDING_KINDS } from '../../findings/catalogue';
import type { JsonObject } from '@backstage/types';
import type { LiveChangeCheck, LiveInput } from '../changeCheck';
import { intentLeaves } from '../intentLeaves';
import { toldByUses } from '../uses/allUses';
import { toldByWayOut } from './wayOutIsFree';

const {
  certificateHeldBack,
  certificateLate,
  controlPlaneMissing,
  egressCredentialMissing,
  egressRulesCompete,
  ineffectivePolicy,
  issuerUnusable,
  invalidWebhook,
  labelUnanswered,
  namespaceNotInjected,
  secretDiffers,
  sharedSecret,
  unverifiedServerPort,
} = FINDING_KINDS;

/** Codes for which a check of its own has better words. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(
  [issuerUnusable, sharedSecret, labelUnanswered].map(({ code }) => code),
);

/**
 * What istioctl says of rules that are right: without caCertificates the
 * authorities of the system are asked, with a credential those of its Secret
 * (pilot/pkg/networking/core/cluster_tls.go, VERIFY_CERTIFICATE_AT_CLIENT).
 */
const HARMLESS: ReadonlySet<string> = new Set([unverifiedServerPort.code]);

/** What an object that is new cannot have yet: its certificate, its pods, the istiod that Helm brings. */
const TOO_EARLY: ReadonlySet<string> = new Set(
  [
    certificateHeldBack,
    certificateLate,
    controlPlaneMissing,
    egressCredentialMissing,
    invalidWebhook,
    namespaceNotInjected,
  ].map(({ code }) => code),
);

/** Where it is in the change, these mean that an object of it does nothing. */
const VOID: ReadonlySet<string> = new Set(
  [ineffectivePolicy, egressRulesCompete].map(({ code }) => code),
);

/** Secrets follow a Certificate that the change writes once it is signed anew. */
function isReissue(
  { code, related = [] }: FindingStatus,
  view: LiveInput['view'],
): boolean {
  return code === secretDiffers.code && related.some(ref => view.writes(ref));
}

/** The field of the intent that decides, by code, or code and kind: the first of these that it has. */
const FIELDS: Readonly<Record<string, readonly RegExp[]>> = {
  'IST0101 Gateway': [/gateway\.selector/],
  IST0101: [/^host$/],
  IST0109: [/^host$/],
  IST0110: [/labels/],
  IST0127: [/labels/, /gateway\.selector/],
  IST0132: [/^host$/],
  IST0138: [/^host$/],
  IST0145: [/^host$/],
  IST0167: [/^scope$/, /^namespace$/],
  IST0173: [/^host$/],
  IST0177: [/^port$/],
  MW0001: [/dnsNames/, /^host$/],
  MW0002: [/^mode$/],
  MW0102: [/renewBefore/],
  MW0150: [/^port$/],
  MW0151: [/^host$/],
  MW0163: [/^host$/],
  MW0164: [/client/],
  MW0266: [/^service\.port$/],
};

function fieldOf(
  intent: JsonObject,
  { code, ref }: FindingStatus,
): string | undefined {
  const paths = intentLeaves(intent).map(({ path }) => path);
  for (const ending of FIELDS[`${code} ${ref.kind}`] ?? FIELDS[code] ?? []) {
    for (const path of paths) {
      const match = ending.exec(path);
      if (match) return path.slice(0, match.index + match[0].length);
    }
  }
  return undefined;
}

/** The file of what the finding is about beside an object of the change. */
function pathOf(
  { ref, related = [] }: FindingStatus,
  { files, view }: LiveInput,
): string | undefined {
  const other = [ref, ...related].find(
    one => !view.writes(one) && files?.pathOf(one),
  );
  return other && files?.pathOf(other);
}

/** What comes with a file that is not synced yet is said to. */
function causeOf(finding: FindingStatus, input: LiveInput): string {
  const { cause, ref, related = [] } = finding;
  const path = pathOf(finding, input);
  const comes = [ref, ...related].some(
    one => !input.view.writes(one) && input.files?.comes(one),
  );
  return path && comes
    ? `${cause} (${path}, which is merged and not yet in the cluster).`
    : `${cause}.`;
}

function toFinding(
  finding: FindingStatus,
  input: LiveInput,
): ValidationFinding {
  const { intent, view } = input;
  const { code, ref, fix, documentation } = finding;
  const path = pathOf(finding, input);
  const field = fieldOf(intent, finding);
  const isVoid = VOID.has(code) && view.writes(ref);
  return {
    code,
    severity: isVoid ? 'error' : finding.severity,
    ref,
    ...(field && { field }),
    ...(path && { path }),
    cause: causeOf(finding, input),
    fix,
    ...(documentation && { documentation }),
  };
}

/**
 * The rules by which the live mesh is judged find nothing new in it as it
 * would be after the change: conflicts of hosts, missing subsets, ports and
 * credentials, policies without effect, and all else that they know.
 *
 * @internal
 */
export const meshStaysWell: LiveChangeCheck = {
  id: 'mesh-stays-well',
  title: 'the mesh as it would be after the change',
  needs: [],
  onRemoval: true,
  run(input) {
    const { view } = input;
    const isTold = toldByUses(view);
    const isWayOut = toldByWayOut(input);
    return view
      .findings()
      .filter(
        finding =>
          !TOLD_ELSEWHERE.has(finding.code) &&
          !isTold(finding) &&
          !isWayOut(finding) &&
          !isReissue(finding, view) &&
          !(HARMLESS.has(finding.code) && view.writes(finding.ref)) &&
          !(TOO_EARLY.has(finding.code) && view.brings(finding.ref)),
      )
      .map(finding => toFinding(finding, input));
  },
  unverified({ view }) {
    const { unread } = view;
    return unread.length > 0
      ? [`Rules of the mesh that read ${unread.join(', ')}`]
      : [];
  },
};
