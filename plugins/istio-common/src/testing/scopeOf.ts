import { AssessScope } from '../assess/AssessScope';
import { MeshIndex } from '../index/MeshIndex';
import { NOW, trimAll } from './assessRaw';

/** The scope of an assessment of raw objects, for what rules ask of it. */
export function scopeOf(...raw: unknown[]): AssessScope {
  return new AssessScope(MeshIndex.build(trimAll(raw)), {
    cluster: 'eu-1',
    now: NOW,
    dataStates: new Map(),
  });
}
