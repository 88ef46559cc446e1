import type { Tone } from '@meshwright/backstage-plugin-istio-common';
import type { Shape } from '../StateWord/shapes';
import type { ViewKind } from './viewOf';

/** How a state of the data is named in the header. */
export interface ViewWord {
  /** Key below `word.` in the translations. */
  word:
    | 'healthy'
    | 'loading'
    | 'partial'
    | 'stale'
    | 'unreachable'
    | 'forbidden'
    | 'failed'
    | 'noAnnotation'
    | 'noWorkload'
    | 'notInMesh'
    | 'notInstalled';
  tone: Tone;
  shape?: Shape;
}

/**
 * None of these is red: that the data is missing says nothing about the mesh.
 */
export const VIEW_WORDS: Record<ViewKind, ViewWord> = {
  ready: { word: 'healthy', tone: 'ok' },
  partial: { word: 'partial', tone: 'unknown' },
  loading: { word: 'loading', tone: 'neutral', shape: 'renewing' },
  stale: { word: 'stale', tone: 'neutral', shape: 'stale' },
  unreachable: { word: 'unreachable', tone: 'neutral', shape: 'unreachable' },
  forbidden: { word: 'forbidden', tone: 'neutral', shape: 'forbidden' },
  'not-permitted': { word: 'forbidden', tone: 'neutral', shape: 'forbidden' },
  failed: { word: 'failed', tone: 'unknown', shape: 'unreachable' },
  'no-annotation': { word: 'noAnnotation', tone: 'neutral' },
  'no-workload': { word: 'noWorkload', tone: 'neutral' },
  'not-in-mesh': { word: 'notInMesh', tone: 'neutral' },
  'not-installed': { word: 'notInstalled', tone: 'neutral' },
};
