import { changeIsWhole } from './checks/changeIsWhole';
import { clientsArePinned } from './checks/clientsArePinned';
import { gatewayHasPods } from './checks/gatewayHasPods';
import { hostIsAllowed } from './checks/hostIsAllowed';
import { hostIsFree } from './checks/hostIsFree';
import { hostIsValid } from './checks/hostIsValid';
import { hostOverlaps } from './checks/hostOverlaps';
import { issuerIsReady } from './checks/issuerIsReady';
import { namesAreFree } from './checks/namesAreFree';
import { namespaceExists } from './checks/namespaceExists';
import { secretIsFree } from './checks/secretIsFree';
import { serviceHasPods } from './checks/serviceHasPods';
import { serviceHasPort } from './checks/serviceHasPort';
import { wildcardIsAllowed } from './checks/wildcardIsAllowed';
import { zoneIsFollowed } from './checks/zoneIsFollowed';
import type { LiveCheck, OfflineCheck } from './ingressCheck';

/** Checks that need no cluster. @internal */
export const OFFLINE_CHECKS: readonly OfflineCheck[] = [
  hostIsValid,
  hostIsAllowed,
  wildcardIsAllowed,
  zoneIsFollowed,
  changeIsWhole,
  clientsArePinned,
];

/** Checks against the live cluster. @internal */
export const LIVE_CHECKS: readonly LiveCheck[] = [
  namespaceExists,
  serviceHasPort,
  serviceHasPods,
  hostIsFree,
  hostOverlaps,
  gatewayHasPods,
  issuerIsReady,
  secretIsFree,
  namesAreFree,
];
