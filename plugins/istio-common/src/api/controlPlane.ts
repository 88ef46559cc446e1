import type { ObjectRef } from '../model/identity';
import type { Tone } from '../model/verdicts';
import type { NextStep, Why } from './facts';

/** One istiod of a cluster, with the mesh settings of its revision. @public */
export interface ControlPlaneStatus {
  cluster: string;
  /** The istiod Deployment; the webhook configuration of a remote one. */
  ref: ObjectRef;
  revision: string;
  /** Tags that point at the revision, sorted. */
  tags: string[];
  /** Absent when the image does not tell. */
  version?: string;
  ready: boolean;
  /** True when it runs outside the cluster: `ready` is not known then, nor is the version. */
  remote?: boolean;
  tone: Tone;
  trustDomain: string;
  rootNamespace: string;
  outboundTrafficPolicy: string;
  autoMtls: boolean;
  /** How many proxies run which version under this revision, newest first. */
  proxies?: Array<{ version: string; pods: number }>;
  /** How far the version is supported. */
  support?: {
    state: 'supported' | 'ending' | 'ended' | 'unknown';
    /** ISO 8601 date. */
    endOfLife?: string;
    /** Where the date comes from, with the day it was read. */
    source: string;
  };
  /** Proxies that are newer than the control plane, or older than it supports. */
  skew?: { state: 'ok' | 'ahead' | 'too-far'; detail: string };
  /** The agents that it relies on on every node, where they are installed. */
  nodeAgents?: Array<{
    kind: 'cni' | 'ztunnel';
    ref: ObjectRef;
    desired: number;
    ready: number;
    version?: string;
    tone: Tone;
  }>;
  why?: Why;
  action?: NextStep;
}
