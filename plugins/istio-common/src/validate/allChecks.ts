import type { LiveChangeCheck, OfflineChangeCheck } from './changeCheck';
import { audienceIsNamed } from './checks/audienceIsNamed';
import { calledServiceFits } from './checks/calledServiceFits';
import { changeIsWhole } from './checks/changeIsWhole';
import { claimIsEmpty } from './checks/claimIsEmpty';
import { clientCaIsRead } from './checks/clientCaIsRead';
import { clientsArePinned } from './checks/clientsArePinned';
import { entryIsAlone } from './checks/entryIsAlone';
import { gatewayHasPods } from './checks/gatewayHasPods';
import { gatewayTakesPolicies } from './checks/gatewayTakesPolicies';
import { hostIsAllowed } from './checks/hostIsAllowed';
import { hostIsFree } from './checks/hostIsFree';
import { hostOverlaps } from './checks/hostOverlaps';
import { hostsElsewhere } from './checks/hostsElsewhere';
import { issuerIsReady } from './checks/issuerIsReady';
import { keysAgree } from './checks/keysAgree';
import { loginIsOwn } from './checks/loginIsOwn';
import { meshStaysWell } from './checks/meshStaysWell';
import { namesAreFree } from './checks/namesAreFree';
import { namesAreIssuable } from './checks/namesAreIssuable';
import { namesFitZones } from './checks/namesFitZones';
import { namespaceExists } from './checks/namespaceExists';
import { nothingIsLeftBehind } from './checks/nothingIsLeftBehind';
import { policiesAgree } from './checks/policiesAgree';
import { policySelectsPods } from './checks/policySelectsPods';
import { releaseGoesForward } from './checks/releaseGoesForward';
import { revisionExists } from './checks/revisionExists';
import { revisionIsUnused } from './checks/revisionIsUnused';
import { ruleCounts } from './checks/ruleCounts';
import { scopeIsTrue } from './checks/scopeIsTrue';
import { secretIsFree } from './checks/secretIsFree';
import { serviceHasPods } from './checks/serviceHasPods';
import { serviceHasPort } from './checks/serviceHasPort';
import { strictIsReady } from './checks/strictIsReady';
import { tokensReachGateway } from './checks/tokensReachGateway';
import { tokensReachWorkload } from './checks/tokensReachWorkload';
import { usersRemain } from './checks/usersRemain';
import { waitsForSync } from './checks/waitsForSync';
import { wayOutIsFree } from './checks/wayOutIsFree';
import { wildcardIsAllowed } from './checks/wildcardIsAllowed';
import { zoneIsFollowed } from './checks/zoneIsFollowed';
import { liveForIngress, offlineForIngress } from './forIngress';

/** Checks that need no cluster. @internal */
export const OFFLINE_CHECKS: readonly OfflineChangeCheck[] = [
  offlineForIngress(hostIsAllowed),
  offlineForIngress(wildcardIsAllowed),
  offlineForIngress(zoneIsFollowed),
  changeIsWhole,
  namesFitZones,
  offlineForIngress(clientsArePinned),
  audienceIsNamed,
];

/** Checks against the live cluster; those with the better words come first. @internal */
export const LIVE_CHECKS: readonly LiveChangeCheck[] = [
  namespaceExists,
  waitsForSync,
  liveForIngress(serviceHasPort, 'service'),
  liveForIngress(serviceHasPods, 'service'),
  calledServiceFits,
  wayOutIsFree,
  liveForIngress(hostIsFree),
  liveForIngress(hostOverlaps),
  gatewayHasPods,
  gatewayTakesPolicies,
  clientCaIsRead,
  issuerIsReady,
  namesAreIssuable,
  secretIsFree,
  loginIsOwn,
  namesAreFree,
  nothingIsLeftBehind,
  revisionExists,
  revisionIsUnused,
  releaseGoesForward,
  usersRemain,
  claimIsEmpty,
  entryIsAlone,
  ruleCounts,
  policySelectsPods,
  policiesAgree,
  keysAgree,
  tokensReachGateway,
  tokensReachWorkload,
  scopeIsTrue,
  strictIsReady,
  hostsElsewhere,
  meshStaysWell,
];
